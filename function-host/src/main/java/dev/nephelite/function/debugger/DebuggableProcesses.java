package dev.nephelite.function.debugger;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The processes that run the functions of an app, as debuggers see them. Thread-safe. */
public interface DebuggableProcesses {
    /** Reports to {@code listener} what debuggers do in the processes that are started from now on. */
    void reportTo(DebuggerListener listener);

    /** Completes when each process has reported what a debugger does in it now, or has ended. */
    CompletableFuture<Void> reported();

    /**
     * Lets a debugger connect to the process that runs the functions of the app. If one runs, a new one takes its place; the
     * functions in it have five seconds to end. While the port is open, one process runs all functions.
     *
     * @return completes with the number of the port when it is open
     * @throws java.io.UncheckedIOException with a {@link java.net.SocketException} if the port cannot be opened
     */
    CompletableFuture<Integer> openPort(DebuggerPort port);

    /** Closes the port, if one is open, by starting another process. */
    void closePort();

    /** The port that is open, or that is opened when a process starts. */
    Optional<DebuggerPort> port();

    /** Completes when a process waits for a debugger before it runs any code. */
    CompletableFuture<Void> suspended();
}
