package dev.nephelite.cloud;

import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.HostOptions;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.ProgressListener;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.LocalSettings.LocalHttp;
import dev.nephelite.function.app.discovery.AppFiles;
import dev.nephelite.function.app.discovery.AppFinder;
import dev.nephelite.function.app.discovery.AppLoader;
import dev.nephelite.function.app.discovery.AppLocation;
import dev.nephelite.function.app.discovery.ReloadingAppLoader;
import dev.nephelite.function.app.discovery.WorkerRuntime.WorkerContext;
import dev.nephelite.function.debugger.DebuggableProcesses;
import dev.nephelite.function.debugger.DebuggerPort;
import dev.nephelite.function.java.JavaRuntime;
import dev.nephelite.function.worker.ProfileRecording;
import dev.nephelite.function.worker.ProfileRecording.CpuSampler;
import dev.nephelite.function.worker.Worker;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a function app is, and how to load it. Nothing is read before a {@link LocalCloud} starts.
 *
 * <p>Immutable: each method that changes something returns a changed copy.
 */
public final class FunctionApp {
    private final Path folder;
    private final @Nullable List<Path> classPath;

    /** Null if the app is loaded by a class loader of its own. */
    private final @Nullable List<Class<?>> existing;

    private Path cache;
    private Map<String, String> environment = Map.of();
    private Map<String, String> settings = Map.of();
    private List<String> mavenFallback = List.of();
    private ProgressListener progress = line -> {};
    private List<String> names = List.of();
    private @Nullable List<String> corsOrigins;
    private @Nullable Boolean corsCredentials;
    private boolean compiles = true;
    private @Nullable Path copies;

    /** Options of the JVM of a worker process; null if functions run in this process. */
    private @Nullable List<String> workerOptions;

    private @Nullable Path recordings;
    private CpuSampler sampler = CpuSampler.FLIGHT_RECORDER;

    /** Null if no debugger can connect to a worker process. */
    private @Nullable DebuggerPort debuggerPort;

    private FunctionApp(Path folder, @Nullable List<Path> classPath, @Nullable List<Class<?>> existing, Path cache) {
        this.folder = folder.toAbsolutePath().normalize();
        this.classPath = classPath;
        this.existing = existing;
        this.cache = cache;
    }

    private FunctionApp(FunctionApp other) {
        this(other.folder, other.classPath, other.existing, other.cache);
        environment = other.environment;
        settings = other.settings;
        mavenFallback = other.mavenFallback;
        progress = other.progress;
        names = other.names;
        corsOrigins = other.corsOrigins;
        corsCredentials = other.corsCredentials;
        compiles = other.compiles;
        copies = other.copies;
        workerOptions = other.workerOptions;
        recordings = other.recordings;
        sampler = other.sampler;
        debuggerPort = other.debuggerPort;
    }

    /**
     * The app in a folder: a Maven project, a staged app, or a folder directly above or below one; or an app in a jar.
     *
     * @param folder the folder or the jar
     */
    public static FunctionApp in(Path folder) {
        return new FunctionApp(folder, null, null, cacheIn(folder));
    }

    /**
     * The functions in compiled classes, such as {@code target/test-classes}. {@code host.json} and
     * {@code local.settings.json} are read from the first of the folders, if they are there.
     *
     * @param classes a folder with classes that have methods with {@code @FunctionName}
     * @param dependencies more folders and jars of the class path; the Functions API need not be among them
     */
    public static FunctionApp ofClasses(Path classes, Path... dependencies) {
        List<Path> classPath = Stream.concat(Stream.of(classes), Stream.of(dependencies))
                .map(entry -> entry.toAbsolutePath().normalize())
                .toList();
        return new FunctionApp(classes, classPath, null, classPath.get(0).resolveSibling("nephelite"));
    }

    /**
     * The functions in classes that this program has loaded and uses as well, so that both see the same static state. The
     * classes stay as they are when the cloud is closed. They run in this process.
     *
     * @param folder where {@code host.json} and {@code local.settings.json} are, if they are there
     * @param classes all loaded by one class loader, each with at least one public method with {@code @FunctionName}
     * @throws IllegalArgumentException if there is no class, or they have different class loaders
     */
    public static FunctionApp ofExistingClasses(Path folder, List<Class<?>> classes) {
        if (classes.stream().map(Class::getClassLoader).distinct().count() != 1) {
            throw new IllegalArgumentException("The classes of an app need one class loader: " + classes);
        }
        return new FunctionApp(folder, null, List.copyOf(classes), cacheIn(folder));
    }

    private static Path cacheIn(Path folder) {
        return folder.resolve("target").resolve("nephelite");
    }

    /** Finds folders with apps in the languages that a cloud can run; it builds and caches nothing. */
    public static AppFinder finder() {
        return new AppFinder(List.of(new JavaRuntime(Path.of(""), Map.of(), List.of(), false, false)));
    }

    /**
     * Loads only these functions.
     *
     * @param functions their names; all functions if it is empty, which is the default
     */
    public FunctionApp only(Collection<String> functions) {
        FunctionApp changed = new FunctionApp(this);
        changed.names = List.copyOf(functions);
        return changed;
    }

