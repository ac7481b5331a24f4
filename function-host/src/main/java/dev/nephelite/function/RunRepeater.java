package dev.nephelite.function;

import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.App.FunctionError;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.json.DotNetJson;
import dev.nephelite.function.run.Payload;
import dev.nephelite.function.run.RerunOptions;
import dev.nephelite.function.run.RunRecord;
import dev.nephelite.function.run.RunSummary;
import dev.nephelite.function.run.RunSummary.Outcome;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.RecordedContent;
import dev.nephelite.function.trigger.Repetition;
import dev.nephelite.function.trigger.TriggerEvent;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.Worker.ContentForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs functions again for the events of earlier runs, with the code of today. The message or blob that caused the earlier run is not
 * touched. Thread-safe.
 *
 * @param forms how a function takes the content of a binding, by the name of each
 */
record RunRepeater(
        App app,
        ListenerFactories listenerFactories,
        HostContext context,
        BiFunction<String, String, ContentForm> forms) {

    /**
     * A run that has repeated another one.
     *
     * @param notes in which way it was not an exact repetition
     */
    record Repeated(UUID id, List<String> notes) {}

    /**
     * Repeats a run.
     *
     * @param client the trace context that the client sent, or null
     * @return completes when the new run has ended, or with an {@link IllegalArgumentException} that says why the run cannot be
     *     repeated
     */
    CompletableFuture<Repeated> repeat(RunRecord first, RerunOptions options, @Nullable TraceContext client) {
        return CompletableFuture.supplyAsync(() -> new Preparation(first, options).prepare(), context.executor())
                .thenCompose(prepared -> context.invoker()
                        .invoke(prepared.function(), prepared.event().causedBy(client))
                        .thenApply(result -> new Repeated(prepared.id(), prepared.notes())));
    }

    private record Prepared(FunctionDefinition function, TriggerEvent event, UUID id, List<String> notes) {}

    /** Makes the event of a run again. */
    private final class Preparation {
        private final RunRecord first;
        private final RerunOptions options;
        private final List<String> notes = new ArrayList<>();

        Preparation(RunRecord first, RerunOptions options) {
            this.first = first;
            this.options = options;
        }

        /** May block on storage. */
        Prepared prepare() {
            if (first.summary().outcome() == Outcome.RUNNING) {
                throw new IllegalArgumentException(run() + " has not ended. Wait for its end.");
            }
            if (first.details().omitted()) {
                throw new IllegalArgumentException(
                        cannot() + "what it was given is not recorded, because very many runs succeeded at this time.");
            }
            FunctionDefinition function = function();
            if (first.details().omitted()) {
                throw new IllegalArgumentException(
                        cannot() + "its record has no details, because very many runs succeeded at that time.");
            }
            TriggerEvent event = event(function);
            UUID id = context.ids().uuid();
            Repetition repetition = new Repetition(id, first.summary().id(), inputs(function), !options.dryRun());
            return new Prepared(function, event.repeating(repetition), id, notes);
        }

        private String cannot() {
            return run() + " cannot be repeated: ";
        }

        private String run() {
            return "Run " + first.summary().shortId();
        }

        private FunctionDefinition function() {
            RunSummary summary = first.summary();
            FunctionDefinition function = app.functions().stream()
                    .filter(candidate -> candidate.name().equalsIgnoreCase(summary.function()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            cannot() + "the app has no function '" + summary.function() + "' any more."));
            List<FunctionError> errors = app.errorsOf(function.name());
            if (!errors.isEmpty()) {
                throw new IllegalArgumentException(cannot() + "the function '" + function.name() + "' is in error. "
                        + errors.get(0).message());
            }
            if (!function.trigger().isType(summary.trigger())) {
                throw new IllegalArgumentException(
                        cannot() + "the function '" + function.name() + "' had a " + summary.trigger()
                                + " then, and has a " + function.trigger().type() + " now.");
            }
            return function;
        }

        private TriggerEvent event(FunctionDefinition function) {
            TriggerEvent recorded = recordedEvent(payload(function));
            try {
                return listenerFactories.of(function).repeatedEvent(function, recorded);
            } catch (IllegalArgumentException refused) {
                throw new IllegalArgumentException(cannot() + refused.getMessage(), refused);
            }
        }

        /** What the trigger has passed; its binding may have had another name then. */
        private Payload payload(FunctionDefinition function) {
            Map<String, Payload> inputs = first.details().inputs();
            Payload payload = inputs.get(function.trigger().name());
            return payload == null
                    ? inputs.values().stream()
                            .findFirst()
                            .orElseThrow(() -> new IllegalArgumentException(
                                    cannot() + "its record does not have what the trigger has passed."))
                    : payload;
        }

        private TriggerEvent recordedEvent(Payload payload) {
            Map<String, TypedData> metadata = new LinkedHashMap<>();
            first.details().metadata().forEach((name, value) -> {
                if (value.complete()) {
                    metadata.put(name, value.value());
                } else {
                    notes.add("The metadata '" + name + "' is left out, because only its beginning is recorded.");
                }
            });
            noteSecrets("the trigger", payload);
            return new TriggerEvent(
                    "Run " + first.summary().id() + " is repeated.",
                    first.summary().details(),
                    value(payload),
                    metadata);
        }

        private TypedData value(Payload payload) {
            @Nullable TypedData edited = options.payload();
            if (edited == null) {
                return payload.complete() ? payload.value() : TypedData.NONE;
            }
            if (payload.http() != null) {
                return payload.http().request(edited);
            }
            return payload.form() == Payload.Form.JSON ? json(RecordedContent.text(edited)) : edited;
        }

        private TypedData json(String text) {
            if (DotNetJson.parse(text).isEmpty()) {
                throw new IllegalArgumentException(
                        run()
                                + " cannot be repeated with this payload, because its trigger passes JSON, and the payload is none.");
            }
            return new TypedData.Json(text);
        }

        private void noteSecrets(String binding, Payload payload) {
            if (payload.masked()) {
                notes.add("The function gets '***' instead of the secrets in what " + binding
                        + " had passed, because they are not recorded.");
            }
        }

        /** The values of the inputs that are not read. */
        private Map<String, TypedData> inputs(FunctionDefinition function) {
            Map<String, TypedData> values = new LinkedHashMap<>();
            if (options.freshInputs()) {
                return values;
            }
            for (BindingDefinition binding : function.inputs()) {
                @Nullable Payload payload = first.details().inputs().get(binding.name());
                if (payload == null) {
                    notes.add("The input '" + binding.name()
                            + "' is read now, because the run had no such input or could not" + " read it.");
                } else {
                    values.put(binding.name(), input(function, binding, payload));
                }
            }
            return values;
        }

        private TypedData input(FunctionDefinition function, BindingDefinition binding, Payload payload) {
            if (!payload.complete()) {
                throw new IllegalArgumentException(
                        run() + " cannot be repeated with the input '" + binding.name()
                                + "' as it was, because its record does not have all of it. Let the input be read now (--fresh-inputs).");
            }
            noteSecrets("the input '" + binding.name() + "'", payload);
            return RecordedContent.of(
                    payload.value(), forms.apply(function.name(), binding.name()), binding.isBinary());
        }
    }
}
