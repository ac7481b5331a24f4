package dev.nephelite.function.app;

/** Receives progress messages for the user while an app is loaded. */
@FunctionalInterface
public interface ProgressListener {
    /** Reports an event that deserves a line, such as the start of a build and its reason. */
    void note(String line);

    /**
     * Reports the current step of work in progress, such as the module that a build compiles. Steps may follow each other
     * quickly; the listener decides which of them it shows.
     */
    default void step(String step) {
        // A receiver may be interested in notes only.
    }

    /** Reports the end of the work whose steps were reported. */
    default void done() {
        // A receiver may be interested in notes only.
    }
}
