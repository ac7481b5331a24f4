package dev.nephelite.cli.process;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What starts a JVM like this one. */
final class OwnCommand {
    /** What the manifest of our jar opens, so that functions find their settings in the environment here as well. */
    private static final List<String> OPEN_PACKAGES =
            List.of("--add-opens=java.base/java.lang=ALL-UNNAMED", "--add-opens=java.base/java.util=ALL-UNNAMED");

    private OwnCommand() {}

    /**
     * A command line with the options and the class path of this JVM.
     *
     * @param options further options
     * @param program the main class and its arguments
     */
    static List<String> of(List<String> options, List<String> program) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(OPEN_PACKAGES);
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.addAll(program);
        return command;
    }
}
