package dev.nephelite.function.worker.process;

import java.util.List;
import java.util.Optional;

/** Explains why a program has ended before it connected to the host. */
@FunctionalInterface
public interface StartFailure {
    /** Explains nothing. */
    StartFailure UNKNOWN = output -> Optional.empty();

    /**
     * What is wrong with the configuration of the program and how to correct it; empty if the configuration may not be the
     * reason. Until it has been corrected, starting the program again would be in vain.
     *
     * @param output the lines that the program has printed
     */
    Optional<String> explain(List<String> output);
}
