package dev.nephelite.function.client;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.emulator.value.ETag;
import dev.nephelite.emulator.value.EventCursor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what this process itself writes into one account, in the form of storage events. Triggers that poll rarely
 * still notice at once what functions of the same host write. Thread-safe.
 */
public final class LocalWriteEvents {
    private final String account;
    private final Clock clock;
    private final List<EventFeed.Subscriber> subscribers = new CopyOnWriteArrayList<>();

    LocalWriteEvents(String account, Clock clock) {
        this.account = account;
        this.clock = clock;
    }

    /** Notifies {@code subscriber} of every write from now on; never calls {@link EventFeed.Subscriber#connected}. */
    public EventFeed.Subscription subscribe(EventFeed.Subscriber subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    void message(String queue) {
        publish("Nephelite.Queue.MessageEnqueued", "/queueServices/default/queues/" + queue, Map.of(), null);
    }

    /** @param request the trace context of the request that wrote the blob, or null */
    void blob(String container, String name, ETag etag, @Nullable TraceContext request) {
        String subject = "/blobServices/default/containers/" + container + "/blobs/" + name;
        publish(
                "Microsoft.Storage.BlobCreated",
                subject,
                Map.of("eTag", etag.value(), "blobType", "BlockBlob"),
                request);
    }

    private void publish(String type, String subject, Map<String, String> data, @Nullable TraceContext cause) {
        if (!subscribers.isEmpty()) {
            StorageEvent event =
                    new StorageEvent(EventCursor.START, clock.now(), type, account, subject, data, cause, "");
            subscribers.forEach(subscriber -> subscriber.changed(event));
        }
    }
}
