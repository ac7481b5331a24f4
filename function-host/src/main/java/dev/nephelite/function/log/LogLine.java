package dev.nephelite.function.log;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing said, by the host or by a function.
 *
 * @param category who says it, such as {@code Host.Startup}, {@code Function.upload} or {@code Function.upload.User}
 * @param message may itself have several lines, such as a stack trace
 * @param scope what it is about
 */
public record LogLine(LogLevel level, String category, String message, Scope scope) {
    /**
     * What a line is about.
     *
     * @param function the function that ran, or null when none did
     * @param invocation which run of it
     */
    public record Scope(@Nullable String function, @Nullable UUID invocation) {
        public static final Scope HOST = new Scope(null, null);
    }

    /** The beginning of an invocation's id, which is enough to tell invocations apart and to search for. */
    public static String shortened(UUID invocation) {
        return invocation.toString().substring(0, 8);
    }

    /** A line that is about no invocation. */
    public static LogLine of(LogLevel level, String category, String message) {
        return new LogLine(level, category, message, Scope.HOST);
    }
}
