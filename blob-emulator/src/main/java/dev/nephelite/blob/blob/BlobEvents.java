package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.store.BlobWriter;
import dev.nephelite.emulator.service.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the outside that a blob came or went, in the transaction in which it did.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage">Blob Storage events</a>
 */
public final class BlobEvents {
    private static final String CREATED = "Microsoft.Storage.BlobCreated";
    private static final String DELETED = "Microsoft.Storage.BlobDeleted";

    private BlobEvents() {}

    /**
     * Tells of a blob that is complete now.
     *
     * @param api the operation that made it, as the events name it
     */
    public static void created(BlobWriter tx, BlobRequest target, String api, Blob blob) {
        tx.append(CREATED, target.address(), data(tx, target, api, blob));
    }

    static void deleted(BlobWriter tx, BlobRequest target, Blob blob) {
        tx.append(DELETED, target.address(), data(tx, target, "DeleteBlob", blob));
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
        data.put("eTag", blob.revision().etag().value());
        data.put("contentType", blob.properties().contentType());
        data.put("contentLength", blob.length());
        data.put("blobType", blob.type().toString());
        data.put("url", url(target));
        data.put("sequencer", tx.sequencer());
        return data;
    }

    private static String url(BlobRequest target) {
        String name = URLEncoder.encode(target.address().blob().value(), StandardCharsets.UTF_8);
        return target.request().accountUrl() + "/" + target.address().container() + "/"
                + name.replace("+", "%20").replace("%2F", "/");
    }
}
