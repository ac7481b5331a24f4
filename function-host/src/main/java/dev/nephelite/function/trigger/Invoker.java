package dev.nephelite.function.trigger;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.worker.Outcome;
import java.util.concurrent.CompletableFuture;

/** Runs a function for a trigger: binds its inputs, calls it, binds its outputs, writes the log. */
public interface Invoker {
    /**
     * Returns at once, whatever has to be read or run. The result completes when all outputs are written, never
     * exceptionally: whatever goes wrong is an {@link Outcome.Failure}.
     */
    CompletableFuture<Outcome> invoke(FunctionDefinition function, Trigger trigger);

    /**
     * Whether the function reads that binding piece by piece, so that its value may be a {@link
     * dev.nephelite.function.worker.TypedData.Stream} of any length.
     */
    boolean takesStream(FunctionDefinition function, String binding);
}
