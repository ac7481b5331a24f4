package dev.nephelite.function.java.process;

import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.debugger.DebuggerPort;
import dev.nephelite.function.java.program.JavaWorkerMain;
import dev.nephelite.function.worker.DebuggerAgent;
import dev.nephelite.function.worker.Worker;
import dev.nephelite.function.worker.WorkerApp;
import dev.nephelite.function.worker.process.WorkerLaunch;
import dev.nephelite.function.worker.process.WorkerLaunch.DebuggerLaunch;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides which JVM runs the functions of an app, and with which options. */
public final class JavaLaunch {
    /**
     * Without the first two, a profiler loses the samples in long loops that this collector compiles without safepoints.
     * Without the last, newer JVMs print a warning when async-profiler is loaded.
     */
    private static final List<String> FOR_PROFILERS =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints", "-XX:+EnableDynamicAgentLoading");

    private static final String EXECUTABLE = "languageWorkers__java__defaultExecutablePath";

    /** Settings with options for the JVM, in the order in which the cloud passes them. */
    private static final List<String> OPTIONS = List.of("JAVA_OPTS", "languageWorkers__java__arguments");

    /** Variables with options for every JVM, Nephelite's own among them. */
    private static final List<String> OPTIONS_OF_EVERY_JVM =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    /** A word, of which parts may be quoted. */
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");

    /** Lets functions find their settings in the environment, and lets an app be unloaded completely. */
    private static final List<String> OPEN_PACKAGES = List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED");

    /** The version in the file {@code release} of a JDK. */
    private static final Pattern JAVA_VERSION = Pattern.compile("JAVA_VERSION=\"(\\d{1,4})\\D.*");

    private static final int FIRST_THAT_WARNS_OF_UNSAFE = 24;

    /** The system property with the archive of the classes of a worker; empty if there is no current one. */
    private static final String ARCHIVE = "nephelite.worker.archive";

    /** Options with which the archive may not fit. The JVM would ignore it then, and that of the JDK as well. */
    private static final Pattern OTHER_ARCHIVE =
            Pattern.compile("-Xshare:.*|-XX:.*(?:GC|Compressed|ObjectAlignment|Archive).*");

    /** An option that chooses a collector. The JVM refuses two. */
    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC");

    /** What the debugger agent prints when its port is open. */
    private static final Pattern ANNOUNCEMENT =
            Pattern.compile("Listening for transport dt_socket at address: (?:.*:)?(\\d{1,5})");

    private JavaLaunch() {}

    /**
     * The process for an app.
     *
     * @param additional options for the JVM, such as the one that opens a debugger port
     * @param environment the environment, to which the settings of the app are added
     */
    static WorkerLaunch of(WorkerApp app, List<String> additional, Map<String, String> environment) {
        AppSettings settings = settings(app, environment);
        List<String> command = new ArrayList<>();
        String executable = executable(settings);
        command.add(executable);
        List<String> chosen =
                Stream.concat(words(settings, OPTIONS), additional.stream()).toList();
        List<String> all = Stream.concat(words(settings, OPTIONS_OF_EVERY_JVM), chosen.stream())
                .toList();
        if (all.stream().noneMatch(COLLECTOR.asMatchPredicate())) {
            command.add("-XX:+UseSerialGC");
        }
        command.addAll(FOR_PROFILERS);
        if (warnsOfUnsafe(executable)) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        if (executable.equals(ownExecutable())) {
            command.addAll(sharedClasses(System.getProperty(ARCHIVE), all));
        }
        command.addAll(chosen);
        command.addAll(program());
        Map<String, String> variables = new HashMap<>(environment);
        withDebugger(environment).forEach(name -> variables.compute(name, (same, options) -> withoutDebugger(options)));
        variables.putAll(app.settings());
        return new WorkerLaunch(
                "java",
                command,
                variables,
                app.root().toAbsolutePath(),
                debuggerIn(command),
                new RefusedOptions(sources(app, additional, environment)));
    }

    private static Stream<String> words(AppSettings settings, List<String> names) {
        return names.stream().flatMap(name -> words(settings.value(name)).stream());
    }

    /** What the options of a JVM come from. */
    private static List<String> sources(WorkerApp app, List<String> additional, Map<String, String> environment) {
        AppSettings settings = settings(app, environment);
        AppSettings variables = AppSettings.of(environment, Map.of(), Map.of());
        Stream<String> named = Stream.concat(OPTIONS.stream(), OPTIONS_OF_EVERY_JVM.stream())
                .filter(name -> !words(settings.value(name)).isEmpty())
                .map(name -> (variables.value(name) == null ? "the setting " : "the environment variable ") + name);
        Stream<String> own = additional.isEmpty() ? Stream.empty() : Stream.of("the options that the program adds");
        return Stream.concat(named, own).toList();
    }

    /**
     * Lets a JVM like this one take the classes of a worker from an archive for class-data sharing, silently if it cannot.
     * What an app asks the JVM to log is not silenced.
     *
     * @param archive null or empty if there is none
     * @param chosen the options of the app
     */
    static List<String> sharedClasses(@Nullable String archive, List<String> chosen) {
        boolean fits = archive != null
                && Files.isRegularFile(Path.of(archive))
                && chosen.stream().noneMatch(OTHER_ARCHIVE.asMatchPredicate());
        if (!fits) {
            return List.of();
        }
        String option = "-XX:SharedArchiveFile=" + archive;
        return chosen.stream().anyMatch(other -> other.startsWith("-Xlog"))
                ? List.of(option)
                : List.of(option, "-Xlog:disable", "-Xlog:jfr*=error:stderr");
    }