    /**
     * Sets variables that override the settings of the app, as environment variables do in Azure. A project is compiled
     * by the Maven that is found on the {@code PATH} among them. Default: none.
     */
    public FunctionApp environment(Map<String, String> variables) {
        FunctionApp changed = new FunctionApp(this);
        changed.environment = Map.copyOf(variables);
        return changed;
    }

    /**
     * Sets settings that override {@link #environment} and {@code local.settings.json}. Unlike variables of the
     * environment, the process does not have them, so functions get them like those in {@code local.settings.json}. Default:
     * none.
     */
    public FunctionApp settings(Map<String, String> values) {
        FunctionApp changed = new FunctionApp(this);
        changed.settings = Map.copyOf(values);
        return changed;
    }

    /** Sets the folder that caches what Maven said about a project. Default: {@code target/nephelite} in the project. */
    public FunctionApp cache(Path cacheFolder) {
        FunctionApp changed = new FunctionApp(this);
        changed.cache = cacheFolder;
        return changed;
    }

    /** Sets whether a Maven project is compiled if its sources are newer than its classes. Default: it is. */
    public FunctionApp compile(boolean ifNecessary) {
        FunctionApp changed = new FunctionApp(this);
        changed.compiles = ifNecessary;
        return changed;
    }

    /** Sets the command that starts Maven if neither the project nor the {@code PATH} has one. Default: none. */
    public FunctionApp mavenFallback(List<String> command) {
        FunctionApp changed = new FunctionApp(this);
        changed.mavenFallback = List.copyOf(command);
        return changed;
    }

    /**
     * Reloads the app when its files change. An app that cannot be loaded then keeps {@link LocalCloud#start} from
     * succeeding no longer; see {@link CloudListener#appFailed}. Default: the app stays as it was at the start. Apps
     * {@linkplain #ofClasses of classes} and of existing classes are never reloaded.
     *
     * @param copiesFolder where the classes that run are copied to, such as the system's folder for temporary files
     */
    public FunctionApp reloadOnChange(Path copiesFolder) {
        FunctionApp changed = new FunctionApp(this);
        changed.copies = copiesFolder;
        return changed;
    }

    /**
     * Runs the functions in a worker process, as the cloud does: a JVM of their own, with the folder of the app as its
     * working directory, the app's settings as its environment and the options in {@code JAVA_OPTS} among them. A function
     * that ends or exhausts its JVM ends neither storage nor this process. The setting
     * {@code FUNCTIONS_WORKER_PROCESS_COUNT} asks for several processes. Default: functions run in this process.
     *
     * @param jvmOptions additional options of that JVM, after those in the settings
     */
    public FunctionApp inWorkerProcess(String... jvmOptions) {
        FunctionApp changed = new FunctionApp(this);
        changed.workerOptions = List.of(jvmOptions);
        return changed;
    }

    /**
     * Records the run with Java Flight Recorder, for profiles of the functions. Each process that runs functions writes a
     * file when the cloud is closed. Default: nothing is recorded.
     *
     * @param empty an existing, empty folder for these files
     */
    public FunctionApp recordIn(Path empty) {
        return recordIn(empty, CpuSampler.FLIGHT_RECORDER);
    }

    /**
     * Records the run like {@link #recordIn(Path)}. If this platform has no such sampler, {@link LocalCloud#start} throws
     * {@link UnsupportedOperationException}.
     *
     * @param empty an existing, empty folder for these files
     * @param cpuSampler what takes the samples of CPU time
     */
    public FunctionApp recordIn(Path empty, CpuSampler cpuSampler) {
        FunctionApp changed = new FunctionApp(this);
        changed.recordings = empty;
        changed.sampler = cpuSampler;
        return changed;
    }

    /**
     * Lets a debugger connect to the worker process. While it holds a function, deadlines stand still. The log of the host
     * says which port is open, and {@link FunctionHost#processes} has it. Needs {@link #inWorkerProcess}.
     */
    public FunctionApp debuggerPort(DebuggerPort port) {
        FunctionApp changed = new FunctionApp(this);
        changed.debuggerPort = port;
        return changed;
    }

    /** Sets the origins whose web pages may call functions; {@code *} is any. Default: {@code Host.CORS} of the app. */
    public FunctionApp corsOrigins(List<String> origins) {
        FunctionApp changed = new FunctionApp(this);
        changed.corsOrigins = List.copyOf(origins);
        return changed;
    }

    /** Sets whether these pages may send cookies. Default: {@code Host.CORSCredentials} of the app. */
    public FunctionApp corsCredentials(boolean allowed) {
        FunctionApp changed = new FunctionApp(this);
        changed.corsCredentials = allowed;
        return changed;
    }

    /** Sets what receives notes about long operations, such as a build. Default: nothing. */
    public FunctionApp progress(ProgressListener listener) {
        FunctionApp changed = new FunctionApp(this);
        changed.progress = listener;
        return changed;
    }

