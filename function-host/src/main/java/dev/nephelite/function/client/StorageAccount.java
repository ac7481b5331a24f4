package dev.nephelite.function.client;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.value.ConnectionString;
import dev.nephelite.function.app.config.InvalidAppException;
import java.net.URI;
import java.util.function.Supplier;

/** One storage account. Safe for concurrent use. */
public final class StorageAccount {
    private final StorageAccounts owner;
    private final ConnectionString connection;
    private final LocalWriteEvents ownWrites;

    StorageAccount(StorageAccounts owner, ConnectionString connection, Clock clock) {
        this.owner = owner;
        this.connection = connection;
        ownWrites = new LocalWriteEvents(connection.accountName(), clock);
    }

    public String name() {
        return connection.accountName();
    }

    /**
     * The Blob service.
     *
     * @throws InvalidAppException if the connection string names none
     */
    public BlobClient blobs() {
        return new BlobClient(owner.endpoint(connection, blobEndpoint()), ownWrites);
    }

    /**
     * The Queue service.
     *
     * @throws InvalidAppException if the connection string names none
     */
    public QueueClient queues() {
        return new QueueClient(owner.endpoint(connection, queueEndpoint()), ownWrites);
    }

    /** What changes on the server of the blobs; other accounts on it are told of as well. */
    public EventFeed blobEvents() {
        return owner.events(blobEndpoint());
    }

    /**
     * Like {@link #blobEvents()}, but with what was missed.
     *
     * @return a feed of its own, to be closed by the caller
     */
    public EventFeed blobEvents(EventFeed.Cursor place) {
        return owner.events(blobEndpoint(), place);
    }

    /** What this process writes into the account, whatever its server tells. */
    public LocalWriteEvents ownWrites() {
        return ownWrites;
    }

    /** What changes on the server of the queues; the same feed where one server has both. */
    public EventFeed queueEvents() {
        return owner.events(queueEndpoint());
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
