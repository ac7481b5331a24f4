package dev.nephelite.cli.process;

import dev.nephelite.function.worker.DebuggerAgent;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/**
 * The same command once more, in a JVM that listens for a debugger. A running JVM cannot open a debugger port by itself,
 * so the first one starts the second, waits for it, and passes on how it ended.
 */
public final class DebuggedJvm {
    private static final String MARK = "nephelite.debugged";

    private DebuggedJvm() {}

    /** Whether this process is the second one. */
    public static boolean isThisOne() {
        return Boolean.getBoolean(MARK);
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
        List<String> options = List.of(DebuggerAgent.ACCESS, agent, "-D" + MARK + "=true");
        Process process =
                new ProcessBuilder(OwnCommand.of(options, program)).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process)));
        err.println(invitation);
        err.flush();
        return process.waitFor();
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
