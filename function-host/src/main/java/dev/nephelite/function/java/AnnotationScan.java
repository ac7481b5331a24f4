package dev.nephelite.function.java;

import com.microsoft.azure.functions.annotation.ExponentialBackoffRetry;
import com.microsoft.azure.functions.annotation.FixedDelayRetry;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.StorageAccount;
import dev.nephelite.function.app.App.FunctionError;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.BindingDefinition.DataType;
import dev.nephelite.function.app.BindingDefinition.Direction;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.config.RetryPolicy;
import dev.nephelite.function.app.config.TimeSpan;
import dev.nephelite.function.app.discovery.AppLayout;
import dev.nephelite.function.app.discovery.AppLayout.DiscoveredFunctions;
import dev.nephelite.function.java.ClassFiles.ScanCache;
import dev.nephelite.function.java.worker.BindingAnnotation;
import dev.nephelite.function.java.worker.EntryPoint;
import dev.nephelite.function.java.worker.loading.AppClassLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.annotation.AnnotationFormatError;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds functions by their {@code @FunctionName} on a class path, including dependencies, as Azure's Maven plugin does.
 *
 * <p>Only classes that mention the annotation are loaded, and none is initialized, so the scan runs no code of the app.
 */
final class AnnotationScan {
    /** The types to which Azure's Maven plugin applies {@code @StorageAccount}. */
    private static final Set<String> STORAGE_TYPES = Set.of("blob", "blobTrigger", "queue", "queueTrigger", "table");

    private final List<FunctionDefinition> functions = new ArrayList<>();
    private final List<FunctionError> errors = new ArrayList<>();

    private AnnotationScan() {}

