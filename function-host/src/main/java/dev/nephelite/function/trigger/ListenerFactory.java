package dev.nephelite.function.trigger;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.why.Fact;
import dev.nephelite.function.why.PastRuns;
import dev.nephelite.function.why.Subject;
import dev.nephelite.function.worker.TypedData;
import java.util.List;
import java.util.Optional;

/** Makes the listeners of one type of trigger for one app; a reload makes a new factory. Thread-safe. */
public interface ListenerFactory {
    /**
     * Makes the listener of {@code function}. It does nothing, and in particular does not contact storage, until it is
     * started.
     *
     * @throws dev.nephelite.function.app.config.InvalidAppException if the trigger can never work; the message becomes the
     *     error of the function
     */
    Listener listener(FunctionDefinition function);

    /**
     * Makes the event that a user enters to run the function. May block on storage.
     *
     * @param input the text of a message, the path of a blob, and so on
     * @throws IllegalArgumentException if there is no such event; the message says why
     */
    TriggerEvent manualEvent(FunctionDefinition function, String input);

    /**
     * Makes the event of an earlier run again, with what the run's record has of it. May block on storage.
     *
     * @param recorded its value is text or bytes, whatever the function takes, or {@link TypedData#NONE} if the record does not have
     *     all of it; of an HTTP request, it is the whole request. The value may be another one than that of the earlier run, which the
     *     metadata is from
     * @throws IllegalArgumentException if that cannot be; the message says why
     */
    default TriggerEvent repeatedEvent(FunctionDefinition function, TriggerEvent recorded) {
        RecordedContent.require(recorded);
        return recorded;
    }

    /**
     * Explains why {@code function} runs, or does not run, for a subject, without changing anything. May block on storage.
     *
     * @param past the runs of the function
     * @return what only this type knows, in the order in which it is worth reading; the host adds what concerns all types
     */
    default List<Fact> explain(FunctionDefinition function, Subject subject, PastRuns past) {
        return List.of();
    }

    /** The webhook through which other services send events of this type; empty for most types. */
    default Optional<Webhook> webhook() {
        return Optional.empty();
    }
}
