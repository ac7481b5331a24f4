package dev.nephelite.emulator.time;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A clock that moves only by {@link #advance}. Tasks that become due run on the advancing thread. */
public final class ManualClock implements Clock {
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private Instant now;
    private long scheduled;

    public ManualClock(Instant start) {
        now = start;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized Scheduled schedule(Duration delay, Runnable action) {
        Task task = new Task(now.plus(delay), scheduled++, action);
        tasks.add(task);
        return () -> cancel(task);
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        CountDownLatch passed = new CountDownLatch(1);
        schedule(duration, passed::countDown);
        passed.await();
    }

    /** Advances the time. Runs each task at its due time, in the order of due times. */
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

    private synchronized void cancel(Task task) {
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
