package dev.nephelite.function.trigger.blob;

import dev.nephelite.emulator.value.ETag;
import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.client.BlobLease;
import dev.nephelite.function.client.BlobLease.Outcome;
import dev.nephelite.function.trigger.HostContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers in storage which versions of which blobs each function has been told of. A receipt is incomplete until the
 * message for its blob is in the queue, and leased by the host that puts it there. Who finds an incomplete one that nobody
 * has leased, after a crash, does the rest.
 */
final class BlobReceipts {
    private static final String CONTAINER = "azure-webjobs-hosts";
    private static final String INCOMPLETE = "Incomplete";
    private static final byte[] NOTHING = {};

    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration CLOUD_LEASE = Duration.ofSeconds(30);

    private final BlobClient blobs;
    private final HostContext host;

    BlobReceipts(HostContext host) {
        this.host = host;
        blobs = host.storage().account(null).blobs();
    }

    /**
     * Returns how far the message's receipt is, which is made if there is none.
     *
     * @param expected whether there probably is one, so that it is looked for first
     */
    Receipt of(FoundBlob.Message message, boolean expected) {
        String name = name(message);
        Optional<BlobClient.Properties> found = expected ? blobs.properties(CONTAINER, name) : Optional.empty();
        if (found.isEmpty()) {
            Optional<ETag> made =
                    blobs.putIfAbsent(CONTAINER, name, NOTHING, Map.of("x-ms-meta-" + INCOMPLETE, "true"));
            if (made.isPresent()) {
                return claim(name, made.get());
            }
            found = blobs.properties(CONTAINER, name);
        }
        return found.map(properties -> existing(name, properties)).orElse(new Receipt(Progress.ELSEWHERE, null));
    }

    private Receipt existing(String name, BlobClient.Properties receipt) {
        return receipt.metadata().containsKey(INCOMPLETE)
                ? claim(name, receipt.etag())
                : new Receipt(Progress.COMPLETE, null);
    }

    /** Whoever completes a receipt changes its version, so a claim to this version is one to an incomplete receipt. */
    private Receipt claim(String name, ETag incomplete) {
        BlobLease lease = blobs.lease(CONTAINER, name, host.ids().uuid());
        Duration length = host.modes().realPolling() ? CLOUD_LEASE : LEASE;
        return lease.acquire(length, incomplete) == Outcome.ACQUIRED
                ? new Receipt(Progress.OURS, lease)
                : new Receipt(Progress.ELSEWHERE, null);
    }

    private String name(FoundBlob.Message message) {
        return "blobreceipts/%s/%s/%s/%s"
                .formatted(
                        host.hostId(),
                        message.functionId(),
                        message.blob().etag(),
                        message.blob().path());
    }

    /** Who sees to it that the message gets into the queue. */
    enum Progress {
        /** We do, and nobody else does meanwhile. */
        OURS,
        /** Another host does, or somebody did a moment ago; that it comes to an end remains to be seen. */
        ELSEWHERE,
        /** It is there. */
        COMPLETE
    }

    /**
     * A receipt as we found it.
     *
     * @param lease ours, where it is for us to complete it
     */
    record Receipt(Progress progress, @Nullable BlobLease lease) {
        /** Says that the message is in the queue. */
        void complete() {
            if (lease != null) {
                lease.setMetadata(Map.of());
                lease.release();
            }
        }
    }
}
