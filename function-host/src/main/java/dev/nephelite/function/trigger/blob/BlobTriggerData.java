package dev.nephelite.function.trigger.blob;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.function.client.BlobItem;
import dev.nephelite.function.client.QueueMessage;
import dev.nephelite.function.client.RemoteBlobProperties;
import dev.nephelite.function.trigger.Trigger;
import dev.nephelite.function.worker.TypedData;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a function is told of a blob.
 *
 * @see <a href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-blob-trigger#metadata">Blob
 *     metadata</a>
 */
final class BlobTriggerData {
    private static final DateTimeFormatter TO_THE_SECOND = utc("yyyy-MM-dd'T'HH:mm:ssxxx");
    private static final DateTimeFormatter TO_THE_MILLISECOND = utc("yyyy-MM-dd'T'HH:mm:ss.SSSxxx");

    private BlobTriggerData() {}

    /**
     * Makes the trigger of a blob that was found.
     *
     * @param metadata of the blob, its names as they were written
     */
    static Trigger of(
            BlobFunction function,
            FoundBlob found,
            RemoteBlobProperties blob,
            Map<String, String> metadata,
            TypedData value,
            QueueMessage message) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("MessageId", message.id());
        details.put("DequeueCount", Long.toString(message.dequeueCount()));
        details.put("InsertedOn", TO_THE_MILLISECOND.format(message.insertedOn()));
        details.put("BlobCreated", TO_THE_MILLISECOND.format(blob.createdOn()));
        details.put("BlobLastModified", TO_THE_MILLISECOND.format(blob.lastModified()));
        String source = function.pushedOnly() ? "EventGrid" : "LogsAndContainerScan";
        String reason = "New blob detected(" + source + "): " + found.path();
        Map<String, TypedData> known = known(function, found.container(), found.name(), blob, metadata);
        return new Trigger(reason, details, value, known);
    }

    static Trigger byHand(
            BlobFunction function,
            String container,
            String name,
            BlobItem blob,
            Map<String, String> metadata,
            boolean binary) {
        Map<String, TypedData> known = known(function, container, name, blob.properties(), metadata);
        return new Trigger(Trigger.BY_HAND, Map.of(), value(blob, binary), known);
    }

    /** A whole blob, as bytes or as text. */
    static TypedData value(BlobItem blob, boolean binary) {
        return binary
                ? new TypedData.Bytes(blob.content())
                : new TypedData.Text(new String(blob.content(), StandardCharsets.UTF_8));
    }

    private static Map<String, TypedData> known(
            BlobFunction function,
            String container,
            String name,
            RemoteBlobProperties blob,
            Map<String, String> blobMetadata) {
        Map<String, TypedData> known = new LinkedHashMap<>();
        known.put("BlobTrigger", new TypedData.Text(container + "/" + name));
        String uri = function.account().blobs().uri(container, name).toString();
        known.put("Uri", new TypedData.Text(uri));
        known.put("Properties", new TypedData.Json(json(blob, blobMetadata).toString()));
        known.put("Metadata", new TypedData.Json(json(blobMetadata).toString()));
        function.pattern()
                .match(container, name)
                .ifPresent(
                        captures -> captures.forEach((capture, text) -> known.put(capture, new TypedData.Text(text))));
        return known;
    }

    private static ObjectNode json(RemoteBlobProperties properties, Map<String, String> metadata) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("LastModified", moment(properties.lastModified()))
                .put("CreatedOn", moment(properties.createdOn()))
                .put("BlobType", properties.blobType())
                .put("ContentLength", properties.contentLength())
                .put("ContentType", properties.contentType())
                .put("ETag", properties.etag().toString());
        json.set("Metadata", json(metadata));
        return json;
    }

    private static ObjectNode json(Map<String, String> texts) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        texts.forEach(json::put);
        return json;
    }

    private static String moment(Instant moment) {
        return TO_THE_SECOND.format(moment);
    }

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
