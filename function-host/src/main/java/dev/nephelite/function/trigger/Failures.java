package dev.nephelite.function.trigger;

import org.jspecify.annotations.Nullable;

/** Describes failures in messages. */
public final class Failures {
    private Failures() {}

    /** The message of an exception, which is a sentence; for an error, its type as well. */
    public static String describe(Throwable failure) {
        @Nullable String message = failure.getMessage();
        return message == null || failure instanceof Error ? failure.toString() : message;
    }
}
