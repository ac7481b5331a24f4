package dev.nephelite.cli.output;

import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogLine;
import dev.nephelite.function.worker.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** With {@code --log-format json}, turns everything that is written to standard error into log entries. */
public record JsonStandardError(HostLog log) {
    private static final String CATEGORY = "Nephelite";
    private static final String PREFIX = "nephelite: ";

    /** Takes complete lines, which become entries with this level: one for all that is printed at once. */
    public PrintWriter writer(LogLevel level) {
        return new PrintWriter(new Lines(level), true, StandardCharsets.UTF_8);
    }

    /** The same for what writes to {@code System.err}, as functions do and the JVM's default exception handler. */
    public PrintStream stream() {
        return new PrintStream(new Lines(LogLevel.WARNING), true, StandardCharsets.UTF_8);
    }

    /** Sends what is logged with {@code java.util.logging} to the log instead of standard error. */
    public void takeOverLogging() {
        Logger root = Logger.getLogger("");
        Arrays.stream(root.getHandlers()).forEach(root::removeHandler);
        root.addHandler(new Records());
    }

    private void write(LogLevel level, String line) {
        String message = line.startsWith(PREFIX) ? line.substring(PREFIX.length()) : line;
        if (!message.isBlank()) {
            log.write(LogLine.of(level, CATEGORY, message));
        }
    }

    /** Collects bytes until what is printed at once is complete: its last line ends, and it is flushed. */
    private final class Lines extends OutputStream {
        private final LogLevel level;
        private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
        private boolean isComplete;

        private Lines(LogLevel level) {
            this.level = level;
        }

        @Override
        public synchronized void write(int octet) {
            printed.write(octet);
            isComplete = octet == '\n';
        }

        @Override
        public synchronized void flush() {
            if (isComplete) {
                String text = printed.toString(StandardCharsets.UTF_8);
                printed.reset();
                isComplete = false;
                JsonStandardError.this.write(level, text.stripTrailing());
            }
        }
    }

    private final class Records extends Handler {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord logged) {
            StringWriter message = new StringWriter().append(formatter.formatMessage(logged));
            if (logged.getThrown() != null) {
                logged.getThrown().printStackTrace(new PrintWriter(message.append('\n'), true));
            }
            log.write(LogLine.of(level(logged.getLevel()), String.valueOf(logged.getLoggerName()), message.toString()));
        }

        private LogLevel level(Level level) {
            if (level.intValue() >= Level.SEVERE.intValue()) {
                return LogLevel.ERROR;
            }
            return level.intValue() >= Level.WARNING.intValue() ? LogLevel.WARNING : LogLevel.INFORMATION;
        }

        @Override
        public void flush() {
            // Each entry is flushed when it is written.
        }

        @Override
        public void close() {
            // Nothing of its own is open.
        }
    }
}
