package dev.nephelite.function.client;

/** One storage account. Safe for concurrent use. */
@SuppressWarnings("DoNotCallSuggester")
public final class StorageAccount {
    StorageAccount() {}

    public String name() {
        throw new UnsupportedOperationException();
    }

    public BlobClient blobs() {
        throw new UnsupportedOperationException();
    }

    public QueueClient queues() {
        throw new UnsupportedOperationException();
    }

    /** What changes on the server of the blobs; other accounts on it are told of as well. */
    public EventFeed blobEvents() {
        throw new UnsupportedOperationException();
    }

    /** What changes on the server of the queues; the same feed where one server has both. */
    public EventFeed queueEvents() {
        throw new UnsupportedOperationException();
    }
}
