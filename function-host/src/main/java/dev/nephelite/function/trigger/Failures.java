package dev.nephelite.function.trigger;

import org.jspecify.annotations.Nullable;

/** Words for failures in messages. */
public final class Failures {
    private Failures() {}

    /** The message of an exception, which is a sentence; of an error, whose message is none, its type as well. */
    public static String describe(Throwable failure) {
        @Nullable String message = failure.getMessage();
        return message == null || failure instanceof Error ? failure.toString() : message;
    }
}
