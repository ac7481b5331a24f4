package dev.nephelite.emulator.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a reader begins in an event log: after an event, at a time, or with the next event. Its text is what the parameter
 * {@code after} of the event stream takes.
 */
public sealed interface EventCursor {
    /** The path of the event stream on the port of a storage service. */
    String STREAM_PATH = "/_nephelite/events";

    /** Before all events. */
    AfterEvent START = new AfterEvent(0, null);

    /** After the newest event. */
    EventCursor LATEST = new Latest();

    /**
     * Parses a cursor.
     *
     * @throws IllegalArgumentException if the text is not a cursor
     */
    static EventCursor parse(String text) {
        if (text.equals(LATEST.toString())) {
            return LATEST;
        }
        return text.contains("T") ? FromTime.parse(text) : AfterEvent.parse(text);
    }

    /**
     * After one event of a log. Written {@code 17.UUID}, or {@code 17} if it does not matter which log it belongs to.
     *
     * @param sequence of that event, or 0 before all events
     * @param id of that event, which no other log has; null if unknown
     */
    record AfterEvent(long sequence, @Nullable UUID id) implements EventCursor {
        public AfterEvent {
            if (sequence < 0) {
                throw new IllegalArgumentException("not the sequence of an event: " + sequence);
            }
        }

        /**
         * Parses the position of an event.
         *
         * @throws IllegalArgumentException if the text is not a position
         */
        public static AfterEvent parse(String text) {
            int dot = text.indexOf('.');
            return dot < 0
                    ? new AfterEvent(Long.parseLong(text), null)
                    : new AfterEvent(Long.parseLong(text.substring(0, dot)), UUID.fromString(text.substring(dot + 1)));
        }

        @Override
        public String toString() {
            return id == null ? Long.toString(sequence) : sequence + "." + id;
        }
    }

    /** Before the first event that is not older than {@code time}. */
    record FromTime(Instant time) implements EventCursor {
        private static FromTime parse(String text) {
            try {
                return new FromTime(Instant.parse(text));
            } catch (DateTimeException notATime) {
                throw new IllegalArgumentException(notATime);
            }
        }

        @Override
        public String toString() {
            return time.toString();
        }
    }

    /** After the newest event at the time when the reader begins. */
    record Latest() implements EventCursor {
        @Override
        public String toString() {
            return "latest";
        }
    }
}
