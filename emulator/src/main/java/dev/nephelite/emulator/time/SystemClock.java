package dev.nephelite.emulator.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The system clock. */
public final class SystemClock implements Clock, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SystemClock.class.getName());

    private final ScheduledThreadPoolExecutor timer;

    public SystemClock() {
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "clock");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Scheduled scheduleAt(Instant time, Runnable task) {
        return schedule(Duration.between(now(), time), task);
    }

    /** A change of the system time does not affect the delay. */
    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        Future<?> future = timer.schedule(() -> run(task), TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /** Runs a task. Its failure is logged, so that the tasks after it run. */
    static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error bug) {
            LOG.log(Level.SEVERE, "A scheduled task failed", bug);
        }
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }

    /** Cancels all tasks that have not started. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
