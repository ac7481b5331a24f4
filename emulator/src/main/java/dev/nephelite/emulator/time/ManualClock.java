package dev.nephelite.emulator.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/** A clock that moves only by {@link #advance}. Tasks that become due run on the advancing thread. */
public final class ManualClock implements Clock {
    private final TaskQueue tasks = new TaskQueue();
    private volatile Instant now;

    public ManualClock(Instant start) {
        now = start;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Scheduled scheduleAt(Instant due, Runnable action) {
        return tasks.add(due, action);
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        CountDownLatch passed = new CountDownLatch(1);
        schedule(duration, passed::countDown);
        passed.await();
    }

    /** Advances the time. Runs each task at its due time, in the order of due times. */
    public void advance(Duration duration) {
        Instant end = now.plus(duration);
        for (TaskQueue.Task task = tasks.poll(end); task != null; task = tasks.poll(end)) {
            now = task.due().isAfter(now) ? task.due() : now;
            task.action().run();
        }
        now = end;
    }
}