    /**
     * Finds the functions of an app.
     *
     * @param jars caches which classes of a jar mention the annotation
     */
    static DiscoveredFunctions find(AppLayout layout, List<Path> classPath, ScanCache jars) {
        AnnotationScan scan = new AnnotationScan();
        try (AppClassLoader loader = new AppClassLoader(classPath)) {
            for (String className : candidates(classPath, jars)) {
                scan.readClass(className, loader);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot close the app's jars", unreadable);
        }
        return new DiscoveredFunctions(layout, scan.functions, scan.errors, classPath);
    }

    /** Finds the functions of an app in classes that have been loaded already, each of which has to have one. */
    static DiscoveredFunctions find(AppLayout layout, List<Class<?>> classes) {
        AnnotationScan scan = new AnnotationScan();
        for (Class<?> type : classes) {
            int found = scan.functions.size() + scan.errors.size();
            scan.readClass(type.getName(), type.getClassLoader());
            if (scan.functions.size() + scan.errors.size() == found) {
                scan.errors.add(new FunctionError(
                        type.getSimpleName(), "The class " + type.getName() + " has no method with @FunctionName."));
            }
        }
        return new DiscoveredFunctions(layout, scan.functions, scan.errors, List.of());
    }

    /** The names of the classes that may contain functions. */
    private static Set<String> candidates(List<Path> classPath, ScanCache jars) {
        Set<String> classes = new LinkedHashSet<>();
        for (Path place : classPath) {
            try {
                classes.addAll(
                        Files.isDirectory(place)
                                ? new ClassFiles(place).mentioning(FunctionName.class.getName())
                                : jars.mentioningFunctions(place));
            } catch (IOException unreadable) {
                throw new UncheckedIOException("Cannot read the classes in " + place, unreadable);
            }
        }
        jars.save();
        return classes;
    }

    private void readClass(String className, ClassLoader loader) {
        try {
            Arrays.stream(Class.forName(className, false, loader).getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(FunctionName.class))
                    .sorted(Comparator.comparing(Method::toString))
                    .forEach(this::readMethod);
        } catch (UnsupportedClassVersionError tooNew) {
            errors.add(new FunctionError(simpleName(className), String.valueOf(tooNew.getMessage())));
        } catch (ClassNotFoundException | LinkageError | RuntimeException | AnnotationFormatError broken) {
            errors.add(new FunctionError(
                    simpleName(className),
                    "The class " + className + " cannot be loaded: " + broken
                            + ". Is one of its dependencies missing?"));
        }
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    private void readMethod(Method method) {
        String name = method.getAnnotation(FunctionName.class).value();
        try {
            FunctionDefinition function = new FunctionDefinition(
                    name,
                    new EntryPoint(method.getDeclaringClass().getName(), method.getName()).toString(),
                    bindings(method),
                    false,
                    null,
                    retryPolicy(method));
            function.requireValid();
            functions.add(function);
        } catch (InvalidAppException | IllegalArgumentException refused) {
            errors.add(new FunctionError(name, String.valueOf(refused.getMessage())));
        }
    }

    private static List<BindingDefinition> bindings(Method method) {
        List<BindingDefinition> bindings = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            for (Annotation annotation : parameter.getAnnotations()) {
                BindingAnnotation.read(annotation).map(AnnotationScan::binding).ifPresent(bindings::add);
            }
        }
        if (method.getReturnType() != void.class) {
            bindings.addAll(returnBindings(method, bindings));
        }
        StorageAccount account = method.getAnnotation(StorageAccount.class);
        return account == null
                ? bindings
                : bindings.stream()
                        .map(binding -> connected(binding, account.value()))
                        .toList();
    }

    private static BindingDefinition binding(BindingAnnotation declared) {
        @Nullable String dataType = declared.dataType();
        return new BindingDefinition(
                declared.type(),
                declared.name(),
                Direction.valueOf(declared.direction().toUpperCase(Locale.ROOT)),
                dataType == null ? DataType.UNDEFINED : dataType(dataType),
                declared.attributes());
    }

    private static DataType dataType(String text) {
        try {
            return DataType.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new InvalidAppException("'" + text + "' is not a data type; there are string, binary and stream.");
        }
    }

    private static List<BindingDefinition> returnBindings(Method method, List<BindingDefinition> others) {
        List<BindingDefinition> declared = Arrays.stream(method.getAnnotations())
                .flatMap(annotation -> BindingAnnotation.read(annotation).stream())
                .map(AnnotationScan::binding)
                .filter(BindingDefinition::isOutput)
                .map(binding -> new BindingDefinition(
                        binding.type(),
                        BindingDefinition.RETURN,
                        Direction.OUT,
                        binding.dataType(),
                        binding.attributes()))
                .toList();
        boolean http = others.stream().anyMatch(binding -> binding.isType("httpTrigger"));
        if (declared.isEmpty() && http) {
            return List.of(new BindingDefinition(
                    "http", BindingDefinition.RETURN, Direction.OUT, DataType.UNDEFINED, Map.of()));
        }
        return declared;
    }

    private static BindingDefinition connected(BindingDefinition binding, String account) {
        if (STORAGE_TYPES.stream().noneMatch(binding::isType) || binding.text("connection") != null) {
            return binding;
        }
        Map<String, Object> attributes = new TreeMap<>(binding.attributes());
        attributes.put("connection", account);
        return new BindingDefinition(
                binding.type(), binding.name(), binding.direction(), binding.dataType(), attributes);
    }

    private static @Nullable RetryPolicy retryPolicy(Method method) {
        FixedDelayRetry fixed = method.getAnnotation(FixedDelayRetry.class);
        if (fixed != null) {
            return RetryPolicy.fixedDelay(fixed.maxRetryCount(), TimeSpan.parse(fixed.delayInterval()));
        }
        ExponentialBackoffRetry backoff = method.getAnnotation(ExponentialBackoffRetry.class);
        return backoff == null
                ? null
                : RetryPolicy.exponentialBackoff(
                        backoff.maxRetryCount(),
                        TimeSpan.parse(backoff.minimumInterval()),
                        TimeSpan.parse(backoff.maximumInterval()));
    }
}
