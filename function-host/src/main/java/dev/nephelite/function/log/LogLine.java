package dev.nephelite.function.log;

import dev.nephelite.function.worker.LogLevel;
import dev.nephelite.function.worker.LoggedText;
import dev.nephelite.function.worker.Worker;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message of the host or of a function.
 *
 * @param category where the line comes from, such as {@code Host.Startup}, {@code Function.upload} or {@code
 *     Function.upload.User}
 * @param message may consist of several lines, such as a stack trace; it is as in {@link LoggedText}
 * @param scope the function and invocation that the line is about
 */
public record LogLine(LogLevel level, String category, String message, Scope scope) {
    /** The categories of functions begin with this. */
    static final String FUNCTION = "Function.";

    /** The categories of what the code of functions logs end with this. */
    static final String USER = ".User";

    public LogLine {
        message = LoggedText.of(message);
    }

    /**
     * What a line is about.
     *
     * @param function null if the line is about no function
     * @param invocation null if the line is about no invocation
     */
    public record Scope(@Nullable String function, @Nullable UUID invocation) {
        public static final Scope HOST = new Scope(null, null);
    }

    /** Whether the code of a function wrote the line, to its log or to standard output or standard error. */
    public boolean isOfUser() {
        return category.equals(Worker.CONSOLE) || (category.startsWith(FUNCTION) && category.endsWith(USER));
    }

    /** The start of an invocation id, which is enough to tell invocations apart and to search for. */
    public static String shortened(UUID invocation) {
        return invocation.toString().substring(0, 8);
    }

    /** A line that is about no invocation. */
    public static LogLine of(LogLevel level, String category, String message) {
        return new LogLine(level, category, message, Scope.HOST);
    }
}
