package dev.nephelite.function.trigger.queue;

import dev.nephelite.emulator.trace.TraceScope;
import dev.nephelite.emulator.value.EventCursor;
import dev.nephelite.function.client.EventFeed;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.client.StorageAccount;
import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.trigger.HostFlags;
import dev.nephelite.function.trigger.pump.MessageSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A queue of a storage account. It is never created; while it does not exist, it has no messages. Messages are announced
 * by the events of the server; with real polling, only those that this process adds.
 */
public final class StorageQueue implements MessageSource<QueueClient.Message> {
    private final StorageAccount account;
    private final QueueClient queues;
    private final String queue;
    private final HostFlags flags;
    private final Function<QueueClient.Message, Optional<PoisonQueue>> poisonQueues;

    /**
     * @param poisonQueues where each message is moved that cannot be handled; empty to deliver it again and again
     */
    public StorageQueue(
            StorageAccount account,
            String queue,
            HostFlags flags,
            Function<QueueClient.Message, Optional<PoisonQueue>> poisonQueues) {
        this.account = account;
        this.queue = queue;
        this.flags = flags;
        this.poisonQueues = poisonQueues;
        queues = account.queues();
    }

    @Override
    public String name() {
        return "queue '" + queue + "'";
    }

    @Override
    public String id(QueueClient.Message message) {
        return message.id();
    }

    @Override
    public long deliveries(QueueClient.Message message) {
        return message.dequeueCount();
    }

    @Override
    public List<QueueClient.Message> receive(int maximum, Duration lock) {
        return queues.receive(queue, maximum, lock);
    }

    @Override
    public QueueClient.Message renew(QueueClient.Message message, Duration lock) {
        return message.withPopReceipt(queues.update(queue, message.id(), message.popReceipt(), lock, null));
    }

    @Override
    public void complete(QueueClient.Message message) {
        queues.delete(queue, message.id(), message.popReceipt());
    }

    @Override
    public void abandon(QueueClient.Message message, Duration delay) {
        TraceScope.run(message.cause(), () -> queues.update(queue, message.id(), message.popReceipt(), delay, null));
    }

    @Override
    public Optional<String> deadLetterQueue(QueueClient.Message message) {
        return poisonQueues.apply(message).map(PoisonQueue::name);
    }

    @Override
    public void deadLetter(QueueClient.Message message) {
        PoisonQueue poison = poisonQueues
                .apply(message)
                .orElseThrow(() -> new IllegalStateException("No poison queue for message " + message.id()));
        TraceScope.run(message.cause(), () -> poison.queues().add(poison.name(), message.text()));
        complete(message);
    }

    @Override
    public Subscription subscribe(Observer observer) {
        Announcements announcements = new Announcements(account.name(), queue, observer);
        EventFeed.Subscription subscription = flags.realPolling()
                ? account.localWriteEvents().subscribe(announcements)
                : account.queueEvents().subscribe(announcements);
        return subscription::close;
    }

    /** The queue of messages that could not be handled, created when the first one is moved there. */
    public record PoisonQueue(QueueClient queues, String name) {}

    /** Picks the messages of one queue out of the events of a server. */
    private record Announcements(String account, String queue, Observer observer) implements EventFeed.Subscriber {
        private static final String ENQUEUED = "Nephelite.Queue.MessageEnqueued";

        @Override
        public void connected(EventCursor start) {
            observer.connected();
        }

        @Override
        public void disconnected() {
            observer.disconnected();
        }

        @Override
        public void changed(StorageEvent event) {
            if (event.isSnapshotLoaded() && event.account().equals(account)) {
                observer.messageAdded();
                return;
            }
            boolean here =
                    event.account().equals(account) && (event.subject() + "/").contains("/queues/" + queue + "/");
            if (here && event.type().equals(ENQUEUED)) {
                @Nullable String visibleAt = event.data().get("visibleAt");
                if (visibleAt == null) {
                    observer.messageAdded();
                } else {
                    observer.messageAdded(event.time(), Instant.parse(visibleAt));
                }
            }
        }
    }
}
