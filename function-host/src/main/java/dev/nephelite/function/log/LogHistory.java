package dev.nephelite.function.log;

import dev.nephelite.emulator.http.LinesBody.Followers;
import dev.nephelite.emulator.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps the newest {@value #KEPT} log lines and wakes readers that wait for the next one. Safe for concurrent use. */
public final class LogHistory implements HostLog, AutoCloseable {
    /** How many lines are kept. */
    public static final int KEPT = 5_000;

    private final Clock clock;
    private final Deque<LogEntry> lines = new ArrayDeque<>();
    private final Lock lock = new ReentrantLock();
    private final Followers followers = new Followers();
    private long last;
    private boolean closed;

    public LogHistory(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void write(LogLine line) {
        lock.lock();
        try {
            last++;
            lines.add(new LogEntry(last, clock.now(), line));
            if (lines.size() > KEPT) {
                lines.remove();
            }
        } finally {
            lock.unlock();
        }
        followers.wakeAll();
    }

    /** The number of the newest line; 0 if there is none. */
    public long last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** The stored lines with a greater number, oldest first. */
    public List<LogEntry> after(long number) {
        lock.lock();
        try {
            return lines.stream().filter(line -> line.number() > number).toList();
        } finally {
            lock.unlock();
        }
    }

    /** The readers that wait for the next line or the end. */
    Followers followers() {
        return followers;
    }

    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the wait of all readers. Lines are still stored. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        followers.wakeAll();
    }
}
