package dev.nephelite.cli;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.log.LogLine;
import dev.nephelite.function.trigger.HostLog;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Writes what the function host says, as far as it is wanted. */
final class ConsoleLog implements HostLog {
    private final Clock clock;
    private final Map<String, String> levels;
    private final LogPrinter printer;
    private final AtomicLong written = new AtomicLong();

    /**
     * Makes a log.
     *
     * @param levels see {@link HostLog#levels}
     */
    ConsoleLog(Clock clock, Map<String, String> levels, LogPrinter printer) {
        this.clock = clock;
        this.levels = Map.copyOf(levels);
        this.printer = printer;
    }

    @Override
    public Map<String, String> levels() {
        return levels;
    }

    @Override
    public void debug(String category, String message) {
        write(LogLine.Level.DEBUG, category, message);
    }

    @Override
    public void information(String category, String message) {
        write(LogLine.Level.INFORMATION, category, message);
    }

    @Override
    public void warning(String category, String message) {
        write(LogLine.Level.WARNING, category, message);
    }

    @Override
    public void error(String category, String message) {
        write(LogLine.Level.ERROR, category, message);
    }

    private void write(LogLine.Level level, String category, String message) {
        printer.print(new LogLine(written.incrementAndGet(), clock.now(), level, category, message));
    }
}
