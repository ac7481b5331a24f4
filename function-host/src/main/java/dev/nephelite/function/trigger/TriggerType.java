package dev.nephelite.function.trigger;

import dev.nephelite.function.app.FunctionDefinition;
import java.util.Optional;

/**
 * A type of trigger: its name in {@code function.json}, and how to listen for its events. CONTRIBUTING.md lists the other
 * places that a new type may need.
 */
public interface TriggerType {
    /** The binding's {@code type}, such as {@code queueTrigger}. */
    String name();

    /**
     * Makes what waits for the events of {@code function}. It is quiet until it is started, and it touches no storage
     * before that.
     *
     * @throws dev.nephelite.function.app.config.InvalidAppException if it never could; becomes the error of that function
     */
    Listener listen(FunctionDefinition function, HostContext host);

    /** Whether two listeners of one function must never be at work at once, not even while one follows the other. */
    default boolean isAlone() {
        return false;
    }

    /**
     * Makes the event that {@code input} describes, for a user who fires the function by hand. May wait for storage.
     *
     * @param input the text of a message, the path of a blob, and so on
     * @throws IllegalArgumentException if there is no such event, saying why
     */
    Trigger manual(FunctionDefinition function, String input, HostContext host);

    /** What others may call on that host to tell of events of this kind; nothing for most kinds. */
    default Optional<Webhook> webhook(HostContext host) {
        return Optional.empty();
    }
}
