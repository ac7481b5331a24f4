package dev.nephelite.function.trigger.eventgrid;

import dev.nephelite.emulator.value.EventCursor;
import dev.nephelite.function.client.EventFeed;
import dev.nephelite.function.client.StorageAccount;
import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.lock.HostLock;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.trigger.HostContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Passes every event of one account to the consumers that accept it, in order and at least once: after a restart of the
 * host or of the server it resumes where it was. Only one host of an app follows at a time. Started once, then stopped.
 */
public final class EventFollower implements EventFeed.Subscriber, HostLock.Holder {
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);
    private static final Duration MAX_HANDOVER = Duration.ofSeconds(2);

    private final String name;
    private final StorageAccount account;
    private final List<? extends EventConsumer> consumers;
    private final HostContext host;
    private final HostLock lock;
    private final Semaphore handover = new Semaphore(1);
    private volatile @Nullable EventCheckpoint currentCheckpoint;
    private @Nullable EventFeed feed;
    private volatile boolean following;
    private boolean stopping;
    private boolean failing;

    /** @param name distinguishes the checkpoint of this follower from those of others in the same host */
    public EventFollower(
            String name, StorageAccount account, List<? extends EventConsumer> consumers, HostContext host) {
        this.name = name;
        this.account = account;
        this.consumers = List.copyOf(consumers);
        this.host = host;
        lock = HostLock.ofListener("Nephelite.EventGrid.%s.%s".formatted(account.name(), name), host, this);
    }

    /** Starts to follow; returns at once. */
    public void start() {
        currentCheckpoint = newCheckpoint();
        lock.start();
    }

    private EventCheckpoint newCheckpoint() {
        return new EventCheckpoint(
                checkpoint(name, account, host),
                consumers.stream().map(EventConsumer::name).collect(Collectors.toSet()),
                host);
    }

    /** The blob with the checkpoint of a follower. */
    static String checkpoint(String follower, StorageAccount account, HostContext host) {
        return "eventgrid/%s/%s/%s.json".formatted(host.hostId(), account.name(), follower);
    }

    @Override
    public synchronized void acquired() {
        if (stopping) {
            return;
        }
        EventCheckpoint checkpoint = currentCheckpoint == null ? newCheckpoint() : currentCheckpoint;
        EventFeed open = account.blobEvents(checkpoint::cursor);
        currentCheckpoint = checkpoint;
        feed = open;
        following = true;
        open.subscribe(this);
    }

    /** The position of the host that follows from now on is in storage. */
    @Override
    public synchronized void lost() {
        closeFeed();
        currentCheckpoint = null;
    }

    @Override
    public void failed(String reason) {
        host.log()
                .warning(
                        EventGridTrigger.LOG_CATEGORY,
                        "Processing the events of account '%s' is delayed. %s".formatted(account.name(), reason));
    }

    private void closeFeed() {
        following = false;
        if (feed != null) {
            feed.close();
        }
    }

    /** Passes on no further event; completes when the position is stored. */
    public CompletableFuture<Void> stop() {
        @Nullable EventCheckpoint checkpoint = following ? currentCheckpoint : null;
        following = false;
        return CompletableFuture.runAsync(() -> finish(checkpoint), host.executor())
                .thenCompose(done -> lock.stop());
    }

    private void finish(@Nullable EventCheckpoint checkpoint) {
        awaitHandover();
        synchronized (this) {
            stopping = true;
            closeFeed();
        }
        if (checkpoint != null) {
            checkpoint.save();
        }
    }

    /**
     * A consumer that is interrupted in the middle would get the same event again, so the current handover may finish.
     */
    private void awaitHandover() {
        try {
            boolean unused = handover.tryAcquire(MAX_HANDOVER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void connected(EventCursor start) {
        EventCheckpoint checkpoint = currentCheckpoint;
        if (checkpoint != null && following) {
            checkpoint.startedAt(start);
        }
    }

    @Override
    public void disconnected() {
        // Events that are missed meanwhile arrive when the feed resumes.
    }

    @Override
    public void changed(StorageEvent event) {
        EventCheckpoint checkpoint = currentCheckpoint;
        if (checkpoint == null || !following) {
            return;
        }
        boolean relevant = false;
        if (event.account().equals(account.name())) {
            for (EventConsumer consumer : consumers) {
                if (checkpoint.concerns(consumer.name(), event) && consumer.accepts(event)) {
                    relevant = true;
                    if (!handOver(event, consumer)) {
                        return;
                    }
                }
            }
        }
        checkpoint.advance(event, relevant);
    }

    /** Retries until the consumer has stored the event; returns false if the follower stops before that. */
    private boolean handOver(StorageEvent event, EventConsumer consumer) {
        try {
            while (following) {
                if (tryStore(event, consumer)) {
                    return true;
                }
                host.clocks().machine().sleep(RETRY_DELAY);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private boolean tryStore(StorageEvent event, EventConsumer consumer) throws InterruptedException {
        handover.acquire();
        try {
            consumer.store(event);
            failing = false;
            return true;
        } catch (RuntimeException | Error failure) {
            report(failure);
            return false;
        } finally {
            handover.release();
        }
    }

    private void report(Throwable failure) {
        if (!failing && following) {
            host.log()
                    .warning(
                            EventGridTrigger.LOG_CATEGORY,
                            "Processing the events of account '%s' is delayed. %s"
                                    .formatted(account.name(), HostLog.describe(failure)));
        }
        failing = true;
    }

    /** A function that receives events from an {@link EventFollower}. Called by one thread at a time. */
    public interface EventConsumer {
        /** The name of the function, unique among the consumers of a follower. */
        String name();

        boolean accepts(StorageEvent event);

        /**
         * Stores the event so that it cannot be lost, then returns. It may be passed again after a crash.
         *
         * @throws RuntimeException if it cannot be stored now; the follower tries again
         */
        void store(StorageEvent event);
    }
}
