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
 * Stores which blob versions have been dispatched to each function. A receipt is incomplete until the message of its
 * blob is in the queue, and leased by the host that enqueues it. After a crash, a host that finds an incomplete receipt
 * without a lease enqueues the message.
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
     * The receipt of the message, which is created if it does not exist.
     *
     * @param expected whether it probably exists, so that it is looked up first
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

    /** How far the receipt of the message is, {@link Progress#ELSEWHERE} if it is incomplete; empty if there is none. */
    Optional<Progress> find(FoundBlob.Message message) {
        return blobs.properties(CONTAINER, name(message))
                .map(receipt -> receipt.metadata().containsKey(INCOMPLETE) ? Progress.ELSEWHERE : Progress.COMPLETE);
    }

    private Receipt existing(String name, BlobClient.Properties receipt) {
        return receipt.metadata().containsKey(INCOMPLETE)
                ? claim(name, receipt.etag())
                : new Receipt(Progress.COMPLETE, null);
    }

    /** Completing a receipt changes its ETag, so leasing this version fails if it has been completed. */
    private Receipt claim(String name, ETag incomplete) {
        BlobLease lease = blobs.lease(CONTAINER, name, host.ids().uuid());
        Duration length = host.flags().realPolling() ? CLOUD_LEASE : LEASE;
        return lease.acquire(length, incomplete) == Outcome.ACQUIRED
                ? new Receipt(Progress.CLAIMED, lease)
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

    /** The state of a receipt. */
    enum Progress {
        /** Incomplete and leased by this host, which enqueues the message. */
        CLAIMED,
        /** Incomplete and leased by another host, or just completed; the message may not be in the queue yet. */
        ELSEWHERE,
        /** The message is in the queue. */
        COMPLETE
    }

    /**
     * A receipt as it was found.
     *
     * @param lease of this host if it has to complete the receipt
     */
    record Receipt(Progress progress, @Nullable BlobLease lease) {
        /** Records that the message is in the queue. */
        void complete() {
            if (lease != null) {
                lease.setMetadata(Map.of());
                lease.release();
            }
        }
    }
}
