package dev.nephelite.function.invocation;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogLine;
import dev.nephelite.function.log.LogLine.Scope;
import dev.nephelite.function.trigger.TriggerEvent;
import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.LogLevel;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.Usage;
import dev.nephelite.function.worker.Worker;
import dev.nephelite.function.worker.Worker.InvocationLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The log lines of one invocation. The lines {@code Executing} and {@code Executed} have the wording of the cloud,
 * because scripts wait for them; the details of a failure are worded for people.
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
    private volatile @Nullable Instant calledAt;
    private volatile @Nullable Usage usage;

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

    void executing(TriggerEvent event) {
        if (!log.shows(category, LogLevel.INFORMATION)) {
            return;
        }
        information("Executing 'Functions." + function + "' (Reason='" + event.reason() + "', Id=" + id + ")");
        if (!event.details().isEmpty()) {
            information(event.details().entrySet().stream()
                    .map(detail -> detail.getKey() + ": " + detail.getValue())
                    .collect(Collectors.joining(", ", "Trigger Details: ", "")));
        }
    }

    void executed(InvocationResult result) {
        if (result instanceof InvocationResult.Failure failure) {
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
        long millis = elapsed().toMillis();
        return "Executed 'Functions." + function + "' (" + result + ", Id=" + id + ", Duration=" + millis + "ms)";
    }

    /** The invocation, once it has ended. */
    EndedInvocation ended(
            Map<String, TypedData> inputs, InvocationResult result, TraceContext span, @Nullable TraceContext cause) {
        return new EndedInvocation(id, function, start, elapsed(), inputs, result, span, cause, calledAt, usage);
    }

    /** The inputs were read, and the function is called next. */
    void calling() {
        calledAt = clock.now();
    }

    /** When the invocation has begun, by the machine's clock. */
    Instant start() {
        return start;
    }

    /** The time since the invocation has begun. */
    Duration elapsed() {
        return Duration.between(start, clock.now());
    }

    /**
     * Logs what the code of the function logs and prints.
     *
     * @param receiver receives what the invocation used
     */
    InvocationLog ofUser(Consumer<Usage> receiver) {
        return new InvocationLog() {
            @Override
            public void log(Invocation invocation, LogLevel level, String message) {
                log.write(new LogLine(level, category + ".User", message, scope));
            }

            @Override
            public void print(Invocation invocation, LogLevel level, String line) {
                log.write(new LogLine(level, Worker.CONSOLE, line, scope));
            }

            @Override
            public void used(Usage used) {
                usage = used;
                receiver.accept(used);
            }
        };
    }

    /**
     * Describes failures for the log. If a function fails with the same stack trace again within a short time, as when
     * a message is retried, the trace is referred to instead of being repeated. Thread-safe.
     */
    static final class RepeatedFailures {
        /** An older stack trace has scrolled out of sight. */
        private static final Duration REMEMBERED = Duration.ofMinutes(1);

        private final Clock clock;
        private final Map<String, Printed> latest = new ConcurrentHashMap<>();

        RepeatedFailures(Clock clock) {
            this.clock = clock;
        }

        private record Printed(String frames, UUID invocation, Instant at) {}

        /** The stack trace, or one line that refers to an earlier one; without a stack trace, the message. */
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

        /** The stack trace without exception messages, which may differ from one message or blob to the next. */
        private static String frames(String trace) {
            return trace.lines().filter(line -> line.startsWith("\t")).collect(Collectors.joining("\n"));
        }
    }
}
