package dev.nephelite.function.app;

/** Receives what loading an app does, for the user to read. */
@FunctionalInterface
public interface ProgressListener {
    /** Reports one thing worth a line, such as the start of a build and the reason for it. */
    void note(String line);

    /**
     * Reports the current step of work in progress, such as the module that a build compiles. Steps may follow each other
     * quickly; the receiver decides how many of them it shows.
     */
    default void step(String step) {
        // A receiver may be interested in notes only.
    }

    /** Reports that the work that {@link #step} reported on has ended. */
    default void done() {
        // A receiver may be interested in notes only.
    }
}
