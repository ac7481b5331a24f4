package dev.nephelite.emulator.time;

import java.time.Instant;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The scheduled tasks of a clock, ordered by due time and then by when they were scheduled. Thread-safe. */
final class TaskQueue {
    private final TreeSet<Task> tasks = new TreeSet<>();
    private long scheduled;

    synchronized Clock.Scheduled add(Instant due, Runnable action) {
        Task task = new Task(due, scheduled++, action);
        tasks.add(task);
        return () -> remove(task);
    }

    /** The due time of the first task, or {@link Instant#MAX} if there is none. */
    synchronized Instant nextDue() {
        return tasks.isEmpty() ? Instant.MAX : tasks.first().due;
    }

    /** Removes the first task if it is due at {@code time}. */
    synchronized @Nullable Task poll(Instant time) {
        return nextDue().isAfter(time) ? null : tasks.pollFirst();
    }

    private synchronized void remove(Task task) {
        tasks.remove(task);
    }

    record Task(Instant due, long order, Runnable action) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byTime = due.compareTo(other.due);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
