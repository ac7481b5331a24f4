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

    /** By how much the cloud's clock is ahead of the machine's; negative if it is behind. */
    public Duration lead() {
        return Duration.between(machine.now(), cloud.now());
    }

    /**
     * Runs {@code task} once, when {@code delay} has passed on one of the clocks. So polling continues while the cloud's clock
     * is frozen, and follows at once when it is advanced.
     */
    public Clock.Scheduled scheduleOnEither(Duration delay, Runnable task) {
        return scheduleOnEither(delay, delay, task);
    }

    /** Runs {@code task} once, when the delay of one of the clocks has passed on it. */
    public Clock.Scheduled scheduleOnEither(Duration onCloud, Duration onMachine, Runnable task) {
        if (cloud.equals(machine)) {
            return machine.schedule(onMachine, task);
        }
        AtomicBoolean over = new AtomicBoolean();
        Runnable once = () -> {
            if (over.compareAndSet(false, true)) {
                task.run();
            }
        };
        Clock.Scheduled byCloud = cloud.schedule(onCloud, once);
        Clock.Scheduled byMachine = machine.schedule(onMachine, once);
        return () -> {
            over.set(true);
            byCloud.cancel();
            byMachine.cancel();
        };
    }
}
