package dev.nephelite.function.trigger.eventgrid;

import dev.nephelite.function.client.EventFeed;
import dev.nephelite.function.client.EventSubscriber;
import dev.nephelite.function.client.StorageAccount;
import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.trigger.HostContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Hands every event of one account to those who want it, one after the other and at least once, whatever ends in between:
 * after a restart of the host or of the server it goes on where it was. Started once and stopped once.
 */
public final class EventFollower implements EventSubscriber {
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final String name;
    private final StorageAccount account;
    private final List<? extends EventConsumer> consumers;
    private final HostContext host;
    private @Nullable EventCursor cursor;
    private @Nullable EventFeed feed;
    private volatile boolean closed;
    private boolean troubled;

    /**
     * @param name tells the place of this follower from those of others in the same host
     */
    public EventFollower(
            String name, StorageAccount account, List<? extends EventConsumer> consumers, HostContext host) {
        this.name = name;
        this.account = account;
        this.consumers = List.copyOf(consumers);
        this.host = host;
    }

    /** Begins; returns at once. */
    public void start() {
        String blob = "eventgrid/%s/%s/%s.json".formatted(host.hostId(), account.name(), name);
        cursor = new EventCursor(
                blob, consumers.stream().map(EventConsumer::name).collect(Collectors.toSet()), host);
        feed = account.blobEvents(cursor);
        feed.subscribe(this);
    }

    /** Hands over nothing more; completes when the place is written down. */
    public CompletableFuture<Void> stop() {
        closed = true;
        EventFeed open = feed;
        EventCursor place = cursor;
        if (open == null || place == null) {
            return CompletableFuture.completedFuture(null);
        }
        open.close();
        return CompletableFuture.runAsync(place::save, host.executor());
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
        EventCursor place = cursor;
        if (place == null || closed) {
            return;
        }
        boolean mattered = false;
        if (event.account().equals(account.name())) {
            for (EventConsumer consumer : consumers) {
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
    private boolean handOver(StorageEvent event, EventConsumer consumer) {
        while (!closed) {
            try {
                consumer.take(event);
                troubled = false;
                return true;
            } catch (RuntimeException failure) {
                report(failure);
            }
            if (!pause()) {
                return false;
            }
        }
        return false;
    }

    private boolean pause() {
        try {
            host.clock().sleep(BETWEEN_TRIES);
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void report(RuntimeException failure) {
        if (!troubled && !closed) {
            host.log()
                    .warning(
                            EventGridTrigger.LOG_CATEGORY,
                            "The events of account '%s' have to wait. %s"
                                    .formatted(account.name(), failure.getMessage()));
        }
        troubled = true;
    }
}
