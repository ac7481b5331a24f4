package dev.nephelite.function.trigger.warmup;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.trigger.AppTriggers;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.TriggerEvent;
import dev.nephelite.function.trigger.TriggerType;
import dev.nephelite.function.worker.TypedData;
import java.util.Map;

/** The {@code warmupTrigger}. No event fires it here; only the admin API invokes its function. */
public final class WarmupTrigger implements TriggerType {
    public static final String NAME = "warmupTrigger";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public AppTriggers load(HostContext host) {
        return new AppTriggers() {
            @Override
            public Listener listen(FunctionDefinition function) {
                return Listener.NONE;
            }

            /** The function receives an empty object, whatever the input is. */
            @Override
            public TriggerEvent manual(FunctionDefinition function, String input) {
                return new TriggerEvent(TriggerEvent.MANUAL, Map.of(), new TypedData.Json("{}"), Map.of());
            }
        };
    }
}
