package dev.nephelite.function.invocation;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogLevel;
import dev.nephelite.function.log.LogLine;
import dev.nephelite.function.log.LogLine.Scope;
import dev.nephelite.function.trigger.Trigger;
import dev.nephelite.function.worker.InvocationResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.stream.Collectors;

/**
 * What the log says about one invocation. The lines {@code Executing} and {@code Executed} are worded as in the cloud, since
 * scripts wait for them; what follows about a failure is worded for people.
 */
final class InvocationLines {
    private final HostLog log;
    private final Clock clock;
    private final RepeatedFailures failures;
    private final String function;
    private final String category;
    private final UUID id;
    private final Scope scope;
    private final Instant start;

    InvocationLines(HostLog log, Clock clock, RepeatedFailures failures, String function, UUID id) {
        this.failures = failures;
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

    void executed(InvocationResult invocationResult) {
        if (invocationResult instanceof InvocationResult.Failure failure) {
            String text = executed("Failed") + "\n" + failures.describe(function, id, failure);
            log.write(new LogLine(LogLevel.ERROR, category, text, scope));
            if (log.shows(category, LogLevel.DEBUG)
                    && !failure.completeStackTrace().isEmpty()) {
                log.write(new LogLine(
                        LogLevel.DEBUG, category, failure.completeStackTrace().stripTrailing(), scope));
            }
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

    /** Writes what the function itself logs. */
    void user(Level level, String message) {
        log.write(new LogLine(LogLevel.of(level), category + ".User", message, scope));
    }

    /**
     * Describes failures for the log. A stack trace that a function had a moment ago, as when a message is retried, is not
     * printed again but referred to. Safe for concurrent use.
     */
    static final class RepeatedFailures {
        /** A trace that was printed longer ago has scrolled away. */
        private static final Duration REMEMBERED = Duration.ofMinutes(1);

        private final Clock clock;
        private final Map<String, Printed> latest = new ConcurrentHashMap<>();

        RepeatedFailures(Clock clock) {
            this.clock = clock;
        }

        private record Printed(String frames, UUID invocation, Instant at) {}

        /** Returns the stack trace, or one line where it was printed before; the message alone if there is no trace. */
        String describe(String function, UUID invocation, InvocationResult.Failure failure) {
            String trace = failure.stackTrace().stripTrailing();
            if (trace.isEmpty()) {
                return failure.message();
            }
            String frames = frames(trace);
            Instant now = clock.now();
            Printed fresh = new Printed(frames, invocation, now);
            Printed printed = latest.merge(
                    function,
                    fresh,
                    (before, ignored) -> before.frames().equals(frames)
                                    && Duration.between(before.at(), now).compareTo(REMEMBERED) < 0
                            ? before
                            : fresh);
            return printed.invocation().equals(invocation)
                    ? trace
                    : failure.message() + " (stack trace as for invocation " + LogLine.shortened(printed.invocation())
                            + ")";
        }

        /** The trace without the messages of its exceptions, which may differ from one message or blob to the next. */
        private static String frames(String trace) {
            return trace.lines().filter(line -> line.startsWith("\t")).collect(Collectors.joining("\n"));
        }
    }
}
