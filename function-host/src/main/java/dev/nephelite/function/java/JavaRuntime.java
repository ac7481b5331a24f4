package dev.nephelite.function.java;

import dev.nephelite.emulator.tls.ClientTls;
import dev.nephelite.function.app.ProgressListener;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.discovery.AppFinder.FoundApp;
import dev.nephelite.function.app.discovery.AppLayout;
import dev.nephelite.function.app.discovery.FileTree;
import dev.nephelite.function.app.discovery.WorkerRuntime;
import dev.nephelite.function.app.discovery.WorkerRuntime.WorkerContext;
import dev.nephelite.function.debugger.DebuggableProcesses;
import dev.nephelite.function.java.ClassFiles.ScanCache;
import dev.nephelite.function.java.maven.Maven;
import dev.nephelite.function.java.maven.MavenModule;
import dev.nephelite.function.java.maven.Pom;
import dev.nephelite.function.java.process.AsyncProfilerLibrary;
import dev.nephelite.function.java.process.JavaLaunch;
import dev.nephelite.function.java.process.JavaProcesses;
import dev.nephelite.function.java.profile.FlightRecording;
import dev.nephelite.function.java.worker.ConsoleOutput;
import dev.nephelite.function.java.worker.JavaWorker;
import dev.nephelite.function.java.worker.JavaWorker.SharedJvm;
import dev.nephelite.function.java.worker.jvm.DefaultTls;
import dev.nephelite.function.java.worker.jvm.PublishedSettings;
import dev.nephelite.function.java.worker.loading.AppExit;
import dev.nephelite.function.log.LogLine;
import dev.nephelite.function.worker.ProfileRecording;
import dev.nephelite.function.worker.ProfileRecording.CpuSampler;
import dev.nephelite.function.worker.Worker;
import dev.nephelite.function.worker.Worker.SystemLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The runtime for functions in Java, which run in this process or in worker processes.
 *
 * <p>A folder with staged functions is used as it is. A folder with a {@code pom.xml} is a project: it is compiled if
 * necessary, and its classes are scanned for annotations, regardless of apps that were staged before. Any other folder may
 * contain a staged app in its build folder.
 */
public final class JavaRuntime implements WorkerRuntime {
    private static final String CLASS = ".class";

    private final Path cache;
    private final Maven maven;
    private final boolean compiles;
    private final boolean sharesProcess;
    private final SharedJvm jvm;

    /** Null if functions run in this process. */
    private final @Nullable JavaProcesses processes;

    /** Loads the classes of the app, which other code uses as well; null if the app has a class loader of its own. */
    private final @Nullable ClassLoader existingLoader;

    /**
     * A runtime that has not looked for an app yet.
     *
     * @param cache the cache folder, which many apps share
     * @param environment the environment of Maven
     * @param mavenFallback a command that starts Maven if neither the project nor the PATH has one; may be empty
     * @param compiles whether a project is compiled when its sources are newer than its classes
     */
    public JavaRuntime(Path cache, Map<String, String> environment, List<String> mavenFallback, boolean compiles) {
        this(cache, environment, mavenFallback, compiles, true);
    }

    /**
     * Like {@link #JavaRuntime(Path, Map, List, boolean)}.
     *
     * @param sharesProcess whether apps may use what all code in this process shares, as they do in the cloud: while an
     *     app runs, its settings are environment variables or system properties, and its clients trust by default whom the
     *     host trusts
     */
    public JavaRuntime(
            Path cache,
            Map<String, String> environment,
            List<String> mavenFallback,
            boolean compiles,
            boolean sharesProcess) {
        this(cache, environment, mavenFallback, compiles, sharesProcess, null, null);
    }

    private JavaRuntime(
            Path cache,
            Map<String, String> environment,
            List<String> mavenFallback,
            boolean compiles,
            boolean sharesProcess,
            @Nullable JavaProcesses processes,
            @Nullable ClassLoader existingLoader) {
        this.processes = processes;
        this.existingLoader = existingLoader;
        this.sharesProcess = sharesProcess;
        jvm = new SharedJvm(
                publishedSettings(sharesProcess, existingLoader != null), new DefaultTls(), ConsoleOutput.unchanged());
        this.cache = cache.toAbsolutePath().normalize();
        // The environment of the process changes when an app runs in it.
        maven = new Maven(Map.copyOf(environment), mavenFallback);
        this.compiles = compiles;
    }

