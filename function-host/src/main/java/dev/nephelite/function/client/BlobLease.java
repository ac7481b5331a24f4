package dev.nephelite.function.client;

import dev.nephelite.emulator.value.ETag;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lease on one blob. Only one client can hold it at a time, and it expires unless it is renewed. Acquiring a lease
 * that is already held under the same id succeeds.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/lease-blob">Lease Blob</a>
 */
public final class BlobLease {
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;

    private final StorageEndpoint endpoint;
    private final String path;
    private final UUID id;

    BlobLease(StorageEndpoint endpoint, String path, UUID id) {
        this.endpoint = endpoint;
        this.path = path;
        this.id = id;
    }

    /**
     * Acquires the lease.
     *
     * @param length 15 to 60 seconds
     * @param version lease only the blob with this ETag; null for any
     */
    public Outcome acquire(Duration length, @Nullable ETag version) {
        StorageCall call = call("acquire")
                .header("x-ms-lease-duration", Long.toString(length.toSeconds()))
                .header("x-ms-proposed-lease-id", id.toString());
        StorageCall.Reply reply = endpoint.send(version == null ? call : call.header("If-Match", version.toString()));
        if (reply.isNotFound()) {
            return Outcome.BLOB_NOT_FOUND;
        }
        return isRefused(reply) || !reply.requireSuccess().isSuccess() ? Outcome.HELD_BY_OTHER : Outcome.ACQUIRED;
    }

    /** Renews the lease; returns false if it has been lost. */
    public boolean renew() {
        return succeeds(call("renew").header("x-ms-lease-id", id.toString()));
    }

    /** Releases the lease, so that another client can acquire it at once; returns false if it has been lost already. */
    public boolean release() {
        return succeeds(call("release").header("x-ms-lease-id", id.toString()));
    }

    /**
     * Breaks whatever lease is active. Call this only if its holder is known to be gone.
     *
     * @param version break only the lease of the blob with this ETag
     */
    public void breakOthers(ETag version) {
        succeeds(call("break").header("x-ms-lease-break-period", "0").header("If-Match", version.toString()));
    }

    /** Replaces the blob's metadata; returns false and changes nothing if the lease has been lost. */
    public boolean setMetadata(Map<String, String> metadata) {
        StorageCall call = StorageCall.of("Set Blob Metadata '" + path + "'", "PUT", path)
                .query("comp", "metadata")
                .header("x-ms-lease-id", id.toString());
        metadata.forEach((name, value) -> call.header("x-ms-meta-" + name, value));
        return succeeds(call);
    }

    private StorageCall call(String action) {
        return StorageCall.of("Lease Blob '" + path + "'", "PUT", path)
                .query("comp", "lease")
                .header("x-ms-lease-action", action);
    }

    private boolean succeeds(StorageCall call) {
        StorageCall.Reply reply = endpoint.send(call);
        return !reply.isNotFound()
                && !isRefused(reply)
                && reply.requireSuccess().isSuccess();
    }

    private static boolean isRefused(StorageCall.Reply reply) {
        return reply.status() == CONFLICT || reply.status() == PRECONDITION_FAILED;
    }

    /** The outcome of {@link #acquire}. */
    public enum Outcome {
        ACQUIRED,
        /** Another client holds the lease, or the blob has another ETag. */
        HELD_BY_OTHER,
        /** The blob does not exist. */
        BLOB_NOT_FOUND
    }
}
