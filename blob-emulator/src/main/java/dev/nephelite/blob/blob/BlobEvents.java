package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.model.EventSource;
import dev.nephelite.blob.model.Tiering;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.emulator.service.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the outside that a blob came or went or moved, in the transaction in which it did. Of what becomes of snapshots
 * and older versions nobody is told, nor of changes of metadata, properties and the like.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage">Blob Storage events</a>
 */
public final class BlobEvents {
    /** How the events name the operation that changes tiers. */
    public static final String SET_BLOB_TIER = "SetBlobTier";

    private static final String PREFIX = "Microsoft.Storage.";

    private BlobEvents() {}

    /**
     * Tells of a blob that is complete now.
     *
     * @param api the operation that made it, as the events name it
     */
    public static void created(BlobWriter tx, BlobRequest target, String api, Blob blob) {
        Map<String, Object> data = data(tx, target, api, blob);
        data.put("eTag", blob.revision().etag().value());
        putTier(data, "accessTier", blob, blob.tiering());
        tx.append(PREFIX + "BlobCreated", origin(target), data);
    }

    static void deleted(BlobWriter tx, BlobRequest target, Blob blob) {
        Map<String, Object> data = data(tx, target, "DeleteBlob", blob);
        data.put("eTag", blob.revision().etag().value());
        tx.append(PREFIX + "BlobDeleted", origin(target), data);
    }

    /**
     * Tells of a blob that is in another tier now.
     *
     * @param previous what it was in before
     */
    public static void tierChanged(BlobWriter tx, BlobRequest target, Blob blob, Tiering previous) {
        Map<String, Object> data = data(tx, target, SET_BLOB_TIER, blob);
        putTier(data, "accessTier", blob, blob.tiering());
        putTier(data, "previousTier", blob, previous);
        tx.append(PREFIX + "BlobTierChanged", origin(target), data);
    }

    /**
     * Tells that a blob begins its way out of the archive.
     *
     * @param api the operation that sent it on its way, as the events name it
     */
    public static void asyncOperationInitiated(BlobWriter tx, BlobRequest target, String api, Blob blob) {
        tx.append(PREFIX + "AsyncOperationInitiated", origin(target), data(tx, target, api, blob));
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
        data.put("url", origin(target).url());
        data.put("sequencer", tx.sequencer());
        return data;
    }

    /** A tier that nobody chose goes by the name of the default. */
    private static void putTier(Map<String, Object> data, String name, Blob blob, Tiering tiering) {
        if (blob.type() == BlobType.BLOCK_BLOB) {
            data.put(
                    name,
                    tiering.chosen() == null ? "Default" : tiering.effective().toString());
        }
    }

    /** Where the blob of a request is. */
    public static EventSource origin(BlobRequest target) {
        BlobAddress address = target.address();
        String subject = "/blobServices/default/containers/" + address.container() + "/blobs/" + address.blob();
        return new EventSource(address.account(), subject, url(target));
    }

    private static String url(BlobRequest target) {
        String name = URLEncoder.encode(target.address().blob().value(), StandardCharsets.UTF_8);
        return target.request().accountUrl() + "/" + target.address().container() + "/"
                + name.replace("+", "%20").replace("%2F", "/");
    }
}
