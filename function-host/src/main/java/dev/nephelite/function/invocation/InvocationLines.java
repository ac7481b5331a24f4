package dev.nephelite.function.invocation;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.trigger.Trigger;
import dev.nephelite.function.worker.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.logging.Level;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the log tells of one invocation, worded as the cloud words it, for tools and people look for these words. */
final class InvocationLines {
    private static final String SOURCE = "System.Private.CoreLib: ";

    private final FilteredLog log;
    private final Clock clock;
    private final String function;
    private final UUID id;
    private final Instant start;

    InvocationLines(FilteredLog log, Clock clock, String function, UUID id) {
        this.log = log;
        this.clock = clock;
        this.function = function;
        this.id = id;
        start = clock.now();
    }

    void executing(Trigger trigger) {
        log.information(
                category(), "Executing 'Functions." + function + "' (Reason='" + trigger.reason() + "', Id=" + id + ")");
        if (!trigger.details().isEmpty()) {
            log.information(
                    category(),
                    trigger.details().entrySet().stream()
                            .map(detail -> detail.getKey() + ": " + detail.getValue())
                            .collect(Collectors.joining(", ", "Trigger Details: ", "")));
        }
    }

    void executed(Outcome outcome) {
        if (outcome instanceof Outcome.Failure failure) {
            log.error(category(), executed("Failed") + "\n" + exception(failure));
        } else {
            log.information(category(), executed("Succeeded"));
        }
    }

    private String executed(String result) {
        long millis = Duration.between(start, clock.now()).toMillis();
        return "Executed 'Functions." + function + "' (" + result + ", Id=" + id + ", Duration=" + millis + "ms)";
    }

    /** A failure without a stack is one of the host, which has said all in its message. */
    private String exception(Outcome.Failure failure) {
        String cause = failure.stackTrace().isEmpty()
                ? failure.message()
                : SOURCE + "Result: Failure\nException: " + failure.message() + "\nStack: " + failure.stackTrace();
        return SOURCE + "Exception while executing function: Functions." + function + ". " + cause.stripTrailing();
    }

    /** Writes what the function itself logs. */
    void user(Level level, String message, @Nullable Throwable thrown) {
        log.write(LogLevel.of(level), category() + ".User", thrown == null ? message : message + "\n" + stack(thrown));
    }

    static String stack(Throwable thrown) {
        StringWriter stack = new StringWriter();
        thrown.printStackTrace(new PrintWriter(stack));
        return stack.toString().stripTrailing();
    }

    private String category() {
        return "Function." + function;
    }
}
