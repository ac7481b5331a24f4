package dev.nephelite.function.trigger.queue;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.client.QueueMessage;
import dev.nephelite.function.client.RemoteStorageException;
import dev.nephelite.function.trigger.HostContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A message in our hands. It stays hidden from others for as long as we hold it, however long that is, and it is let go
 * exactly once. Safe for concurrent use.
 */
final class HeldMessage {
    /** How long nobody else sees a message, from when we received it or last said so. */
    static final Duration VISIBILITY = Duration.ofMinutes(10);

    private static final Duration BETWEEN_RENEWALS = VISIBILITY.dividedBy(2);
    private static final Duration SOONEST_RENEWAL = Duration.ofMinutes(1);

    private final QueueMessage message;
    private final QueueClient queues;
    private final String queue;
    private final HostContext host;
    private String receipt;
    private boolean letGo;
    private Clock.@Nullable Scheduled renewal;

    HeldMessage(QueueMessage message, QueueClient queues, String queue, HostContext host) {
        this.message = message;
        this.queues = queues;
        this.queue = queue;
        this.host = host;
        receipt = message.popReceipt();
    }

    QueueMessage message() {
        return message;
    }

    /** Begins to keep the message hidden. */
    synchronized void hold() {
        planRenewal(BETWEEN_RENEWALS);
    }

    /** Deletes the message; nothing happens when it was let go already. */
    synchronized void delete() {
        if (letGo()) {
            queues.delete(queue, message.id(), receipt);
        }
    }

    /** Shows the message to everyone after {@code delay}; returns false when it was let go already. */
    synchronized boolean giveBack(Duration delay) {
        boolean ours = letGo();
        if (ours) {
            queues.update(queue, message.id(), receipt, delay, null);
        }
        return ours;
    }

    /** Puts the message aside; nothing happens when it was let go already. */
    synchronized void moveTo(PoisonQueue poison) {
        if (letGo()) {
            poison.add(message.text());
            queues.delete(queue, message.id(), receipt);
        }
    }

    /** Does nothing more for the message: it comes again when it has been hidden for long enough. */
    synchronized boolean letGo() {
        boolean first = !letGo;
        letGo = true;
        if (renewal != null) {
            renewal.cancel();
        }
        return first;
    }

    private void planRenewal(Duration delay) {
        if (!letGo) {
            renewal = host.clock().schedule(delay, () -> host.executor().execute(() -> renew(delay)));
        }
    }

    private synchronized void renew(Duration delay) {
        if (letGo) {
            return;
        }
        try {
            receipt = queues.update(queue, message.id(), receipt, VISIBILITY, null);
            planRenewal(BETWEEN_RENEWALS);
        } catch (RemoteStorageException failure) {
            host.log()
                    .warning(
                            MessagePump.LOG_CATEGORY,
                            "Message '" + message.id() + "' could not be kept hidden: " + failure.getMessage());
            Duration half = delay.dividedBy(2);
            planRenewal(half.compareTo(SOONEST_RENEWAL) < 0 ? SOONEST_RENEWAL : half);
        }
    }
}
