package dev.nephelite.cli.process;

import dev.nephelite.emulator.time.Clock;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The command of {@code nephelite exec}. It shares the streams of this process, gets its signals, and ends with it, even if
 * this process is killed.
 *
 * <p>On SIGTERM and SIGHUP it has a limited time to end. On SIGINT it has not, because many programs use Ctrl-C to end only
 * what they are doing.
 */
public final class ChildCommand {
    private final List<String> command;
    private final Duration limit;
    private final Clock clock;
    private final PrintWriter err;
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private @Nullable ProcessTree running;
    private @Nullable CompletableFuture<Void> ending;

    /**
     * A command that has not started.
     *
     * @param command the program and its arguments
     * @param limit how long it may take to end when it is asked to
     * @param err is told if it took longer
     */
    public ChildCommand(List<String> command, Duration limit, Clock clock, PrintWriter err) {
        this.command = command;
        this.limit = limit;
        this.clock = clock;
        this.err = err;
    }

    /**
     * Starts the command. From now on, signals to this process are for the command.
     *
     * @param variables are added to its environment
     * @throws IllegalStateException if this process is ending
     */
    public synchronized void start(Map<String, String> variables) throws IOException {
        if (ending != null) {
            throw new IllegalStateException("The command is not started, because Nephelite is stopping.");
        }
        // The handlers wait until the command has started.
        Signals.handle("INT", this::interrupt);
        Signals.handle("TERM", () -> terminate("TERM"));
        Signals.handle("HUP", () -> terminate("HUP"));
        Process process = CommandSupervisor.start(command, variables);
        running = new ProcessTree(process.toHandle());
        CompletableFuture<Void> unused = process.onExit().thenAccept(ended -> exitCode.complete(ended.exitValue()));
    }

    /**
     * Completes when the command has ended. For one that a signal ended, the code is 128 plus its number; for one that could
     * not be started, 126 or 127.
     */
    public CompletableFuture<Integer> exitCode() {
        return exitCode.copy();
    }

    private synchronized void interrupt() {
        if (running != null && !exitCode.isDone() && !TerminalJob.isInForeground()) {
            running.signal("INT");
        }
    }

    /** Asks the command to end, and ends it by force if it takes too long. */
    public void terminate() {
        terminate("TERM");
    }

    private synchronized void terminate(String signal) {
        if (running != null && !exitCode.isDone()) {
            ending = running.end(signal, limit, clock, () -> {
                err.println("nephelite: the command did not end within " + limit.toSeconds() + " seconds after SIG"
                        + signal + ", so it is ended by force. --kill-after gives it more time.");
                err.flush();
            });
        }
    }

    /** Ends the command, unless it has ended, and waits for it. It can no longer be started. */
    public void end() {
        CompletableFuture<Void> ended;
        synchronized (this) {
            if (ending == null) {
                terminate();
            }
            ended = ending == null ? CompletableFuture.completedFuture(null) : ending;
            ending = ended;
        }
        ended.join();
    }
}
