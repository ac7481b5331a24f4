package dev.nephelite.maven;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process of Nephelite that this JVM has started. When this JVM ends, it asks the process to end and waits for that. If it
 * is killed, {@code --exit-with-parent} ends the process.
 */
final class ProgramProcess {
    private static final String KEY = ProgramProcess.class.getName();
    private static final String READY = "Nephelite is ready.";

    /** Nephelite ends itself by force after ten seconds. */
    private static final long STOP_SECONDS = 15;

    private final Process process;
    private final Thread endOfThisJvm;

    private ProgramProcess(Process process) {
        this.process = process;
        endOfThisJvm = new Thread(this::end, "stop-nephelite");
        Runtime.getRuntime().addShutdownHook(endOfThisJvm);
    }

    static ProgramProcess start(ProcessBuilder program) throws IOException {
        return new ProgramProcess(program.start());
    }

    /**
     * Ends a process that this JVM has started for an earlier build and that no build has stopped, because it failed. There
     * can be one if Maven runs in a daemon or an IDE.
     *
     * @param id of the process, if it still runs
     */
    static void endLeftOver(long id) {
        ProcessHandle thisJvm = ProcessHandle.current();
        ProcessHandle.of(id)
                .filter(process -> process.parent().equals(Optional.of(thisJvm)))
                .ifPresent(process -> {
                    process.destroy();
                    process.onExit().join();
                });
    }

    /** Whether a goal has started a process in the same project. */
    static boolean isIn(Map<?, ?> pluginContext) {
        return pluginContext.containsKey(KEY);
    }

    /** Removes and returns the process that another goal has started in the same project; empty if there is none. */
    static Optional<ProgramProcess> removeFrom(Map<?, ?> pluginContext) {
        return Optional.ofNullable((ProgramProcess) pluginContext.remove(KEY));
    }

    /** Lets other goals in the same project find the process. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    void keepIn(Map pluginContext) {
        pluginContext.put(KEY, this);
    }

    /** Waits until everything is ready. Returns false if the process ends before that. */
    boolean awaitReady() throws IOException {
        process.getOutputStream().close();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            return lines.lines().anyMatch(READY::equals);
        }
    }

    /** Waits until the process ends by itself, and returns its exit code. */
    int await() throws InterruptedException {
        int exitCode = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(endOfThisJvm);
        return exitCode;
    }

    /** Stops the process in order, or by force if it does not end in time. */
    void stop() {
        Runtime.getRuntime().removeShutdownHook(endOfThisJvm);
        end();
    }

    private void end() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException cancelled) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