    /** Apps in existing classes run side by side, so each call sees the settings of its own app. */
    private static PublishedSettings publishedSettings(boolean sharesProcess, boolean existingClasses) {
        if (sharesProcess) {
            return new PublishedSettings();
        }
        return existingClasses ? PublishedSettings.duringCalls() : PublishedSettings.none();
    }

    /**
     * A runtime that runs functions in worker processes; see {@link #JavaRuntime(Path, Map, List, boolean)}.
     *
     * @param environment variables that Maven and the worker processes have besides those of this process
     * @param jvmOptions additional options for the JVM of a worker process
     */
    public static JavaRuntime inWorkerProcesses(
            Path cache,
            Map<String, String> environment,
            List<String> mavenFallback,
            boolean compiles,
            List<String> jvmOptions) {
        return new JavaRuntime(
                cache, environment, mavenFallback, compiles, false, new JavaProcesses(jvmOptions, environment), null);
    }

    /**
     * A runtime that runs functions in this process, in classes that other code uses as well, such as those of a test; see
     * {@link #existingClasses}.
     *
     * @param sharesProcess see {@link #JavaRuntime(Path, Map, List, boolean, boolean)}; otherwise, only the threads that run
     *     functions see the settings of the app among the environment variables, if the JVM allows it
     */
    public static JavaRuntime ofExistingClasses(ClassLoader loader, boolean sharesProcess) {
        return new JavaRuntime(Path.of(""), Map.of(), List.of(), false, sharesProcess, null, loader);
    }

    @Override
    public String name() {
        return "java";
    }

    @Override
    public Set<String> projectFiles() {
        return Set.of(Pom.FILE, "build.gradle", "build.gradle.kts");
    }

    @Override
    public String missingFiles() {
        return "neither a pom.xml, nor a build.gradle, nor folders with a function.json, nor any of these below"
                + " target/azure-functions, nor a jar";
    }

    @Override
    public Optional<AppLayout> appIn(Path place) {
        if (!Files.isDirectory(place)) {
            return isJar(place) ? Optional.of(new JarApp(place, cache)) : Optional.empty();
        }
        if (StagedApp.isIn(place)) {
            return Optional.of(new StagedApp(place));
        }
        Optional<PackagedProject> packaged = PackagedProject.in(place);
        if (packaged.isPresent() && (isApp(place) || !hasApps(place))) {
            return Optional.of(packaged.get());
        }
        if (Pom.isIn(place)) {
            return Pom.in(place).isAggregator()
                    ? Optional.empty()
                    : Optional.of(new MavenProject(place, cache, maven, compiles));
        }
        return StagedApp.stagedBy(place).<AppLayout>map(StagedApp::new).or(() -> JarApp.in(place, cache));
    }

    private static boolean isJar(Path file) {
        return file.toString().endsWith(JarApp.SUFFIX);
    }

    /** Whether an app is directly below {@code folder} or in a module of its project. */
    private boolean hasApps(Path folder) {
        return FileTree.children(folder).stream().anyMatch(this::isReadableApp)
                || modules(folder).stream().anyMatch(this::isReadableApp);
    }

    private boolean isReadableApp(Path folder) {
        return Files.isDirectory(folder) && Files.isReadable(folder) && isApp(folder);
    }

    @Override
    public boolean isApp(Path folder) {
        if (StagedApp.isIn(folder)) {
            return true;
        }
        boolean isConfigured = MavenProject.configuration(folder).all().stream()
                .anyMatch(file -> file.endsWith(HostSettings.FILE) && Files.isRegularFile(file));
        if (Pom.isIn(folder)) {
            Pom pom = Pom.in(folder);
            return !pom.isAggregator() && (isConfigured || pom.buildsFunctions());
        }
        return PackagedProject.buildsFunctionsByGradle(folder) || (isConfigured && hasFunctions(folder));
    }

    private static boolean hasFunctions(Path folder) {
        return PackagedProject.in(folder).isPresent()
                || StagedApp.stagingFolders(folder).stream().anyMatch(Files::isDirectory)
                || FileTree.children(folder).stream().anyMatch(JavaRuntime::isJar);
    }