    /**
     * Loads the app without running it. Everything that a start would find wrong with single functions is among its
     * errors.
     *
     * @throws dev.nephelite.function.app.config.InvalidAppException if there is no app, or none of it can run
     * @throws UnknownFunctionException if it lacks a function that was asked for
     */
    public App validated() {
        try (SystemClock clock = new SystemClock();
                AppLoader loader = open(false)) {
            return FunctionHost.validated(HostOptions.builder(loader, Clocks.single(clock), RandomIds.unseeded())
                    .build());
        }
    }

    /**
     * Finds the app. If it is not reloaded on changes, this loads it, too.
     *
     * @param sharesProcess see {@link LocalCloudBuilder#shareProcess}
     * @throws dev.nephelite.function.app.config.InvalidAppException if there is no app, or it cannot be loaded
     * @throws PortUnavailableException if the port for a debugger cannot be opened
     */
    AppLoader open(boolean sharesProcess) {
        JavaRuntime java = runtime(sharesProcess);
        openDebuggerPort(java);
        AppLocation location =
                new AppLocation(folder, variables(), Map.of(), List.of(java), FunctionHost.bindingTypes());
        if (existing != null) {
            return new AdaptedLoader(location.loadOnce(java.existingClasses(folder, existing), progress));
        }
        if (classPath != null) {
            return new AdaptedLoader(location.loadOnce(java.compiledClasses(folder, classPath), progress));
        }
        return new AdaptedLoader(
                copies == null ? location.loadOnce(progress) : new ReloadingAppLoader(location, copies, progress));
    }

    /** Settings can change how {@code host.json} is read, as variables can. */
    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(environment);
        variables.putAll(settings);
        return variables;
    }

    private JavaRuntime runtime(boolean sharesProcess) {
        @Nullable List<String> jvmOptions = workerOptions;
        if (existing != null) {
            if (jvmOptions != null) {
                throw new IllegalStateException("Classes of this program cannot run in a worker process.");
            }
            return JavaRuntime.ofExistingClasses(existing.get(0).getClassLoader(), sharesProcess);
        }
        return jvmOptions == null
                ? new JavaRuntime(cache, environment, mavenFallback, compiles, sharesProcess)
                : JavaRuntime.inWorkerProcesses(cache, environment, mavenFallback, compiles, jvmOptions);
    }

    private void openDebuggerPort(JavaRuntime java) {
        @Nullable DebuggerPort port = debuggerPort;
        if (port != null) {
            DebuggableProcesses processes = java.processes()
                    .orElseThrow(() -> new IllegalStateException(
                            "A debugger port needs a worker process. Without one, debug this process."));
            CompletableFuture<Integer> unused =
                    BindAddresses.listen(CloudService.DEBUGGER, port.number(), () -> processes.openPort(port));
        }
    }

    private void requireNamed(App app) {
        List<String> unknown = names.stream()
                .filter(name ->
                        app.function(name).isEmpty() && app.errorsOf(name).isEmpty())
                .toList();
        if (!unknown.isEmpty()) {
            throw new UnknownFunctionException(unknown, app);
        }
    }

    private App adapted(App app) {
        App chosen = names.isEmpty() ? app : app.only(names);
        AppSettings overridden = chosen.settings();
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            overridden = overridden.with(setting.getKey(), setting.getValue());
        }
        @Nullable List<String> origins = corsOrigins;
        LocalHttp http = chosen.localHttp().withCors(origins, corsCredentials);
        return chosen.withSettings(overridden).withLocalHttp(http);
    }

    /** Loads the app, and changes it each time as these options say. */
    private final class AdaptedLoader implements AppLoader {
        private final AppLoader loader;
        private final Optional<ProfileRecording> recording;
        private boolean loaded;
        private boolean closed;

        AdaptedLoader(AppLoader loader) {
            this.loader = loader;
            recording = Optional.ofNullable(recordings).flatMap(folder -> loader.record(folder, sampler));
            if (recordings != null && recording.isEmpty()) {
                progress.note("The functions are not recorded, because this Java runtime has no Flight Recorder (module"
                        + " jdk.jfr).");
            }
        }

        @Override
        public App load() {
            App app = loader.load();
            // A function that a later change removes is no mistake of the options.
            if (!loaded) {
                requireNamed(app);
            }
            loaded = true;
            return adapted(app);
        }

        @Override
        public App withoutFunctions() {
            return adapted(loader.withoutFunctions());
        }

        @Override
        public Optional<Path> unfinishedBuild() {
            return loader.unfinishedBuild();
        }

        @Override
        public AppFiles files() {
            return loader.files();
        }

        @Override
        public List<String> warnings(AppSettings settings) {
            return loader.warnings(settings);
        }

        @Override
        public Worker worker(WorkerContext context) {
            return loader.worker(context);
        }

        @Override
        public Optional<ProfileRecording> record(Path into, CpuSampler sampler) {
            return loader.record(into, sampler);
        }

        @Override
        public Optional<String> exiting() {
            return loader.exiting();
        }

        @Override
        public Optional<DebuggableProcesses> processes() {
            return loader.processes();
        }

        @Override
        public void release(App app) {
            loader.release(app);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                loader.close();
                recording.ifPresent(ProfileRecording::stop);
            }
        }
    }
}
