package dev.nephelite.function.trigger.pump;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.trigger.HostContext;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A message in flight. Its lock is renewed until it is settled, which happens exactly once. Thread-safe.
 */
final class InFlightMessage<M> {
    private static final int MIN_RENEWAL_DIVISOR = 10;

    private final MessageSource<M> source;
    private final PumpSettings.Lock lock;
    private final HostContext host;
    private final String id;
    private final long deliveries;
    private M message;
    private Instant lockedUntil;
    private boolean settled;
    private Clock.@Nullable Scheduled renewal;

    InFlightMessage(M message, MessageSource<M> source, PumpSettings.Lock lock, HostContext host) {
        this.message = message;
        this.source = source;
        this.lock = lock;
        this.host = host;
        id = source.id(message);
        deliveries = source.deliveries(message);
        lockedUntil = host.clocks().cloud().now().plus(lock.duration());
    }

    String id() {
        return id;
    }

    /** How often the message had been received when it came in flight. */
    long deliveries() {
        return deliveries;
    }

    /** When the message can be received again unless its lock is renewed. */
    synchronized Instant lockedUntil() {
        return lockedUntil;
    }

    synchronized M message() {
        return message;
    }

    /** Starts to renew the lock. */
    synchronized void keepLocked() {
        scheduleRenewal(lock.renewal());
    }

    /**
     * Renews the lock if it has expired because the process was suspended. Until the message is received again, that is
     * still possible.
     */
    synchronized void renewIfExpired() {
        if (renewal != null && !host.clocks().cloud().now().isBefore(lockedUntil)) {
            renew(lock.renewal());
        }
    }

    /**
     * Takes over the new lock of a message that was received again because the whole process was paused for longer than
     * the message was locked. Returns false if it is no longer in flight.
     */
    synchronized boolean adopt(M again) {
        if (!settled) {
            message = again;
            lockedUntil = host.clocks().cloud().now().plus(lock.duration());
        }
        return !settled;
    }

    /** Removes the message; does nothing if it is no longer in flight. */
    void complete() {
        settle(source::complete);
    }

    /** Has the message received again after {@code delay}; returns false if it is no longer in flight. */
    boolean abandon(Duration delay) {
        return settle(last -> source.abandon(last, delay));
    }

    /** Moves the message to its dead-letter queue; does nothing if it is no longer in flight. */
    void deadLetter() {
        settle(source::deadLetter);
    }

    /** Stops renewing the lock; the message is received again when the lock expires. */
    void release() {
        settle(last -> {});
    }

    private synchronized boolean settle(Consumer<M> how) {
        if (settled) {
            return false;
        }
        settled = true;
        if (renewal != null) {
            renewal.cancel();
        }
        how.accept(message);
        return true;
    }

    private void scheduleRenewal(Duration delay) {
        if (renewal != null) {
            renewal.cancel();
        }
        if (!settled) {
            renewal =
                    host.clocks().scheduleOnEither(delay, () -> host.executor().execute(() -> renew(delay)));
        }
    }

    private synchronized void renew(Duration delay) {
        if (settled) {
            return;
        }
        try {
            Instant requestedAt = host.clocks().cloud().now();
            message = source.renew(message, lock.duration());
            lockedUntil = requestedAt.plus(lock.duration());
            scheduleRenewal(lock.renewal());
        } catch (RuntimeException | Error failure) {
            host.log()
                    .warning(
                            MessagePump.LOG_CATEGORY,
                            "Message '%s' could not be kept hidden: %s".formatted(id, HostLog.describe(failure)));
            Duration half = delay.dividedBy(2);
            Duration minimum = lock.duration().dividedBy(MIN_RENEWAL_DIVISOR);
            scheduleRenewal(half.compareTo(minimum) < 0 ? minimum : half);
        }
    }
}
