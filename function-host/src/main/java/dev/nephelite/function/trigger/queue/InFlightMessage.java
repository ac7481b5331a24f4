package dev.nephelite.function.trigger.queue;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.trigger.Failures;
import dev.nephelite.function.trigger.HostContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A message in our hands. It stays hidden from others for as long as we hold it, however long that is, and it is let go
 * exactly once. Safe for concurrent use.
 */
final class InFlightMessage {
    private static final int SOONER = 10;

    private final QueueClient.Message message;
    private final QueueClient queues;
    private final PumpSettings settings;
    private final HostContext host;
    private String receipt;
    private boolean abandon;
    private Clock.@Nullable Scheduled renewal;

    InFlightMessage(QueueClient.Message message, QueueClient queues, PumpSettings settings, HostContext host) {
        this.message = message;
        this.queues = queues;
        this.settings = settings;
        this.host = host;
        receipt = message.popReceipt();
    }

    QueueClient.Message message() {
        return message;
    }

    /** Begins to keep the message hidden. */
    synchronized void hold() {
        planRenewal(settings.renewal());
    }

    /**
     * Goes on holding a message that has come to us again, because all of us was paused for longer than it was hidden.
     * Returns false when it was let go already.
     */
    synchronized boolean adopt(QueueClient.Message again) {
        if (!abandon) {
            receipt = again.popReceipt();
        }
        return !abandon;
    }

    /** Deletes the message; nothing happens when it was let go already. */
    synchronized void delete() {
        if (abandon()) {
            queues.delete(settings.queue(), message.id(), receipt);
        }
    }

    /** Shows the message to everyone after {@code delay}; returns false when it was let go already. */
    synchronized boolean giveBack(Duration delay) {
        boolean ours = abandon();
        if (ours) {
            queues.update(settings.queue(), message.id(), receipt, delay, null);
        }
        return ours;
    }

    /** Puts the message aside; nothing happens when it was let go already. */
    synchronized void moveTo(MessageHandler.PoisonQueue poison) {
        if (abandon()) {
            poison.add(message.text());
            queues.delete(settings.queue(), message.id(), receipt);
        }
    }

    /** Does nothing more for the message: it comes again when it has been hidden for long enough. */
    synchronized boolean abandon() {
        boolean first = !abandon;
        abandon = true;
        if (renewal != null) {
            renewal.cancel();
        }
        return first;
    }

    private void planRenewal(Duration delay) {
        if (!abandon) {
            renewal = host.clock().schedule(delay, () -> host.executor().execute(() -> renew(delay)));
        }
    }

    private synchronized void renew(Duration delay) {
        if (abandon) {
            return;
        }
        try {
            receipt = queues.update(settings.queue(), message.id(), receipt, settings.visibility(), null);
            planRenewal(settings.renewal());
        } catch (RuntimeException | Error failure) {
            host.log()
                    .warning(
                            MessagePump.LOG_CATEGORY,
                            "Message '" + message.id() + "' could not be kept hidden: " + Failures.describe(failure));
            Duration half = delay.dividedBy(2);
            Duration soonest = settings.visibility().dividedBy(SOONER);
            planRenewal(half.compareTo(soonest) < 0 ? soonest : half);
        }
    }
}
