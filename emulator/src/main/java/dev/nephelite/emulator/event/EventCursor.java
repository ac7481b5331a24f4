package dev.nephelite.emulator.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody stands in a log: right behind one of its events. Written {@code 17.UUID}, or only {@code 17} by those who
 * do not care which log it is.
 *
 * @param sequence of that event, or 0 in front of all of them
 * @param id of that event, which no other log has; null when it is not known
 */
public record EventCursor(long sequence, @Nullable UUID id) {
    /** In front of everything. */
    static final EventCursor START = new EventCursor(0, null);

    /**
     * Reads a position.
     *
     * @throws IllegalArgumentException if the text is none
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
