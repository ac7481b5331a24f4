package dev.nephelite.function;

import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.SupportedTypes;
import dev.nephelite.function.app.TypeDeclaration;
import dev.nephelite.function.binding.BindingType;
import dev.nephelite.function.binding.BlobBinding;
import dev.nephelite.function.binding.EventGridBinding;
import dev.nephelite.function.binding.HttpBinding;
import dev.nephelite.function.binding.QueueBinding;
import dev.nephelite.function.trigger.TriggerType;
import dev.nephelite.function.trigger.blob.BlobTrigger;
import dev.nephelite.function.trigger.eventgrid.EventGridTrigger;
import dev.nephelite.function.trigger.http.HttpTrigger;
import dev.nephelite.function.trigger.queue.QueueTrigger;
import dev.nephelite.function.trigger.timer.TimerTrigger;
import dev.nephelite.function.trigger.warmup.WarmupTrigger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The types of triggers and of input and output bindings that a host supports. A new type needs a line in {@link
 * #STANDARD} and nothing else outside its package.
 */
public record Extensions(List<TriggerType> triggers, List<BindingType> bindings) {
    /** All that Nephelite has. */
    public static final Extensions STANDARD = new Extensions(
            List.of(
                    new HttpTrigger(),
                    new QueueTrigger(),
                    new BlobTrigger(),
                    new TimerTrigger(),
                    new EventGridTrigger(),
                    new WarmupTrigger()),
            List.of(new BlobBinding(), new EventGridBinding(), new HttpBinding(), new QueueBinding()));

    public Extensions {
        triggers = List.copyOf(triggers);
        bindings = List.copyOf(bindings);
    }

    /** These types and one more trigger. */
    public Extensions with(TriggerType trigger) {
        return new Extensions(
                Stream.concat(triggers.stream(), Stream.of(trigger)).toList(), bindings);
    }

    /** All types, as the reader of an app needs them. */
    public SupportedTypes supportedTypes() {
        return new SupportedTypes(Stream.<TypeDeclaration>concat(triggers.stream(), bindings.stream())
                .toList());
    }

    /** The type of the function's trigger; empty if it is not supported. */
    Optional<TriggerType> trigger(FunctionDefinition function) {
        return triggers.stream()
                .filter(type -> function.trigger().isType(type.name()))
                .findFirst();
    }

    /** The type of an input or output; empty if it is not supported. */
    Optional<BindingType> binding(BindingDefinition binding) {
        return bindings.stream().filter(type -> binding.isType(type.name())).findFirst();
    }
}
