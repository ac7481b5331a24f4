package dev.nephelite.function.trigger.eventgrid;

import java.util.List;

/** Topics that need no cloud and need not be created: whoever publishes to one, or hears of one, names it. */
@FunctionalInterface
public interface LocalTopics {
    /**
     * Tells the functions that hear of {@code topic}. What was published is not lost any more when this returns.
     *
     * @throws IllegalArgumentException if one of the events is incomplete
     * @throws RuntimeException if they cannot be kept now
     */
    void publish(String topic, List<GridEvent> events);
}
