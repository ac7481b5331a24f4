package dev.nephelite.cli;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.log.LogEntry;
import dev.nephelite.function.log.LogLine;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes what the function host says, as far as it is wanted.
 *
 * @param levels see {@link HostLog#levels}
 * @param written how many lines there were
 */
record ConsoleLog(Clock clock, Map<String, String> levels, LogPrinter printer, AtomicLong written) implements HostLog {
    ConsoleLog(Clock clock, Map<String, String> levels, LogPrinter printer) {
        this(clock, levels, printer, new AtomicLong());
    }

    @Override
    public void write(LogLine line) {
        printer.print(new LogEntry(written.incrementAndGet(), clock.now(), line));
    }
}
