package dev.nephelite.function.trigger;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.Worker.ContentForm;
import java.util.concurrent.CompletableFuture;

/** Runs a function for a trigger: binds its inputs, calls it, binds its outputs, writes the log. */
public interface Invoker {
    /**
     * Returns at once, whatever has to be read or run. The result completes when all outputs are written, never
     * exceptionally: whatever goes wrong is an {@link InvocationResult.Failure}.
     */
    CompletableFuture<InvocationResult> invoke(FunctionDefinition function, Trigger trigger);

    /** How the function takes the content of its trigger. */
    ContentForm contentForm(FunctionDefinition function);

    /** Whether the content of the trigger is given to the function as bytes, which nobody may decode on the way. */
    default boolean takesBytes(FunctionDefinition function) {
        return function.trigger().isBinary() || contentForm(function) != ContentForm.VALUE;
    }
}
