package dev.nephelite.function.java.worker;

import dev.nephelite.function.java.worker.CallContext.CurrentCall;
import dev.nephelite.function.java.worker.jvm.AppThreads;
import dev.nephelite.function.java.worker.jvm.DefaultTls;
import dev.nephelite.function.java.worker.jvm.PublishedSettings;
import dev.nephelite.function.java.worker.loading.AppClasses;
import dev.nephelite.function.worker.FunctionMetadata;
import dev.nephelite.function.worker.Worker.LoadError;
import dev.nephelite.function.worker.WorkerApp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.TreeMap;
import java.util.function.Function;

/** The classes of one app in this process, until they are closed. */
final class LoadedApp implements AutoCloseable {
    private final PublishedSettings.Published settings;
    private final DefaultTls.Published tls;
    private final ConsoleOutput console;
    private final AppClasses classes;
    private final AppRuntime runtime;
    private final SharedLoggers loggers;
    private final Map<String, JavaFunction> functions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<LoadError> errors;
    private final Duration loading;

    /**
     * Loads the functions.
     *
     * @param classesOf finds the classes of an app
     * @param settings the settings, which were published before, because classes may read them in their initializers
     * @param tls which servers clients of the app trust, published before for the same reason
     * @param console receives what calls of the app print
     */
    LoadedApp(
            WorkerApp app,
            Function<WorkerApp, AppClasses> classesOf,
            PublishedSettings.Published settings,
            DefaultTls.Published tls,
            ConsoleOutput console) {
        Stopwatch stopwatch = new Stopwatch();
        this.settings = settings;
        this.tls = tls;
        this.console = console;
        classes = classesOf.apply(app);
        runtime = AppRuntime.of(classes, app.root(), settings);
        loggers = new SharedLoggers(classes, runtime.calls());
        console.add(runtime.calls());
        classes.trace(SdkCalls.spans(runtime.calls()));
        errors =
                settings.during(() -> AppThreads.withContextClassLoader(classes.loader(), () -> load(app.functions())));
        loading = stopwatch.elapsed();
    }

    private List<LoadError> load(List<FunctionMetadata> definitions) {
        AppServices services;
        try {
            services = AppServices.of(classes.loader());
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
        String cause = broken instanceof NoClassDefFoundError ? ". Is a library of the app missing?" : "";
        return new LoadError(definition.name(), "It cannot be loaded. " + message + cause);
    }

    /** The thread that has called {@code System.exit}, if code of the app has. */
    Optional<Thread> exiting() {
        return classes.exiting();
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
        return classes.warnings();
    }

    /** The names of the app's threads that still run. */
    List<String> runningThreads() {
        return classes.runningThreads();
    }

    /** Ends the code of the app first, because it may still need its settings and loggers. */
    @Override
    public void close() {
        classes.end();
        settings.close();
        tls.close();
        loggers.close();
        console.remove(runtime.calls());
        classes.release();
    }

    /**
     * The environment in which the functions of an app run.
     *
     * @param root the folder of the app, which is the working directory in the cloud
     */
    record AppRuntime(
            ClassLoader loader,
            AppStackTraces traces,
            CurrentCall calls,
            Path root,
            PublishedSettings.Published settings) {
        static AppRuntime of(AppClasses classes, Path root, PublishedSettings.Published settings) {
            return new AppRuntime(classes.loader(), new AppStackTraces(classes), new CurrentCall(), root, settings);
        }
    }
}
