package dev.nephelite.function.trigger.warmup;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.Trigger;
import dev.nephelite.function.trigger.TriggerType;
import dev.nephelite.function.worker.TypedData;
import java.util.Map;

/** The {@code warmupTrigger}. No event fires it here; only the admin API invokes its function. */
public final class WarmupTrigger implements TriggerType {
    @Override
    public String name() {
        return "warmupTrigger";
    }

    @Override
    public Listener listen(FunctionDefinition function, HostContext host) {
        return Listener.NONE;
    }

    /** The function receives an empty object, whatever the input is. */
    @Override
    public Trigger manual(FunctionDefinition function, String input, HostContext host) {
        return new Trigger(Trigger.MANUAL, Map.of(), new TypedData.Json("{}"), Map.of());
    }
}
