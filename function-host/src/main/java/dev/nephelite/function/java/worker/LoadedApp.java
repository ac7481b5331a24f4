package dev.nephelite.function.java.worker;

import dev.nephelite.emulator.tls.ClientTls;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.App.FunctionError;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.java.worker.CallContext.CurrentCall;
import dev.nephelite.function.worker.WorkerContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The classes of one app in this process, until they are closed. */
final class LoadedApp implements AutoCloseable {
    /** Settings by which the cloud passes options to the JVM of an app. */
    private static final List<String> JVM_OPTIONS = List.of("JAVA_OPTS", "languageWorkers__java__arguments");

    private final PublishedSettings.Published settings;
    private final DefaultTls.Published tls;
    private final AppClassLoader loader;
    private final AppRuntime runtime;
    private final AppThreads threads;
    private final SharedLoggers loggers;
    private final JvmRegistrations registrations = JvmRegistrations.ofThisJvm();
    private final List<String> warnings;
    private final Map<String, JavaFunction> functions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<FunctionError> errors;

    /**
     * Publishes the settings first, because classes may read them in their initialisers.
     *
     * @param ownJvm whether this JVM was started for the app, with the options in its settings
     */
    LoadedApp(App app, WorkerContext context, PublishedSettings published, DefaultTls defaultTls, boolean ownJvm) {
        settings = published.publish(app.settings().outsideEnvironment(), context.log());
        @Nullable ClientTls trusted = context.clientTls();
        tls = defaultTls.publish(trusted == null ? null : trusted.context());
        loader = new AppClassLoader(app.code());
        runtime = AppRuntime.of(loader, app.root());
        threads = new AppThreads(loader);
        loggers = new SharedLoggers(loader, runtime.calls());
        registrations.unsetFactories(AppClassLoader.class::isInstance);
        warnings = Stream.concat(
                        ownJvm ? Stream.empty() : withoutEffect(app.settings()), registrations.warning().stream())
                .toList();
        errors = AppThreads.withContextClassLoader(loader, () -> load(app.runnableFunctions()));
    }

    /** What only a worker in a JVM of its own heeds. */
    private static Stream<String> withoutEffect(AppSettings settings) {
        return JVM_OPTIONS.stream()
                .filter(name -> {
                    @Nullable String value = settings.value(name);
                    return value != null && !value.isBlank();
                })
                .map(name -> "The setting " + name
                        + " has no effect here, because functions run in Nephelite's own JVM."
                        + " Start Nephelite without --in-process, or set the environment variable NEPHELITE_JAVA_OPTS"
                        + " instead.");
    }

    private List<FunctionError> load(List<FunctionDefinition> definitions) {
        AppServices services;
        try {
            services = AppServices.of(loader);
        } catch (RuntimeException | LinkageError | ServiceConfigurationError broken) {
            return definitions.stream()
                    .map(definition -> error(definition, broken))
                    .toList();
        }
        return definitions.stream()
                .flatMap(definition -> load(definition, services).stream())
                .toList();
    }

    private Optional<FunctionError> load(FunctionDefinition definition, AppServices services) {
        try {
            functions.put(definition.name(), new JavaFunction(definition, runtime, services));
            return Optional.empty();
        } catch (RuntimeException | LinkageError broken) {
            return Optional.of(error(definition, broken));
        }
    }

    /** Our own exceptions have a complete message; for all others, the type is part of the message. */
    private static FunctionError error(FunctionDefinition definition, Throwable broken) {
        boolean explained =
                broken instanceof IllegalArgumentException || broken instanceof UnsupportedClassVersionError;
        String message = explained ? AppStackTraces.message(broken) : AppStackTraces.describe(broken);
        return new FunctionError(definition.name(), "It cannot be loaded. " + message);
    }

    AppClassLoader loader() {
        return loader;
    }

    AppStackTraces traces() {
        return runtime.traces();
    }

    Optional<JavaFunction> function(String name) {
        return Optional.ofNullable(functions.get(name));
    }

    List<FunctionError> errors() {
        return errors;
    }

    /** Warnings about settings without effect and about missing options of this JVM, with the remedy. */
    List<String> warnings() {
        return warnings;
    }

    /** The names of the app's threads that still run. */
    List<String> runningThreads() {
        return threads.running();
    }

    /** Runs the shutdown hooks first, because they may need the app's classes, settings and loggers. */
    @Override
    public void close() {
        threads.runShutdownHooks();
        threads.endHttpClients();
        registrations.unregisterMBeans(loader);
        registrations.unsetFactories(loader::equals);
        settings.close();
        tls.close();
        loggers.close();
        try {
            loader.close();
        } catch (IOException stuck) {
            throw new UncheckedIOException("Cannot release the app's jars", stuck);
        }
    }

    /**
     * The environment in which the functions of an app run.
     *
     * @param root the folder of the app, which is the working directory in the cloud
     */
    record AppRuntime(AppClassLoader loader, AppStackTraces traces, CurrentCall calls, Path root) {
        static AppRuntime of(AppClassLoader loader, Path root) {
            return new AppRuntime(loader, new AppStackTraces(loader), new CurrentCall(), root);
        }
    }
}
