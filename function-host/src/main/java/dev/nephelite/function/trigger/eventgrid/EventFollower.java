package dev.nephelite.function.trigger.eventgrid;

import dev.nephelite.function.client.EventFeed;
import dev.nephelite.function.client.StorageAccount;
import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.lock.HostLock;
import dev.nephelite.function.trigger.Failures;
import dev.nephelite.function.trigger.HostContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Hands every event of one account to those who want it, one after the other and at least once, whatever ends in between:
 * after a restart of the host or of the server it goes on where it was. Of several hosts one at a time follows. Started
 * once and stopped once.
 */
public final class EventFollower implements EventFeed.Subscriber, HostLock.Holder {
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final Duration LONGEST_HANDOVER = Duration.ofSeconds(2);

    private final String name;
    private final StorageAccount account;
    private final List<? extends Consumer> consumers;
    private final HostContext host;
    private final HostLock lock;
    private final Semaphore handover = new Semaphore(1);
    private volatile @Nullable EventCheckpoint cursor;
    private @Nullable EventFeed feed;
    private volatile boolean following;
    private boolean stopping;
    private boolean troubled;

    /**
     * @param name tells the place of this follower from those of others in the same host
     */
    public EventFollower(String name, StorageAccount account, List<? extends Consumer> consumers, HostContext host) {
        this.name = name;
        this.account = account;
        this.consumers = List.copyOf(consumers);
        this.host = host;
        lock = HostLock.ofListener("Nephelite.EventGrid.%s.%s".formatted(account.name(), name), host, this);
    }

    /** Begins; returns at once. */
    public void start() {
        cursor = newCursor();
        lock.start();
    }

    private EventCheckpoint newCursor() {
        String blob = "eventgrid/%s/%s/%s.json".formatted(host.hostId(), account.name(), name);
        return new EventCheckpoint(blob, consumers.stream().map(Consumer::name).collect(Collectors.toSet()), host);
    }

    @Override
    public synchronized void acquired() {
        if (stopping) {
            return;
        }
        EventCheckpoint place = cursor == null ? newCursor() : cursor;
        EventFeed open = account.blobEvents(place);
        cursor = place;
        feed = open;
        following = true;
        open.subscribe(this);
    }

    /** The place of the one who follows from now on is in storage. */
    @Override
    public synchronized void lost() {
        closeFeed();
        cursor = null;
    }

    @Override
    public void hindered(String reason) {
        host.log()
                .warning(
                        EventGridTrigger.LOG_CATEGORY,
                        "The events of account '%s' have to wait. %s".formatted(account.name(), reason));
    }

    private void closeFeed() {
        following = false;
        if (feed != null) {
            feed.close();
        }
    }

    /** Hands over nothing more; completes when the place is written down. */
    public CompletableFuture<Void> stop() {
        @Nullable EventCheckpoint place = following ? cursor : null;
        following = false;
        return CompletableFuture.runAsync(() -> end(place), host.executor()).thenCompose(done -> lock.stop());
    }

    private void end(@Nullable EventCheckpoint place) {
        awaitHandover();
        synchronized (this) {
            stopping = true;
            closeFeed();
        }
        if (place != null) {
            place.save();
        }
    }

    /** Who is interrupted while handing over does not know whether it was done, and would do it again. */
    private void awaitHandover() {
        try {
            boolean unused = handover.tryAcquire(LONGEST_HANDOVER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void connected() {
        // The feed itself asks for what was missed.
    }

    @Override
    public void disconnected() {
        // Whatever happens meanwhile is told later.
    }

    @Override
    public void changed(StorageEvent event) {
        EventCheckpoint place = cursor;
        if (place == null || !following) {
            return;
        }
        boolean mattered = false;
        if (event.account().equals(account.name())) {
            for (Consumer consumer : consumers) {
                if (place.concerns(consumer.name(), event) && consumer.wants(event)) {
                    mattered = true;
                    if (!handOver(event, consumer)) {
                        return;
                    }
                }
            }
        }
        place.moveBehind(event, mattered);
    }

    /** Tries until it is done; returns false when it is not and we are to stop. */
    private boolean handOver(StorageEvent event, Consumer consumer) {
        try {
            while (following) {
                if (isTaken(event, consumer)) {
                    return true;
                }
                host.clock().sleep(BETWEEN_TRIES);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private boolean isTaken(StorageEvent event, Consumer consumer) throws InterruptedException {
        handover.acquire();
        try {
            consumer.take(event);
            troubled = false;
            return true;
        } catch (RuntimeException | Error failure) {
            report(failure);
            return false;
        } finally {
            handover.release();
        }
    }

    private void report(Throwable failure) {
        if (!troubled && following) {
            host.log()
                    .warning(
                            EventGridTrigger.LOG_CATEGORY,
                            "The events of account '%s' have to wait. %s"
                                    .formatted(account.name(), Failures.describe(failure)));
        }
        troubled = true;
    }

    /** A function that an {@link EventFollower} looks after. Called by one thread at a time. */
    public interface Consumer {
        /** The function; no other consumer of the follower has that name. */
        String name();

        boolean wants(StorageEvent event);

        /**
         * Sees to it that the event cannot be forgotten any more, and returns then. It may be handed over again after a crash.
         *
         * @throws RuntimeException if that cannot be done now; it is tried again
         */
        void take(StorageEvent event);
    }
}
