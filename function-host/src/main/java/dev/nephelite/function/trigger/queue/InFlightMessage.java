package dev.nephelite.function.trigger.queue;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.trigger.Failures;
import dev.nephelite.function.trigger.HostContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A message in flight. It is kept hidden from other receivers until it is settled or abandoned, which happens exactly
 * once. Safe for concurrent use.
 */
final class InFlightMessage {
    private static final int MIN_RENEWAL_DIVISOR = 10;

    private final QueueClient.Message message;
    private final QueueClient queues;
    private final MessagePump.Settings settings;
    private final HostContext host;
    private String receipt;
    private boolean settled;
    private Clock.@Nullable Scheduled renewal;

    InFlightMessage(QueueClient.Message message, QueueClient queues, MessagePump.Settings settings, HostContext host) {
        this.message = message;
        this.queues = queues;
        this.settings = settings;
        this.host = host;
        receipt = message.popReceipt();
    }

    QueueClient.Message message() {
        return message;
    }

    /** Starts to keep the message hidden. */
    synchronized void keepHidden() {
        scheduleRenewal(settings.renewal());
    }

    /**
     * Takes over the new receipt of a message that was received again because the whole process was paused for longer
     * than the message was hidden. Returns false if it is no longer in flight.
     */
    synchronized boolean adopt(QueueClient.Message again) {
        if (!settled) {
            receipt = again.popReceipt();
        }
        return !settled;
    }

    /** Deletes the message; does nothing if it is no longer in flight. */
    synchronized void delete() {
        if (abandon()) {
            queues.delete(settings.queue(), message.id(), receipt);
        }
    }

    /** Makes the message visible after {@code delay}; returns false if it is no longer in flight. */
    synchronized boolean giveBack(Duration delay) {
        boolean inFlight = abandon();
        if (inFlight) {
            queues.update(settings.queue(), message.id(), receipt, delay, null);
        }
        return inFlight;
    }

    /** Moves the message to the poison queue; does nothing if it is no longer in flight. */
    synchronized void moveTo(MessageHandler.PoisonQueue poison) {
        if (abandon()) {
            poison.add(message.text());
            queues.delete(settings.queue(), message.id(), receipt);
        }
    }

    /** Stops renewing the message; it becomes visible again when its visibility timeout expires. */
    synchronized boolean abandon() {
        boolean first = !settled;
        settled = true;
        if (renewal != null) {
            renewal.cancel();
        }
        return first;
    }

    private void scheduleRenewal(Duration delay) {
        if (!settled) {
            renewal = host.clock().schedule(delay, () -> host.executor().execute(() -> renew(delay)));
        }
    }

    private synchronized void renew(Duration delay) {
        if (settled) {
            return;
        }
        try {
            receipt = queues.update(settings.queue(), message.id(), receipt, settings.visibility(), null);
            scheduleRenewal(settings.renewal());
        } catch (RuntimeException | Error failure) {
            host.log()
                    .warning(
                            MessagePump.LOG_CATEGORY,
                            "Message '" + message.id() + "' could not be kept hidden: " + Failures.describe(failure));
            Duration half = delay.dividedBy(2);
            Duration minimum = settings.visibility().dividedBy(MIN_RENEWAL_DIVISOR);
            scheduleRenewal(half.compareTo(minimum) < 0 ? minimum : half);
        }
    }
}
