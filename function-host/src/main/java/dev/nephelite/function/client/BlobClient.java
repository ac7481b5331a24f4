package dev.nephelite.function.client;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Blob service of one account. Methods wait for the server; safe for concurrent use. */
@SuppressWarnings("DoNotCallSuggester")
public final class BlobClient {
    BlobClient() {}

    /** Returns the blob with its content, or nothing when it or its container is missing. */
    public Optional<BlobItem> get(String container, String name) {
        throw new UnsupportedOperationException();
    }

    /** Returns what the blob is, or nothing when it or its container is missing. */
    public Optional<BlobProperties> properties(String container, String name) {
        throw new UnsupportedOperationException();
    }

    /**
     * Writes a block blob, whatever was there before, and the container when it is missing.
     *
     * @param headers such as {@code Content-Type} or {@code x-ms-meta-owner}
     */
    public void put(String container, String name, byte[] content, Map<String, String> headers) {
        throw new UnsupportedOperationException();
    }

    /** Like {@link #put}, but leaves a blob that is there alone and returns false. */
    public boolean putIfAbsent(String container, String name, byte[] content, Map<String, String> headers) {
        throw new UnsupportedOperationException();
    }

    /** Deletes the blob; returns whether it was there. */
    public boolean delete(String container, String name) {
        throw new UnsupportedOperationException();
    }

    /**
     * Lists blobs by name; a missing container has none.
     *
     * @param marker of the page before, or null for the first
     */
    public BlobPage list(String container, String prefix, @Nullable String marker) {
        throw new UnsupportedOperationException();
    }

    /** Creates the container; returns false when it is there already. */
    public boolean createContainer(String name) {
        throw new UnsupportedOperationException();
    }
}
