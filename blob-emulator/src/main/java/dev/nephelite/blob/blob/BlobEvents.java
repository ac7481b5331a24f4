package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.model.Tiering;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.emulator.service.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
    /** The name of Set Blob Tier in events. */
    public static final String SET_BLOB_TIER = "SetBlobTier";

    private static final String PREFIX = "Microsoft.Storage.";

    private BlobEvents() {}

    /**
     * Publishes that a blob was created.
     *
     * @param api the name of the operation in events
     */
    public static void created(BlobWriter tx, BlobRequest target, String api, Blob blob) {
        Map<String, Object> data = data(tx, target, api, blob);
        data.put("eTag", blob.revision().etag().value());
        putTier(data, "accessTier", blob, blob.tiering());
        tx.append(PREFIX + "BlobCreated", target.address(), data);
    }

    static void deleted(BlobWriter tx, BlobRequest target, Blob blob) {
        Map<String, Object> data = data(tx, target, "DeleteBlob", blob);
        data.put("eTag", blob.revision().etag().value());
        tx.append(PREFIX + "BlobDeleted", target.address(), data);
    }

    /**
     * Publishes that the tier of a blob has changed.
     *
     * @param previous the tier before
     */
    public static void tierChanged(BlobWriter tx, BlobRequest target, Blob blob, Tiering previous) {
        Map<String, Object> data = data(tx, target, SET_BLOB_TIER, blob);
        putTier(data, "accessTier", blob, blob.tiering());
        putTier(data, "previousTier", blob, previous);
        tx.append(PREFIX + "BlobTierChanged", target.address(), data);
    }

    /**
     * Publishes that the rehydration of a blob has begun.
     *
     * @param api the name of the operation in events
     */
    public static void asyncOperationInitiated(BlobWriter tx, BlobRequest target, String api, Blob blob) {
        tx.append(PREFIX + "AsyncOperationInitiated", target.address(), data(tx, target, api, blob));
    }

    private static Map<String, Object> data(BlobWriter tx, BlobRequest target, String api, Blob blob) {
        Request request = target.request();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("api", api);
        @Nullable String clientRequestId = request.headers().get("x-ms-client-request-id");
        if (clientRequestId != null) {
            data.put("clientRequestId", clientRequestId);
        }
        data.put("requestId", request.id());
        data.put("contentType", blob.properties().contentType());
        data.put("contentLength", blob.length());
        data.put("blobType", blob.type().toString());
        data.put("url", url(target));
        data.put("sequencer", tx.sequencer());
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

    /** The URL of the blob in events. */
    static String url(BlobRequest target) {
        String name = URLEncoder.encode(target.address().blob().value(), StandardCharsets.UTF_8);
        return target.request().accountUrl() + "/" + target.address().container() + "/"
                + name.replace("+", "%20").replace("%2F", "/");
    }
}
