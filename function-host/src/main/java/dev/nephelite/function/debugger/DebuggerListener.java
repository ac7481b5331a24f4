package dev.nephelite.function.debugger;

import java.time.Duration;
import java.util.Set;

/** Receives what debuggers do in the processes that run code of an app. Its methods return soon. Thread-safe. */
public interface DebuggerListener {
    DebuggerListener NONE = new DebuggerListener() {
        @Override
        public void opened(String process, DebuggerPort port) {
            // Nobody wants to know.
        }

        @Override
        public void attached(String process, boolean attached) {
            // Nobody wants to know.
        }

        @Override
        public void held(String process, Set<String> names, Duration already) {
            // Nobody wants to know.
        }
    };

    /** A process has opened a port for a debugger. */
    void opened(String process, DebuggerPort port);

    /** Whether a debugger is attached to a process; false when the process has ended. */
    void attached(String process, boolean attached);

    /**
     * What a debugger holds in a process now.
     *
     * @param names of functions and threads; empty if it holds none
     * @param already for how long it has held something that was not reported before
     */
    void held(String process, Set<String> names, Duration already);
}
