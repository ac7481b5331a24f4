package dev.nephelite.function.trigger.eventgrid;

import java.util.List;

/**
 * Event Grid topics that exist only in this host. They need not be created: publishers and subscribers just use the
 * same name.
 */
@FunctionalInterface
public interface LocalTopics {
    /**
     * Delivers events to the functions that subscribe to {@code topic}. The events cannot be lost after this returns.
     *
     * @throws IllegalArgumentException if one of the events is incomplete
     * @throws RuntimeException if they cannot be stored now
     */
    void publish(String topic, List<GridEvent> events);
}
