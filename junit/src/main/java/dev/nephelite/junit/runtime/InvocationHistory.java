package dev.nephelite.junit.runtime;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.invocation.EndedInvocation;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogEntry;
import dev.nephelite.function.log.LogLine;
import dev.nephelite.function.worker.InvocationResult.Failure;
import dev.nephelite.function.worker.LogLevel;
import dev.nephelite.junit.cloud.FunctionInvocation;
import dev.nephelite.junit.cloud.FunctionInvocation.LogMessage;
import dev.nephelite.junit.cloud.FunctionInvocation.Outcome;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The log of a host, and the invocations of its functions that have ended. Thread-safe. */
final class InvocationHistory implements HostLog {
    private final Clock clock;

    /** Guards itself and the fields below. */
    private final List<LogEntry> log = new ArrayList<>();

    private final List<FunctionInvocation> ended = new ArrayList<>();
    private long written;

    InvocationHistory(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void write(LogLine line) {
        synchronized (log) {
            log.add(new LogEntry(++written, clock.now(), line));
        }
    }

    /** Forgets what was logged while the cloud started, except for warnings and errors. */
    void begin() {
        synchronized (log) {
            log.removeIf(entry -> entry.line().level().compareTo(LogLevel.WARNING) < 0);
        }
    }

    void add(EndedInvocation invocation) {
        @Nullable Failure failure = invocation.result() instanceof Failure failed ? failed : null;
        synchronized (log) {
            ended.add(new FunctionInvocation(
                    invocation.id(),
                    invocation.function(),
                    invocation.startedAt(),
                    invocation.duration(),
                    failure == null ? Outcome.SUCCEEDED : Outcome.FAILED,
                    failure == null ? "" : failure.message(),
                    failure == null ? "" : failure.stackTrace(),
                    messagesOf(invocation.id())));
        }
    }

    private List<LogMessage> messagesOf(UUID invocation) {
        return log.stream()
                .filter(entry -> entry.isOfUser()
                        && invocation.equals(entry.line().scope().invocation()))
                .map(entry ->
                        new LogMessage(name(entry.line().level()), entry.line().message()))
                .toList();
    }

    /** As {@code host.json} spells it. */
    private static String name(LogLevel level) {
        return level.name().charAt(0) + level.name().substring(1).toLowerCase(Locale.ROOT);
    }

    /** The invocations, in the order in which they have ended. */
    List<FunctionInvocation> invocations() {
        synchronized (log) {
            return List.copyOf(ended);
        }
    }

    /** The log for people; empty if nothing was logged. */
    String text() {
        StringBuilder text = new StringBuilder();
        synchronized (log) {
            log.forEach(entry -> append(entry, text));
        }
        return text.toString();
    }

    private static void append(LogEntry entry, StringBuilder text) {
        LocalTime time =
                LocalTime.ofInstant(entry.time(), ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS);
        text.append("  ")
                .append(time)
                .append(' ')
                .append(name(entry.line().level()))
                .append(' ')
                .append(entry.line().category())
                .append(": ")
                .append(entry.line().message().stripTrailing().replace("\n", "\n    "))
                .append('\n');
    }
}
