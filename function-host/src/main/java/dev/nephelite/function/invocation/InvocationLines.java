package dev.nephelite.function.invocation;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogLevel;
import dev.nephelite.function.log.LogLine;
import dev.nephelite.function.log.LogLine.Scope;
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

    private final HostLog log;
    private final Clock clock;
    private final String function;
    private final String category;
    private final UUID id;
    private final Scope scope;
    private final Instant start;

    InvocationLines(HostLog log, Clock clock, String function, UUID id) {
        this.log = log;
        this.clock = clock;
        this.function = function;
        this.id = id;
        category = "Function." + function;
        scope = new Scope(function, id);
        start = clock.now();
    }

    void executing(Trigger trigger) {
        if (!log.shows(category, LogLevel.INFORMATION)) {
            return;
        }
        information("Executing 'Functions." + function + "' (Reason='" + trigger.reason() + "', Id=" + id + ")");
        if (!trigger.details().isEmpty()) {
            information(trigger.details().entrySet().stream()
                    .map(detail -> detail.getKey() + ": " + detail.getValue())
                    .collect(Collectors.joining(", ", "Trigger Details: ", "")));
        }
    }

    void executed(Outcome outcome) {
        if (outcome instanceof Outcome.Failure failure) {
            log.write(new LogLine(LogLevel.ERROR, category, executed("Failed") + "\n" + exception(failure), scope));
        } else if (log.shows(category, LogLevel.INFORMATION)) {
            information(executed("Succeeded"));
        }
    }

    private void information(String message) {
        log.write(new LogLine(LogLevel.INFORMATION, category, message, scope));
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
        String whole = thrown == null ? message : message + "\n" + stack(thrown);
        log.write(new LogLine(LogLevel.of(level), category + ".User", whole, scope));
    }

    static String stack(Throwable thrown) {
        StringWriter stack = new StringWriter();
        thrown.printStackTrace(new PrintWriter(stack));
        return stack.toString().stripTrailing();
    }
}
