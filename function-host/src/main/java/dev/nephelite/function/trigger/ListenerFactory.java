package dev.nephelite.function.trigger;

import dev.nephelite.function.app.FunctionDefinition;
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

    /** The webhook through which other services send events of this type; empty for most types. */
    default Optional<Webhook> webhook() {
        return Optional.empty();
    }
}
