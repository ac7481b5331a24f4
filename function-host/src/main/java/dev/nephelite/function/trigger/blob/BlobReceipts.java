package dev.nephelite.function.trigger.blob;

import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.client.BlobProperties;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers in storage which versions of which blobs each function has been told of. A receipt is incomplete until the
 * message for its blob is in the queue; who finds one like that, after a crash, does the rest.
 */
final class BlobReceipts {
    private static final String CONTAINER = "azure-webjobs-hosts";
    private static final String INCOMPLETE = "Incomplete";
    private static final byte[] NOTHING = {};

    private final BlobClient blobs;
    private final String hostId;

    BlobReceipts(BlobClient blobs, String hostId) {
        this.blobs = blobs;
        this.hostId = hostId;
    }

    /** Makes an incomplete receipt, unless there is a complete one already; then returns false. */
    boolean begin(BlobMessage message) {
        String name = name(message);
        if (blobs.putIfAbsent(CONTAINER, name, NOTHING, Map.of("x-ms-meta-" + INCOMPLETE, "true"))) {
            return true;
        }
        Optional<BlobProperties> receipt = blobs.properties(CONTAINER, name);
        return receipt.isEmpty() || receipt.get().metadata().containsKey(INCOMPLETE);
    }

    void complete(BlobMessage message) {
        blobs.put(CONTAINER, name(message), NOTHING, Map.of());
    }

    private String name(BlobMessage message) {
        return "blobreceipts/%s/%s/%s/%s"
                .formatted(
                        hostId,
                        message.functionId(),
                        message.blob().etag(),
                        message.blob().path());
    }
}
