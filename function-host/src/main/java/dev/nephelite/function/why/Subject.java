package dev.nephelite.function.why;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a question about a function is about.
 *
 * @param text as it was asked; empty for the function in general
 * @param time null unless the question is about a time
 */
public record Subject(Kind kind, String text, @Nullable Instant time) {
    /** The function in general. */
    public static final Subject NONE = new Subject(Kind.NONE, "", null);

    /** What a text stands for. */
    public enum Kind {
        NONE,
        /** {@code container/name}. */
        BLOB,
        /** The id or the text of a message, possibly after the name of its queue and a slash. */
        MESSAGE,
        TIME,
        /** A method and a path, such as {@code GET /api/orders}. */
        REQUEST,
        /** The id or the subject of an event. */
        EVENT,
        /** The id of a run, or a beginning of it. */
        RUN;

        /** The name of the parameter of a request that has such a text. */
        public String parameter() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Subject of(Kind kind, String text) {
        return new Subject(kind, text, null);
    }

    public static Subject at(Instant time) {
        return new Subject(Kind.TIME, time.toString(), time);
    }

    public boolean is(Kind other) {
        return kind == other;
    }
}
