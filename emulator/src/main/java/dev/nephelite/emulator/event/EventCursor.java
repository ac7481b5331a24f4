package dev.nephelite.emulator.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A consumer's position in a log: after one of its events. Written {@code 17.UUID}, or {@code 17} if it does not matter which
 * log it belongs to.
 *
 * @param sequence of that event, or 0 before all events
 * @param id of that event, which no other log has; null if unknown
 */
public record EventCursor(long sequence, @Nullable UUID id) {
    /** Before all events. */
    static final EventCursor START = new EventCursor(0, null);

    /**
     * Parses a position.
     *
     * @throws IllegalArgumentException if the text is not a position
     */
    static EventCursor parse(String text) {
        int dot = text.indexOf('.');
        return dot < 0
                ? new EventCursor(Long.parseLong(text), null)
                : new EventCursor(Long.parseLong(text.substring(0, dot)), UUID.fromString(text.substring(dot + 1)));
    }

    @Override
    public String toString() {
        return id == null ? Long.toString(sequence) : sequence + "." + id;
    }
}
