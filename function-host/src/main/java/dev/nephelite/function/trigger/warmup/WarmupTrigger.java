package dev.nephelite.function.trigger.warmup;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.Trigger;
import dev.nephelite.function.trigger.TriggerType;
import dev.nephelite.function.worker.TypedData;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The {@code warmupTrigger}, which listens to nothing: it is only ever fired by hand. */
public final class WarmupTrigger implements TriggerType {
    @Override
    public String name() {
        return "warmupTrigger";
    }

    @Override
    public Listener listen(FunctionDefinition function, HostContext host) {
        return new Listener() {
            @Override
            public void start() {
                // Nothing happens that this trigger would be for.
            }

            @Override
            public CompletableFuture<Void> stop(Duration grace) {
                return CompletableFuture.completedFuture(null);
            }
        };
    }

    /** Gives the function an object that says nothing, whatever the input is. */
    @Override
    public Trigger manual(FunctionDefinition function, String input, HostContext host) {
        return new Trigger(Trigger.MANUAL, Map.of(), new TypedData.Json("{}"), Map.of());
    }
}
