package dev.nephelite.function.client;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.value.ETag;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What this process itself writes into one account, told in the form of a server's events: for who asks the server seldom,
 * but need not wait for what the functions beside it have written. Safe for concurrent use.
 */
public final class LocalWriteEvents {
    private final String account;
    private final Clock clock;
    private final List<EventFeed.Subscriber> subscribers = new CopyOnWriteArrayList<>();

    LocalWriteEvents(String account, Clock clock) {
        this.account = account;
        this.clock = clock;
    }

    /** Tells {@code subscriber} every write from now on; it is never connected to anything. */
    public EventFeed.Subscription subscribe(EventFeed.Subscriber subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    void message(String queue) {
        tell("Nephelite.Queue.MessageEnqueued", "/queueServices/default/queues/" + queue, Map.of());
    }

    void blob(String container, String name, ETag etag) {
        String subject = "/blobServices/default/containers/" + container + "/blobs/" + name;
        tell("Microsoft.Storage.BlobCreated", subject, Map.of("eTag", etag.value(), "blobType", "BlockBlob"));
    }

    private void tell(String type, String subject, Map<String, String> data) {
        if (!subscribers.isEmpty()) {
            StorageEvent event = new StorageEvent("", clock.now(), type, account, subject, data, "");
            subscribers.forEach(subscriber -> subscriber.changed(event));
        }
    }
}
