package dev.nephelite.function.trigger.eventgrid;

import dev.nephelite.function.client.StorageEvent;

/** A function that an {@link EventFollower} looks after. Called by one thread at a time. */
public interface EventConsumer {
    /** The function; no other consumer of the follower has that name. */
    String name();

    boolean wants(StorageEvent event);

    /**
     * Sees to it that the event cannot be forgotten any more, and returns then. It may be handed over again after a crash.
     *
     * @throws RuntimeException if that cannot be done now; it is tried again
     */
    void take(StorageEvent event);
}
