package dev.nephelite.function.java.worker;

import dev.nephelite.function.java.worker.CallContext.CurrentCall;
import dev.nephelite.function.worker.FunctionMetadata;
import dev.nephelite.function.worker.Worker.LoadError;
import dev.nephelite.function.worker.WorkerApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.TreeMap;

/** The classes of one app in this process, until they are closed. */
final class LoadedApp implements AutoCloseable {
    private final PublishedSettings.Published settings;
    private final DefaultTls.Published tls;
    private final ConsoleOutput console;
    private final AppClassLoader loader;
    private final AppRuntime runtime;
    private final AppThreads threads;
    private final SharedLoggers loggers;
    private final JvmRegistrations registrations = JvmRegistrations.ofThisJvm();
    private final List<String> warnings;
    private final Map<String, JavaFunction> functions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<LoadError> errors;
    private final Duration loading;

    /**
     * Loads the classes.
     *
     * @param settings the settings, which were published before, because classes may read them in their initialisers
     * @param tls which servers clients of the app trust, published before for the same reason
     * @param console receives what calls of the app print
     */
    LoadedApp(WorkerApp app, PublishedSettings.Published settings, DefaultTls.Published tls, ConsoleOutput console) {
        Stopwatch stopwatch = new Stopwatch();
        this.settings = settings;
        this.tls = tls;
        this.console = console;
        loader = new AppClassLoader(app.code());
        runtime = AppRuntime.of(loader, app.root());
        threads = new AppThreads(loader);
        loggers = new SharedLoggers(loader, runtime.calls());
        console.add(runtime.calls());
        registrations.unsetFactories(AppClassLoader.class::isInstance);
        warnings = registrations.warning().stream().toList();
        errors = AppThreads.withContextClassLoader(loader, () -> load(app.functions()));
        loading = stopwatch.elapsed();
    }

    private List<LoadError> load(List<FunctionMetadata> definitions) {
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

    private Optional<LoadError> load(FunctionMetadata definition, AppServices services) {
        try {
            functions.put(definition.name(), new JavaFunction(definition, runtime, services));
            return Optional.empty();
        } catch (RuntimeException | LinkageError broken) {
            return Optional.of(error(definition, broken));
        }
    }

    /** Our own exceptions have a complete message; for all others, the type is part of the message. */
    private static LoadError error(FunctionMetadata definition, Throwable broken) {
        boolean explained =
                broken instanceof IllegalArgumentException || broken instanceof UnsupportedClassVersionError;
        String message = explained ? AppStackTraces.message(broken) : AppStackTraces.describe(broken);
        return new LoadError(definition.name(), "It cannot be loaded. " + message);
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

    List<LoadError> errors() {
        return errors;
    }

    /** How long loading took. */
    Duration loading() {
        return loading;
    }

    /** Warnings about missing options of this JVM, with the remedy. */
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
        console.remove(runtime.calls());
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
