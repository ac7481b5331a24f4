package dev.nephelite.function.log;

import dev.nephelite.emulator.http.tail.Tail;
import dev.nephelite.emulator.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Keeps the newest {@value #KEPT} log lines and wakes readers that wait for the next one. Thread-safe. */
public final class LogHistory implements HostLog, AutoCloseable {
    /** How many lines are kept. */
    public static final int KEPT = 5_000;

    private final Clock clock;
    private final Tail tail = new Tail(0);

    /** Guards itself and {@link #written}. */
    private final Deque<LogEntry> lines = new ArrayDeque<>();

    private long written;

    public LogHistory(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void write(LogLine line) {
        long number;
        synchronized (lines) {
            number = ++written;
            lines.add(new LogEntry(number, clock.now(), line));
            if (lines.size() > KEPT) {
                lines.remove();
            }
        }
        tail.advanceTo(number);
    }

    /** The stored lines with a greater number, oldest first. */
    public List<LogEntry> after(long number) {
        synchronized (lines) {
            return lines.stream().filter(line -> line.number() > number).toList();
        }
    }

    /** The end of the log, for readers that follow it. */
    Tail tail() {
        return tail;
    }

    /** Ends the wait of all readers. Lines are still stored. */
    @Override
    public void close() {
        tail.close();
    }
}
