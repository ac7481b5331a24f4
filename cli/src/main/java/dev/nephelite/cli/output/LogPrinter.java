package dev.nephelite.cli.output;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogEntry;
import dev.nephelite.function.log.LogLine;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines of the log: as JSON, or each with its time and its function in front, warnings and errors in color. Thread-safe.
 */
public record LogPrinter(PrintWriter out, boolean json, boolean colors) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "'['yyyy-MM-dd'T'HH:mm:ss.SSS'Z]'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    public void print(LogEntry entry) {
        String text = json ? PrintableText.of(entry.json()) : time(entry.time()) + " " + message(entry);
        synchronized (out) {
            out.println(text);
            out.flush();
        }
    }

    /** An instant as it is printed at the beginning of a line. */
    public static String time(Instant moment) {
        return TIME.format(moment);
    }

    /** The function and the beginning of the invocation's id, unless the message has them already. */
    private static String label(LogEntry entry) {
        String function = entry.function();
        @Nullable UUID invocation = entry.line().scope().invocation();
        String message = entry.line().message();
        if (invocation != null) {
            return message.contains(invocation.toString())
                    ? ""
                    : "[" + function + " " + LogLine.shortened(invocation) + "] ";
        }
        return function.isEmpty() || message.contains("'" + function + "'") ? "" : "[" + function + "] ";
    }

    private String message(LogEntry entry) {
        String message = PrintableText.of(label(entry) + entry.line().message());
        if (!colors) {
            return message;
        }
        return switch (entry.line().level()) {
            case TRACE, DEBUG, INFORMATION, NONE -> message;
            case WARNING -> Colors.yellow(message);
            case ERROR, CRITICAL -> Colors.red(message);
        };
    }

    /**
     * Prints the log lines of the function host that the levels allow.
     *
     * @param levels see {@link HostLog#levels}
     * @param hidden the categories of lines that are not printed
     * @param written the number of lines so far
     */
    public record ConsoleLog(
            Clock clock, Map<String, String> levels, Set<String> hidden, LogPrinter printer, AtomicLong written)
            implements HostLog {
        public ConsoleLog(Clock clock, Map<String, String> levels, Set<String> hidden, LogPrinter printer) {
            this(clock, levels, hidden, printer, new AtomicLong());
        }

        @Override
        public void write(LogLine line) {
            if (!hidden.contains(line.category())) {
                printer.print(new LogEntry(written.incrementAndGet(), clock.now(), line));
            }
        }
    }
}
