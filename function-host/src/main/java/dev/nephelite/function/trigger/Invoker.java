package dev.nephelite.function.trigger;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.Worker.ContentForm;
import java.util.concurrent.CompletableFuture;

/** Invokes functions: reads inputs, calls the function, writes outputs and logs the invocation. */
public interface Invoker {
    /**
     * Returns at once. The result completes when all outputs are written; it never completes exceptionally, because
     * every failure is an {@link InvocationResult.Failure}.
     */
    CompletableFuture<InvocationResult> invoke(FunctionDefinition function, TriggerEvent event);

    /** How the function takes the content of its trigger. */
    ContentForm contentForm(FunctionDefinition function);

    /** Whether the function receives the content of its trigger as bytes, which must not be decoded on the way. */
    default boolean takesBytes(FunctionDefinition function) {
        return function.trigger().isBinary() || contentForm(function) != ContentForm.VALUE;
    }
}
