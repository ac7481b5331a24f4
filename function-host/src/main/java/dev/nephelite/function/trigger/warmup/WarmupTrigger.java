package dev.nephelite.function.trigger.warmup;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.ListenerFactory;
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
    public ListenerFactory listenerFactory(HostContext host) {
        return new ListenerFactory() {
            @Override
            public Listener listener(FunctionDefinition function) {
                return Listener.NONE;
            }

            /** The function receives an empty object, whatever the input is. */
            @Override
            public TriggerEvent manualEvent(FunctionDefinition function, String input) {
                return new TriggerEvent(TriggerEvent.MANUAL, Map.of(), new TypedData.Json("{}"), Map.of());
            }
        };
    }
}
