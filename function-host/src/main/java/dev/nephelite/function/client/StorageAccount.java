package dev.nephelite.function.client;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.value.ConnectionString;
import dev.nephelite.emulator.value.EventCursor;
import dev.nephelite.function.app.config.InvalidAppException;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/** One storage account. Thread-safe. */
public final class StorageAccount {
    private final StorageAccounts owner;
    private final ConnectionString connection;
    private final LocalWriteEvents localWriteEvents;

    /** @param cloud dates what this process writes into the account */
    StorageAccount(StorageAccounts owner, ConnectionString connection, Clock cloud) {
        this.owner = owner;
        this.connection = connection;
        localWriteEvents = new LocalWriteEvents(connection.accountName(), cloud);
    }

    public String name() {
        return connection.accountName();
    }

    /**
     * The Blob service.
     *
     * @throws InvalidAppException if the connection string has no endpoint for it
     */
    public BlobClient blobs() {
        return new BlobClient(owner.endpoint(connection, blobEndpoint()), localWriteEvents);
    }

    /**
     * The Queue service.
     *
     * @throws InvalidAppException if the connection string has no endpoint for it
     */
    public QueueClient queues() {
        return new QueueClient(owner.endpoint(connection, queueEndpoint()), localWriteEvents);
    }

    /** The events of the server that has the Blob service, including those of other accounts on it. */
    public EventFeed blobEvents() {
        return owner.events(blobEndpoint());
    }

    /**
     * Like {@link #blobEvents()}, but resumes where {@code cursor} says each time it connects.
     *
     * @param cursor called by the thread of the feed; may throw a {@link RemoteStorageException}, and the feed tries again
     *     later
     * @return a separate feed, to be closed by the caller
     */
    public EventFeed blobEvents(Supplier<EventCursor> cursor) {
        return owner.events(blobEndpoint(), cursor);
    }

    /** What this process itself writes into the account. */
    public LocalWriteEvents localWriteEvents() {
        return localWriteEvents;
    }

    /** The events of the server that has the Queue service; the same feed if one server has both services. */
    public EventFeed queueEvents() {
        return owner.events(queueEndpoint());
    }

    /** The events of the server that has the Blob service and are still in its log, see {@link StorageAccounts#history}. */
    public List<StorageEvent> blobHistory(String text) {
        return owner.history(blobEndpoint(), text);
    }

    /** The events of the server that has the Queue service and are still in its log, see {@link StorageAccounts#history}. */
    public List<StorageEvent> queueHistory(String text) {
        return owner.history(queueEndpoint(), text);
    }

    private URI blobEndpoint() {
        return required(connection::blobEndpoint);
    }

    private URI queueEndpoint() {
        return required(connection::queueEndpoint);
    }

    private URI required(Supplier<URI> endpoint) {
        try {
            return endpoint.get();
        } catch (IllegalArgumentException missing) {
            throw new InvalidAppException("Account '" + name() + "': " + missing.getMessage() + ".", missing);
        }
    }
}
