package dev.nephelite.emulator.time;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A time that stands still until it is told to {@link #advance}. Tasks that become due run on the advancing thread. */
public final class ManualClock implements Clock {
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private Instant now;
    private long planned;

    public ManualClock(Instant start) {
        now = start;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized Scheduled schedule(Duration delay, Runnable task) {
        Task waiting = new Task(now.plus(delay), planned++, task);
        tasks.add(waiting);
        return () -> forget(waiting);
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        CountDownLatch passed = new CountDownLatch(1);
        schedule(duration, passed::countDown);
        passed.await();
    }

    /** Moves the time on, running each task at its own moment and in the order of their moments. */
    public void advance(Duration duration) {
        Instant end = now().plus(duration);
        for (Task task = nextUntil(end); task != null; task = nextUntil(end)) {
            task.action.run();
        }
        synchronized (this) {
            now = end;
        }
    }

    private synchronized @Nullable Task nextUntil(Instant end) {
        Task first = tasks.peek();
        if (first == null || first.due.isAfter(end)) {
            return null;
        }
        tasks.remove();
        now = first.due.isAfter(now) ? first.due : now;
        return first;
    }

    private synchronized void forget(Task task) {
        tasks.remove(task);
    }

    private record Task(Instant due, long order, Runnable action) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byTime = due.compareTo(other.due);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
