package dev.nephelite.function.why;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The runs of a function that are on record. */
public interface PastRuns {
    /** All of them, the oldest first. */
    List<PastRun> all();

    /** A value that the trigger of a run offered to binding expressions. */
    Optional<String> metadata(UUID run, String name);

    /** The whole input that the trigger passed to a run; empty if it was not kept as a whole. */
    Optional<String> input(UUID run);
}
