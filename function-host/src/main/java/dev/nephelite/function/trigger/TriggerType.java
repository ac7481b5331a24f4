package dev.nephelite.function.trigger;

import dev.nephelite.function.app.FunctionDefinition;
import java.util.Optional;

/**
 * A type of trigger: its name in {@code function.json}, and how to listen for its events. Each app that a host loads
 * has instances of its own. CONTRIBUTING.md lists the other places that a new type may need.
 */
public interface TriggerType {
    /** The binding's {@code type}, such as {@code queueTrigger}. */
    String name();

    /**
     * Makes the listener of {@code function}. It does nothing, and in particular does not contact storage, until it is
     * started.
     *
     * @throws dev.nephelite.function.app.config.InvalidAppException if the trigger can never work; the message becomes the
     *     error of the function
     */
    Listener listen(FunctionDefinition function, HostContext host);

    /** Whether two listeners of one function must never run at the same time, not even while the app is reloaded. */
    default boolean isAlone() {
        return false;
    }

    /**
     * Makes the event that a user enters to run the function. May block on storage.
     *
     * @param input the text of a message, the path of a blob, and so on
     * @throws IllegalArgumentException if there is no such event; the message says why
     */
    Trigger manual(FunctionDefinition function, String input, HostContext host);

    /** The webhook through which other services send events of this type; empty for most types. */
    default Optional<Webhook> webhook(HostContext host) {
        return Optional.empty();
    }
}
