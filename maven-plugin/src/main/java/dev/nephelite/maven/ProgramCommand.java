package dev.nephelite.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The command line of a JVM that runs Nephelite: the Java of this build, with the options that the launcher chooses. */
final class ProgramCommand {
    private static final String MAIN = "dev.nephelite.cli.Main";

    /** The first version of Java to which the launcher passes one more option. */
    private static final int FIRST_THAT_WARNS_OF_UNSAFE = 24;

    private ProgramCommand() {}

    /**
     * Returns the command line.
     *
     * @param classPath the jars of Nephelite and its libraries
     * @param arguments of Nephelite
     */
    static List<String> of(List<Path> classPath, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Dnephelite.parent=" + ProcessHandle.current().pid(),
                // As in the manifest of Nephelite's jar, which applies to java -jar only.
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.net=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED"));
        if (Runtime.version().feature() >= FIRST_THAT_WARNS_OF_UNSAFE) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.add("-cp");
        command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(MAIN);
        command.addAll(arguments);
        return command;
    }
}
