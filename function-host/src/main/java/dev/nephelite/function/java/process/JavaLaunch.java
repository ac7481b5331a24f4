package dev.nephelite.function.java.process;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.worker.process.WorkerLaunch;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides which JVM runs the functions of an app, and with which options. */
final class JavaLaunch {
    private static final String EXECUTABLE = "languageWorkers__java__defaultExecutablePath";

    /** Settings with options for the JVM, in the order in which the cloud passes them. */
    private static final List<String> OPTIONS = List.of("JAVA_OPTS", "languageWorkers__java__arguments");

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

    private JavaLaunch() {}

    /**
     * The process for an app.
     *
     * @param additional options for the JVM, such as the one that opens a debugger port
     * @param environment the environment, to which the settings of the app are added
     */
    static WorkerLaunch of(App app, List<String> additional, Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        String executable = executable(app.settings());
        command.add(executable);
        command.add("-XX:+UseSerialGC");
        if (warnsOfUnsafe(executable)) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(OPEN_PACKAGES);
        OPTIONS.forEach(name -> command.addAll(words(app.settings().value(name))));
        command.addAll(additional);
        command.add("-cp");
        command.add(classPath());
        command.add(JavaWorkerMain.class.getName());
        Map<String, String> variables = new HashMap<>(environment);
        variables.putAll(app.settings().outsideEnvironment());
        return new WorkerLaunch("java", command, variables, app.root().toAbsolutePath());
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
    private static String executable(AppSettings settings) {
        @Nullable String named = settings.value(EXECUTABLE);
        if (named != null && !named.isBlank()) {
            return named;
        }
        return Stream.of(settings.value("JAVA_HOME"), System.getProperty("java.home"))
                .filter(home -> home != null && !home.isBlank())
                .flatMap(home -> Stream.of("java", "java.exe").map(name -> Path.of(home, "bin", name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("java");
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
