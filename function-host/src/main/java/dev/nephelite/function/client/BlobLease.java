package dev.nephelite.function.client;

import dev.nephelite.emulator.value.ETag;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A claim to one blob that nobody else can have at the same time, and that runs out by itself unless it is renewed. It is
 * the claimant's for good: asking again while one has it is no mistake.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/lease-blob">Lease Blob</a>
 */
public final class BlobLease {
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;

    private final Endpoint endpoint;
    private final String path;
    private final UUID id;

    BlobLease(Endpoint endpoint, String path, UUID id) {
        this.endpoint = endpoint;
        this.path = path;
        this.id = id;
    }

    /**
     * Asks for the claim.
     *
     * @param length from 15 to 60 seconds
     * @param version the only version of the blob that is wanted, or null for any
     */
    public Claim acquire(Duration length, @Nullable ETag version) {
        StorageCall call = call("acquire")
                .header("x-ms-lease-duration", Long.toString(length.toSeconds()))
                .header("x-ms-proposed-lease-id", id.toString());
        StorageCall.Reply storageReply =
                endpoint.send(version == null ? call : call.header("If-Match", version.toString()));
        if (storageReply.isNotFound()) {
            return Claim.MISSING;
        }
        return isRefused(storageReply) || !storageReply.requireSuccess().isSuccess() ? Claim.TAKEN : Claim.OURS;
    }

    /** Begins the time of the claim anew; returns false when it is lost. */
    public boolean renew() {
        return confirmed(call("renew").header("x-ms-lease-id", id.toString()));
    }

    /** Gives the claim up, so that the next can have it at once; returns false when it was lost already. */
    public boolean release() {
        return confirmed(call("release").header("x-ms-lease-id", id.toString()));
    }

    /**
     * Ends whatever claim there is, for one knows that nobody keeps it any more.
     *
     * @param version the only version of the blob for which that is known
     */
    public void breakOthers(ETag version) {
        confirmed(call("break").header("x-ms-lease-break-period", "0").header("If-Match", version.toString()));
    }

    /** Replaces the blob's metadata; returns false, and changes nothing, when the claim is lost. */
    public boolean setMetadata(Map<String, String> metadata) {
        StorageCall call = StorageCall.of("Set Blob Metadata '" + path + "'", "PUT", path)
                .query("comp", "metadata")
                .header("x-ms-lease-id", id.toString());
        metadata.forEach((name, value) -> call.header("x-ms-meta-" + name, value));
        return confirmed(call);
    }

    private StorageCall call(String action) {
        return StorageCall.of("Lease Blob '" + path + "'", "PUT", path)
                .query("comp", "lease")
                .header("x-ms-lease-action", action);
    }

    private boolean confirmed(StorageCall call) {
        StorageCall.Reply storageReply = endpoint.send(call);
        return !storageReply.isNotFound()
                && !isRefused(storageReply)
                && storageReply.requireSuccess().isSuccess();
    }

    private static boolean isRefused(StorageCall.Reply storageReply) {
        return storageReply.status() == CONFLICT || storageReply.status() == PRECONDITION_FAILED;
    }

    /** How a claim was answered. */
    public enum Claim {
        OURS,
        /** Somebody else has it, or has changed the blob. */
        TAKEN,
        /** There is no such blob. */
        MISSING
    }
}
