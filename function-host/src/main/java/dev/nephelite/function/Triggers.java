package dev.nephelite.function;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.TriggerType;
import dev.nephelite.function.trigger.Webhook;
import dev.nephelite.function.trigger.blob.BlobTrigger;
import dev.nephelite.function.trigger.eventgrid.EventGridTrigger;
import dev.nephelite.function.trigger.http.HttpTrigger;
import dev.nephelite.function.trigger.queue.QueueTrigger;
import dev.nephelite.function.trigger.timer.TimerTrigger;
import dev.nephelite.function.trigger.warmup.WarmupTrigger;
import java.util.List;

/** The trigger types of one app; a new type needs a line here. */
record Triggers(HttpTrigger http, EventGridTrigger eventGrid, List<TriggerType> all) {
    static Triggers create() {
        HttpTrigger http = new HttpTrigger();
        EventGridTrigger eventGrid = new EventGridTrigger();
        return new Triggers(
                http,
                eventGrid,
                List.of(
                        http,
                        new QueueTrigger(),
                        new BlobTrigger(),
                        new TimerTrigger(),
                        eventGrid,
                        new WarmupTrigger()));
    }

    /** The webhooks of all triggers. */
    List<Webhook> webhooks(HostContext host) {
        return all.stream().flatMap(type -> type.webhook(host).stream()).toList();
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
