package dev.nephelite.junit;

import dev.nephelite.junit.bridge.CloudDescription;
import dev.nephelite.junit.bridge.CloudLauncher;
import dev.nephelite.junit.bridge.RunningCloud;
import dev.nephelite.junit.cloud.Faults;
import dev.nephelite.junit.cloud.TestClock;
import dev.nephelite.junit.cloud.TestCloud;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * Starts a local cloud for each test, or for each class, and passes it to the test as a parameter. {@link NepheliteTest}
 * registers it, or a field:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final NepheliteExtension NEPHELITE = NepheliteExtension.builder()
 *         .queues("orders")
 *         .functions(OrderFunctions.class)
 *         .setting("ORDERS_QUEUE", "orders")
 *         .build();
 * }</pre>
 *
 * <p>When a test fails, what happened in its cloud is attached to the failure as a {@link CloudReport}, and published as an entry
 * {@code nephelite} of the report: the requests, the events, the log of the functions, and the messages and blobs that are left.
 */
public final class NepheliteExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final String SPRING = "org.springframework.";
    private static final Namespace NAMESPACE = Namespace.create(NepheliteExtension.class);

    /** Null if the annotation has the options. */
    private final @Nullable Options options;

    /** For JUnit, if a test class is annotated with {@link NepheliteTest}. */
    public NepheliteExtension() {
        this(null);
    }

    private NepheliteExtension(@Nullable Options options) {
        this.options = options;
    }

    /** Begins to describe a cloud. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * What the annotation or the builder says.
     *
     * @param functionPackages whose functions run besides those of the description
     */
    private record Options(Isolation isolation, List<String> functionPackages, CloudDescription description) {}

    @Override
    public void beforeEach(ExtensionContext context) {
        CloudUntilEnd shared = owned(context);
        if (options(context).isolation() == Isolation.SNAPSHOT) {
            shared.saveFor(context.getUniqueId());
        }
        shared.cloud().begins(context.getDisplayName());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Optional<Throwable> failure = context.getExecutionException();
        if (failure.isPresent() && !(failure.get() instanceof TestAbortedException)) {
            String report = cloud(context).report();
            failure.get().addSuppressed(new CloudReport(report));
            context.publishReportEntry("nephelite", report);
        }
        if (options(context).isolation() == Isolation.SNAPSHOT) {
            owned(context).restoreAfter(context.getUniqueId());
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TestCloud.class
                || type == TestClock.class
                || type == Faults.class
                || (SdkClients.isClient(type)
                        && SdkClients.needsName(type) == parameter.isAnnotated(StorageName.class)
                        && !isOfSpring(parameter));
    }

    /** Whether Spring passes the parameter, such as one with {@code @Autowired}. JUnit refuses one that two extensions pass. */
    private static boolean isOfSpring(ParameterContext parameter) {
        return Arrays.stream(parameter.getParameter().getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().getName().startsWith(SPRING));
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        RunningCloud cloud = cloud(context);
        Class<?> type = parameter.getParameter().getType();
        if (type == TestCloud.class) {
            return cloud;
        }
        if (type == TestClock.class) {
            return cloud.clock();
        }
        if (type == Faults.class) {
            return cloud.faults();
        }
        @Nullable
        String name = parameter
                .findAnnotation(StorageName.class)
                .map(StorageName::value)
                .orElse(null);
        Object connections =
                store(context.getRoot()).getOrComputeIfAbsent("connections", key -> SdkClients.newConnections());
        return SdkClients.make(type, name, cloud, connections);
    }

    /** The cloud of a test. */
    private RunningCloud cloud(ExtensionContext context) {
        return owned(context).cloud();
    }

    /** The cloud of a test, which is closed when the context ends in whose store it is. */
    private CloudUntilEnd owned(ExtensionContext context) {
        Options chosen = options(context);
        ExtensionContext owner = chosen.isolation() == Isolation.METHOD ? method(context) : outermostClass(context);
        return store(owner)
                .getOrComputeIfAbsent(
                        CloudUntilEnd.class,
                        key -> new CloudUntilEnd(launcher(context).launch(description(chosen, context))),
                        CloudUntilEnd.class);
    }

    /** The description with the functions of the packages, which are searched once for all tests. */
    private static CloudDescription description(Options options, ExtensionContext context) {
        CloudDescription description = options.description();
        Stream<Class<?>> inPackages = options.functionPackages().stream()
                .map(name -> store(context.getRoot())
                        .getOrComputeIfAbsent(
                                "functions in " + name, key -> FunctionClasses.in(name), FunctionClasses.class))
                .flatMap(found -> found.classes().stream());
        return description.withFunctions(Stream.concat(description.functions().stream(), inPackages)
                .distinct()
                .toList());
    }

    private static CloudLauncher launcher(ExtensionContext context) {
        return store(context.getRoot())
                .getOrComputeIfAbsent(
                        LauncherUntilEnd.class,
                        key -> new LauncherUntilEnd(RuntimeClassLoader.launcher()),
                        LauncherUntilEnd.class)
                .launcher();
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    private static ExtensionContext method(ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException(
                    "Each test method has a cloud of its own. Take it as a parameter of the"
                            + " method or of a method with @BeforeEach, or use isolation = SNAPSHOT or NONE.");
        }
        return context;
    }

    private static ExtensionContext outermostClass(ExtensionContext context) {
        ExtensionContext outermost = context;
        Optional<ExtensionContext> enclosing = Optional.of(context);
        while (enclosing.isPresent()) {
            if (enclosing.get().getTestClass().isPresent()) {
                outermost = enclosing.get();
            }
            enclosing = enclosing.get().getParent();
        }
        return outermost;
    }

    private Options options(ExtensionContext context) {
        return options == null ? annotated(context.getTestClass()) : options;
    }

    /** The options of the annotation on the class of the test, or on the nearest class around it. */
    private static Options annotated(Optional<Class<?>> testClass) {
        Optional<Class<?>> place = testClass;
        while (place.isPresent()) {
            Optional<NepheliteTest> found = AnnotationSupport.findAnnotation(place.get(), NepheliteTest.class);
            if (found.isPresent()) {
                return options(found.get());
            }
            place = Optional.ofNullable(place.get().getEnclosingClass());
        }
        return builder().options();
    }

    private static Options options(NepheliteTest annotation) {
        Builder builder = builder()
                .containers(annotation.containers())
                .queues(annotation.queues())
                .functions(annotation.functions())
                .functionPackages(annotation.functionPackages())
                .project(Path.of(annotation.project()))
                .isolation(annotation.isolation());
        for (String setting : annotation.settings()) {
            int end = setting.indexOf('=');
            if (end < 1) {
                throw new ExtensionConfigurationException(
                        "@NepheliteTest(settings = \"" + setting + "\") must have the form NAME=value.");
            }
            builder.setting(setting.substring(0, end), setting.substring(end + 1));
        }
        return builder.options();
    }

    /**
     * Ends a cloud when the context ends that stores it.
     *
     * <p>JUnit before 5.13 closes only what implements its own interface, which later versions deprecate.
     */
    @SuppressWarnings("deprecation")
    private static final class CloudUntilEnd implements AutoCloseable, Store.CloseableResource {
        private final RunningCloud cloud;
        private boolean saved;

        /** The unique id of the method for which the cloud was saved; null between methods. */
        private @Nullable String method;

        CloudUntilEnd(RunningCloud cloud) {
            this.cloud = cloud;
        }

        RunningCloud cloud() {
            return cloud;
        }

        synchronized void saveFor(String begun) {
            if (method != null) {
                throw new ExtensionConfigurationException(
                        "With isolation = SNAPSHOT, methods share a cloud, so they cannot run at the same time."
                                + " Annotate the class with @Execution(ExecutionMode.SAME_THREAD).");
            }
            method = begun;
            if (!saved) {
                cloud.save();
                saved = true;
            }
        }

        synchronized void restoreAfter(String ended) {
            if (ended.equals(method)) {
                cloud.restore();
                method = null;
            }
        }

        @Override
        public void close() {
            cloud.close();
        }
    }

    /** Ends what clouds have shared when the test run ends. */
    @SuppressWarnings("deprecation")
    private record LauncherUntilEnd(CloudLauncher launcher) implements AutoCloseable, Store.CloseableResource {
        @Override
        public void close() {
            launcher.close();
        }
    }

    /**
     * Describes the clouds of tests. Unless other methods say otherwise, a cloud has an empty storage account and runs no
     * functions, and each test method has one of its own.
     */
    public static final class Builder {
        private final List<String> containers = new ArrayList<>();
        private final List<String> queues = new ArrayList<>();
        private final List<Class<?>> functions = new ArrayList<>();
        private final List<String> functionPackages = new ArrayList<>();
        private final Map<String, String> settings = new LinkedHashMap<>();
        private Path project = Path.of("");
        private Isolation isolation = Isolation.METHOD;

        private Builder() {}

        /** Adds blob containers that exist when a test begins. */
        public Builder containers(String... names) {
            containers.addAll(Arrays.asList(names));
            return this;
        }

        /** Adds queues that exist when a test begins. */
        public Builder queues(String... names) {
            queues.addAll(Arrays.asList(names));
            return this;
        }

        /** Adds public classes with functions, which run as they are on the class path of the test. */
        public Builder functions(Class<?>... classes) {
            functions.addAll(Arrays.asList(classes));
            return this;
        }

        /**
         * Adds the functions of all public classes in these packages and below them, on the class path of the test. Classes
         * of the tests count, too.
         */
        public Builder functionPackages(String... names) {
            functionPackages.addAll(Arrays.asList(names));
            return this;
        }

        /** Sets an app setting, which overrides one in {@code local.settings.json}. */
        public Builder setting(String name, String value) {
            settings.put(name, value);
            return this;
        }

        /** Sets the folder of {@code host.json} and {@code local.settings.json}. Default: the working directory. */
        public Builder project(Path folder) {
            project = folder;
            return this;
        }

        /** Sets which tests share a cloud. */
        public Builder isolation(Isolation value) {
            isolation = value;
            return this;
        }

        public NepheliteExtension build() {
            return new NepheliteExtension(options());
        }

        private Options options() {
            return new Options(
                    isolation,
                    List.copyOf(functionPackages),
                    new CloudDescription(containers, queues, functions, settings, project));
        }
    }
}