    /** The settings of an app may name the debugger agent. */
    private static @Nullable DebuggerLaunch debuggerIn(List<String> command) {
        return command.stream()
                .filter(DebuggerAgent::isOption)
                .findFirst()
                .map(agent -> new DebuggerLaunch(List.of(), !agent.contains("suspend=n"), ANNOUNCEMENT))
                .orElse(null);
    }

    /** The same process, but a debugger can connect to {@code port}, and to no other that its settings name. */
    static WorkerLaunch debugged(WorkerLaunch launch, DebuggerPort port) {
        return new WorkerLaunch(
                launch.language(),
                launch.command().stream()
                        .filter(option -> !DebuggerAgent.isOption(option))
                        .toList(),
                launch.environment(),
                launch.directory(),
                new DebuggerLaunch(
                        DebuggerAgent.options(port.number(), port.suspended()), port.suspended(), ANNOUNCEMENT),
                launch.failure());
    }

    /** All settings of an app, with those that are environment variables. */
    static AppSettings settings(WorkerApp app, Map<String, String> environment) {
        return AppSettings.of(environment, app.settings(), Map.of());
    }

    /** A warning for each setting that only a worker in a JVM of its own heeds. */
    public static List<String> withoutEffectInProcess(AppSettings settings) {
        return OPTIONS.stream()
                .filter(name -> !words(settings.value(name)).isEmpty())
                .map(name -> "The setting " + name
                        + " has no effect here, because functions run in Nephelite's own JVM."
                        + " Start Nephelite without --in-process, or set the environment variable NEPHELITE_JAVA_OPTS"
                        + " instead.")
                .toList();
    }

    /** A warning for each variable of the environment of which something is left out for a worker process. */
    static List<String> withoutEffectInWorkers(Map<String, String> environment) {
        return withDebugger(environment).stream()
                .map(name -> "The debugger agent in " + name + " is left out for the JVM that runs the functions,"
                        + " because Nephelite's own JVM has its port. To debug functions, start with --debug instead.")
                .toList();
    }

    private static List<String> withDebugger(Map<String, String> environment) {
        return OPTIONS_OF_EVERY_JVM.stream()
                .filter(name -> words(environment.get(name)).stream().anyMatch(DebuggerAgent::isOption))
                .toList();
    }

    private static String withoutDebugger(@Nullable String options) {
        return WORD.matcher(options == null ? "" : options)
                .replaceAll(word -> DebuggerAgent.isOption(word.group()) ? "" : Matcher.quoteReplacement(word.group()));
    }

    /** What follows the options of the JVM: the jar of the worker if its libraries are beside it, or else classes. */
    private static List<String> program() {
        Optional<Path> packaged = packagedProgram();
        if (packaged.isPresent()) {
            return List.of("-jar", packaged.get().toString());
        }
        List<String> program = new ArrayList<>(OPEN_PACKAGES);
        program.addAll(List.of("-cp", classPath(), JavaWorkerMain.class.getName()));
        return program;
    }

    /** The jar of the worker, if its libraries are beside it. */
    public static Optional<Path> packagedProgram() {
        Path worker = place(JavaWorkerMain.class);
        boolean packaged = Files.isRegularFile(worker)
                && worker.resolveSibling("").equals(place(Worker.class).resolveSibling(""));
        return packaged ? Optional.of(worker) : Optional.empty();
    }

    /** The jar or the folder from which a class was loaded. */
    private static Path place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toAbsolutePath();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Newer JVMs print a warning when a library, here that of the protocol, uses {@code sun.misc.Unsafe}. */
    private static boolean warnsOfUnsafe(String executable) {
        @Nullable Path bin = Path.of(executable).toAbsolutePath().getParent();
        @Nullable Path home = bin == null ? null : bin.getParent();
        if (home == null) {
            return false;
        }
        try {
            return Files.readAllLines(home.resolve("release")).stream()
                    .map(JAVA_VERSION::matcher)
                    .filter(Matcher::matches)
                    .anyMatch(version -> Integer.parseInt(version.group(1)) >= FIRST_THAT_WARNS_OF_UNSAFE);
        } catch (IOException ignored) {
            // A program in another place than a JDK's; the warning does no harm.
            return false;
        }
    }

    /** The class path of the host, which the worker needs in another working directory. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The app's JVM: the executable it names, that of its JAVA_HOME, or else the one that runs the host. */
    public static String executable(AppSettings settings) {
        @Nullable String named = settings.value(EXECUTABLE);
        if (named != null && !named.isBlank()) {
            return named;
        }
        return executableIn(settings.value("JAVA_HOME")).orElseGet(JavaLaunch::ownExecutable);
    }

    private static String ownExecutable() {
        return executableIn(System.getProperty("java.home")).orElse("java");
    }

    private static Optional<String> executableIn(@Nullable String home) {
        if (home == null || home.isBlank()) {
            return Optional.empty();
        }
        return Stream.of("java", "java.exe")
                .map(name -> Path.of(home, "bin", name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /** The words of a text, without their quotes. */
    static List<String> words(@Nullable String text) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text == null ? "" : text);
        while (word.find()) {
            words.add(word.group().replaceAll("[\"']", ""));
        }
        return words;
    }
}
