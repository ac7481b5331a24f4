package dev.nephelite.cli.process;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clock.Scheduled;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A process and everything that it has started. Signals go to all of them, as from a terminal, because a shell that is ended
 * does not end what it has started.
 */
record ProcessTree(ProcessHandle root) {
    private List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(root), root.descendants()).toList();
    }

    /**
     * Sends a signal to each of the processes.
     *
     * @param name such as {@code INT}; on Windows, which has none, every signal ends the processes
     */
    void signal(String name) {
        List<ProcessHandle> processes = processes();
        if (!kill(name, processes)) {
            processes.forEach(ProcessHandle::destroy);
        }
    }

    /** Java can send no signals but SIGTERM and SIGKILL. The shell has a built-in command for it wherever there is a shell. */
    private static boolean kill(String name, List<ProcessHandle> processes) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "kill -" + name + " \"$@\"", "kill"));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        try {
            new ProcessBuilder(command)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start()
                    .waitFor();
            // The status says nothing: a process may have ended meanwhile.
            return true;
        } catch (IOException noShell) {
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /**
     * Asks the processes to end, and ends them by force if they take too long.
     *
     * @param signal what they are asked with, such as {@code TERM}
     * @param limit how long they may take
     * @param late is notified before they are ended by force
     * @return completes when they have ended
     */
    CompletableFuture<Void> end(String signal, Duration limit, Clock clock, Runnable late) {
        List<ProcessHandle> processes = processes();
        CompletableFuture<Void> ended = CompletableFuture.allOf(
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new));
        signal(signal);
        Scheduled force = clock.schedule(limit, () -> {
            late.run();
            Stream.concat(processes.stream(), root.descendants()).forEach(ProcessHandle::destroyForcibly);
        });
        return ended.thenRun(force::cancel);
    }
}
