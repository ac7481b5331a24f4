package dev.nephelite.benchmark.group;

import java.io.IOException;

/** A group of work: what is measured together, because it needs the same store. */
interface Group {
    /** Does the work with one server and records what it measures. */
    void run(ServerRun serverRun) throws IOException, InterruptedException;

    /** Whether Nephelite has this to itself. */
    default boolean isOnlyOurs() {
        return false;
    }
}
