package dev.nephelite.emulator.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The source of time. All code that reads the time, waits or schedules tasks uses an injected clock, so that a test or a user
 * can stop and advance the time.
 *
 * <p>Implementations are thread-safe.
 */
public interface Clock {
    Instant now();

    /**
     * Runs {@code task} once, at {@code time} or as soon as possible if that has passed, on a thread of the clock. A task that
     * is due at a known time has to be scheduled with this method: if the clock were advanced after the time was converted
     * to a delay, the task would run too late.
     *
     * @param task must be short, because it delays all other tasks that are due
     */
    Scheduled scheduleAt(Instant time, Runnable task);

    /** Runs {@code task} once, {@code delay} from now. See {@link #scheduleAt}. */
    default Scheduled schedule(Duration delay, Runnable task) {
        return scheduleAt(now().plus(delay), task);
    }

    /** Returns when {@code duration} has passed on this clock. */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Completes like {@code step}, unless that takes longer than {@code limit}.
     *
     * @param late gets the result to complete it when the time is over; {@code step} may have completed it just then
     */
    default <T> CompletableFuture<T> limit(
            CompletableFuture<T> step, Duration limit, Consumer<CompletableFuture<T>> late) {
        CompletableFuture<T> limited = new CompletableFuture<>();
        Scheduled alarm = schedule(limit, () -> late.accept(limited));
        CompletableFuture<T> unused = step.whenComplete((value, failed) -> {
            alarm.cancel();
            if (failed == null) {
                limited.complete(value);
            } else {
                limited.completeExceptionally(failed);
            }
        });
        return limited;
    }

    /** A scheduled task. */
    interface Scheduled {
        /** Cancels the task unless it has started. */
        void cancel();
    }
}
