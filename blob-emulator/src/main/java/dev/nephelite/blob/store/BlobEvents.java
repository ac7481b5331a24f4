package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.model.Tiering;
import dev.nephelite.blob.model.Tiering.EventSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events about a blob in the transaction that changes it. Changes of snapshots, versions, metadata and
 * properties have no events.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage">Blob Storage events</a>
 */
public final class BlobEvents {
    private static final String PREFIX = "Microsoft.Storage.";

    private BlobEvents() {}

    /** Publishes that a blob was created. */
    public static void created(BlobWriter tx, Cause cause, Blob blob) {
        Map<String, Object> data = data(tx, cause, blob);
        data.put("eTag", blob.revision().etag().value());
        putTier(data, "accessTier", blob, blob.tiering());
        publish(tx, "BlobCreated", cause, data);
    }

    /** Publishes that a blob was deleted. */
    public static void deleted(BlobWriter tx, Cause cause, Blob blob) {
        Map<String, Object> data = data(tx, cause, blob);
        data.put("eTag", blob.revision().etag().value());
        publish(tx, "BlobDeleted", cause, data);
    }

    /**
     * Publishes that the tier of a blob has changed.
     *
     * @param previous the tier before
     */
    public static void tierChanged(BlobWriter tx, Cause cause, Blob blob, Tiering previous) {
        Map<String, Object> data = data(tx, cause, blob);
        putTier(data, "accessTier", blob, blob.tiering());
        putTier(data, "previousTier", blob, previous);
        publish(tx, "BlobTierChanged", cause, data);
    }

    /** Publishes that the rehydration of a blob has begun. */
    public static void asyncOperationInitiated(BlobWriter tx, Cause cause, Blob blob) {
        publish(tx, "AsyncOperationInitiated", cause, data(tx, cause, blob));
    }

    private static void publish(BlobWriter tx, String type, Cause cause, Map<String, Object> data) {
        tx.publish(PREFIX + type, cause.blob().account(), cause.blob().subject(), data);
    }

    private static Map<String, Object> data(BlobWriter tx, Cause cause, Blob blob) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("api", cause.api());
        if (cause.clientRequestId() != null) {
            data.put("clientRequestId", cause.clientRequestId());
        }
        if (cause.requestId() != null) {
            data.put("requestId", cause.requestId());
        }
        data.put("contentType", blob.properties().contentType());
        data.put("contentLength", blob.length());
        data.put("blobType", blob.type().toString());
        data.put("url", cause.blob().url());
        data.put("sequencer", tx.nextSequencer());
        return data;
    }

    /** A tier that was not set explicitly is called the default. */
    private static void putTier(Map<String, Object> data, String name, Blob blob, Tiering tiering) {
        if (blob.type() == BlobType.BLOCK_BLOB) {
            data.put(
                    name,
                    tiering.chosen() == null ? "Default" : tiering.effective().toString());
        }
    }

    /**
     * What caused an event.
     *
     * @param api the name of the operation in events
     * @param requestId null if the cause is not a request, as when a rehydration is complete
     */
    public record Cause(
            String api,
            EventSource blob,
            @Nullable String clientRequestId,
            @Nullable String requestId) {
        /** The name of Set Blob Tier in events. */
        public static final String SET_BLOB_TIER = "SetBlobTier";

        /** The end of a rehydration, which Set Blob Tier began. */
        static Cause rehydration(EventSource blob) {
            return new Cause(SET_BLOB_TIER, blob, null, null);
        }
    }
}
