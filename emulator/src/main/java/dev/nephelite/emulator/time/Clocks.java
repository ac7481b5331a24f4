package dev.nephelite.emulator.time;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The two clocks of the product. They differ once somebody freezes, advances or sets the cloud's clock.
 *
 * @param cloud what the cloud would measure: leases, time to live, visibility, schedules, retries, the validity of
 *     signatures and tokens, Last-Modified
 * @param machine what this machine does: connection time-outs, checkpoints, file watchers, back-off, log lines, and the 15
 *     minutes by which the date of a request with a shared key may differ, because the client reads that date from its
 *     machine's clock
 */
public record Clocks(Clock cloud, Clock machine) {
    /** One clock for both. */
    public static Clocks single(Clock clock) {
        return new Clocks(clock, clock);
    }

    /**
     * Runs {@code task} once, when {@code delay} has passed on one of the clocks. So polling continues while the cloud's clock
     * is frozen, and follows at once when it is advanced.
     */
    public Clock.Scheduled scheduleOnEither(Duration delay, Runnable task) {
        if (cloud.equals(machine)) {
            return machine.schedule(delay, task);
        }
        AtomicBoolean over = new AtomicBoolean();
        Runnable once = () -> {
            if (over.compareAndSet(false, true)) {
                task.run();
            }
        };
        Clock.Scheduled byCloud = cloud.schedule(delay, once);
        Clock.Scheduled byMachine = machine.schedule(delay, once);
        return () -> {
            over.set(true);
            byCloud.cancel();
            byMachine.cancel();
        };
    }
}
