package dev.nephelite.function.log;

import dev.nephelite.emulator.http.tail.Tail;
import dev.nephelite.emulator.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Keeps the newest {@value #KEPT} log lines, or fewer if these are very long, and wakes readers that wait for the next one. Thread-safe.
 */
public final class LogHistory implements HostLog, AutoCloseable {
    /** How many lines are kept. */
    public static final int KEPT = 5_000;

    private static final int MAX_CHARACTERS = 8 * 1024 * 1024;

    private final Clock clock;
    private final Tail tail = new Tail(0);

    /** Guards itself and the two numbers below. */
    private final Deque<LogEntry> lines = new ArrayDeque<>();

    private long written;
    private int characters;

    public LogHistory(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void write(LogLine line) {
        long number;
        synchronized (lines) {
            number = ++written;
            lines.add(new LogEntry(number, clock.now(), line));
            characters += line.message().length();
            while (lines.size() > KEPT || characters > MAX_CHARACTERS) {
                characters -= lines.remove().line().message().length();
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

    /** The number of a line; 0 if it must be of an earlier program, because no line has had it yet. */
    long known(long number) {
        synchronized (lines) {
            return number > written ? 0 : number;
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