    @Override
    public Set<Path> modules(Path folder) {
        return Set.copyOf(Pom.in(folder).modules());
    }

    /** A JVM reads classes when they are first used. */
    @Override
    public boolean needsShadowCopies() {
        return true;
    }

    /** Maven deletes classes before it compiles them again. */
    @Override
    public Supplier<Optional<Path>> unfinishedBuild(List<Path> classPath) {
        Map<Path, MavenModule> classes = new HashMap<>();
        for (Path folder : classPath) {
            Optional<MavenModule> module = Files.isDirectory(folder) ? MavenModule.of(folder) : Optional.empty();
            module.ifPresent(built -> FileTree.walk(folder, all -> true, (file, attributes) -> {
                if (file.toString().endsWith(CLASS)) {
                    classes.put(file, built);
                }
            }));
        }
        return () -> classes.entrySet().stream()
                .filter(built -> built.getValue().isBeingBuilt(built.getKey()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * An app in classes that somebody else compiles, such as those of a test.
     *
     * @param folder where {@code host.json} and {@code local.settings.json} are, if there are any
     * @param classPath folders of classes and jars, in lookup order
     */
    public FoundApp compiledClasses(Path folder, List<Path> classPath) {
        return new FoundApp(this, new CompiledClasses(folder, classPath, cache));
    }

    /**
     * An app in classes that the class loader of {@link #ofExistingClasses} has loaded.
     *
     * @param folder where {@code host.json} and {@code local.settings.json} are, if there are any
     */
    public FoundApp existingClasses(Path folder, List<Class<?>> classes) {
        return new FoundApp(this, new ExistingClasses(folder, classes));
    }

    @Override
    public Optional<ProfileRecording> record(Path folder, CpuSampler sampler) {
        @Nullable Path asyncProfiler = sampler == CpuSampler.ASYNC_PROFILER ? AsyncProfilerLibrary.unpack(cache) : null;
        if (processes != null) {
            return Optional.of(processes.record(folder, asyncProfiler));
        }
        return FlightRecording.isAvailable()
                ? Optional.of(FlightRecording.start(folder.resolve("process-1.jfr"), asyncProfiler))
                : Optional.empty();
    }

    @Override
    public Optional<String> exiting() {
        return AppExit.caller();
    }

    @Override
    public List<String> warnings(AppSettings settings) {
        return processes == null ? JavaLaunch.withoutEffectInProcess(settings) : processes.warnings();
    }

    @Override
    public Optional<DebuggableProcesses> processes() {
        return Optional.ofNullable(processes);
    }

    @Override
    public Worker worker(WorkerContext context) {
        if (processes != null) {
            return processes.worker(context);
        }
        @Nullable ClientTls trusted = sharesProcess ? context.clientTls() : null;
        SystemLog log = (level, category, message) -> context.log().write(LogLine.of(level, category, message));
        @Nullable SSLContext tls = trusted == null ? null : trusted.context();
        return existingLoader == null
                ? new JavaWorker(context.executor(), log, tls, jvm)
                : JavaWorker.ofExistingClasses(existingLoader, context.executor(), log, tls, jvm);
    }

    /**
     * Functions in classes that somebody else compiles, such as those of a test.
     *
     * @param cache the cache folder
     */
    private record CompiledClasses(Path root, List<Path> classPath, Path cache) implements AppLayout {
        @Override
        public DiscoveredFunctions find(ProgressListener progressListener) {
            return AnnotationScan.find(this, classPath, new ScanCache(AppLayout.cacheFile(root, cache, "functions")));
        }

        @Override
        public Set<Path> trees() {
            return classPath.stream().filter(Files::isDirectory).collect(Collectors.toSet());
        }
    }

    /** Functions in classes that have been loaded already, and never change. */
    private record ExistingClasses(Path root, List<Class<?>> classes) implements AppLayout {
        @Override
        public DiscoveredFunctions find(ProgressListener progressListener) {
            return AnnotationScan.find(this, classes);
        }

        @Override
        public Set<Path> trees() {
            return Set.of();
        }
    }
}
