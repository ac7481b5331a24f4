package dev.nephelite.function;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.InvalidAppException;
import dev.nephelite.function.trigger.TriggerType;
import dev.nephelite.function.trigger.blob.BlobTrigger;
import dev.nephelite.function.trigger.http.HttpTrigger;
import dev.nephelite.function.trigger.queue.QueueTrigger;
import dev.nephelite.function.trigger.timer.TimerTrigger;
import dev.nephelite.function.trigger.warmup.WarmupTrigger;
import java.util.List;

/** Every kind of trigger there is; a new kind is a line here. */
record Triggers(HttpTrigger http, List<TriggerType> all) {
    static Triggers create() {
        HttpTrigger http = new HttpTrigger();
        return new Triggers(
                http, List.of(http, new QueueTrigger(), new BlobTrigger(), new TimerTrigger(), new WarmupTrigger()));
    }

    TriggerType of(FunctionDefinition function) {
        String wanted = function.trigger().type();
        return all.stream()
                .filter(type -> function.trigger().isType(type.name()))
                .findFirst()
                .orElseThrow(() -> new InvalidAppException("The binding type(s) '" + wanted
                        + "' are not registered. Please ensure the type is correct and the binding"
                        + " extension is installed."));
    }
}
