package dev.nephelite.cli.process;

import dev.nephelite.function.worker.DebuggerAgent;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The same command once more, in a JVM that listens for a debugger. A running JVM cannot open a debugger port by itself,
 * so the first one starts the second, waits for it, and passes on how it ended.
 */
public final class DebuggedJvm {
    private static final String MARK = "nephelite.debugged";

    /** What the manifest of our jar opens, so that functions find their settings in the environment here as well. */
    private static final List<String> OPEN_PACKAGES =
            List.of("--add-opens=java.base/java.lang=ALL-UNNAMED", "--add-opens=java.base/java.util=ALL-UNNAMED");

    private DebuggedJvm() {}

    /** Whether this process is the second one. */
    public static boolean isThisOne() {
        return Boolean.getBoolean(MARK);
    }

    /** In the second process: ends with the first one, however that ends. */
    public static void endWithParent() {
        ProcessHandle.current().parent().ifPresent(parent -> {
            Thread watch = new Thread(() -> endAfter(parent), "parent-watch");
            watch.setDaemon(true);
            watch.start();
        });
    }

    /**
     * In the first process: runs the second one to its end and returns its exit code.
     *
     * @param agent the JVM option that opens the debugger port
     * @param invitation a line that says how to attach
     * @param program the main class and its arguments
     */
    public static int run(String agent, String invitation, List<String> program, PrintWriter err)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command(agent, program)).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process)));
        err.println(invitation);
        err.flush();
        return process.waitFor();
    }

    private static List<String> command(String agent, List<String> program) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(OPEN_PACKAGES);
        command.add(DebuggerAgent.ACCESS);
        command.add(agent);
        command.add("-D" + MARK + "=true");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.addAll(program);
        return command;
    }

    private static void endAfter(ProcessHandle parent) {
        parent.onExit().join();
        System.exit(1);
    }

    private static void stop(Process process) {
        process.destroy();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException waitOn) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
