package dev.nephelite.function.trigger.blob;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.client.StorageAccount;
import dev.nephelite.function.expression.PathPattern;
import dev.nephelite.function.json.DotNetJson;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.RecordedContent;
import dev.nephelite.function.trigger.TriggerEvent;
import dev.nephelite.function.worker.TypedData;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A function with a blob trigger.
 *
 * @param account that contains the blobs
 * @param eventGridOnly whether blobs are announced by Event Grid only and never scanned for
 */
record BlobFunction(FunctionDefinition function, PathPattern pattern, StorageAccount account, boolean eventGridOnly) {
    /** The detail of a run that says when the blob was written. */
    static final String LAST_MODIFIED = "BlobLastModified";

    private static final String ID_PREFIX = "Host.Functions.";
    private static final DateTimeFormatter TO_THE_SECOND = utc("yyyy-MM-dd'T'HH:mm:ssxxx");
    private static final DateTimeFormatter TO_THE_MILLISECOND = utc("yyyy-MM-dd'T'HH:mm:ss.SSSxxx");

    static BlobFunction of(FunctionDefinition function, HostContext host) {
        BindingDefinition binding = function.trigger();
        String path = host.app().settings().resolve(binding.requireText("path"));
        StorageAccount account = host.storage().account(binding.text("connection"));
        boolean eventGridOnly = binding.text("source", "").equalsIgnoreCase("EventGrid");
        return new BlobFunction(function, pattern(path), account, eventGridOnly);
    }

    private static PathPattern pattern(String path) {
        try {
            return PathPattern.parse(path);
        } catch (IllegalArgumentException refused) {
            throw new InvalidAppException(String.valueOf(refused.getMessage()), refused);
        }
    }

    /** The id of the function in storage. */
    String id() {
        return ID_PREFIX + function.name();
    }

    /** The name of the function with that id in storage. */
    static String nameOf(String id) {
        return id.startsWith(ID_PREFIX) ? id.substring(ID_PREFIX.length()) : id;
    }

    boolean matches(FoundBlob blob) {
        return pattern.match(blob.container(), blob.name()).isPresent();
    }

    /**
     * The trigger of a blob that was found.
     *
     * @param metadata of the blob, its names in the case in which they were set
     * @see <a href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-blob-trigger#metadata">Blob
     *     metadata</a>
     */
    TriggerEvent triggerEvent(
            FoundBlob found,
            BlobClient.Properties blob,
            Map<String, String> metadata,
            TypedData value,
            QueueClient.Message message) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("MessageId", message.id());
        details.put("DequeueCount", Long.toString(message.dequeueCount()));
        details.put("InsertedOn", TO_THE_MILLISECOND.format(message.insertedOn()));
        details.put("BlobCreated", TO_THE_MILLISECOND.format(blob.createdOn()));
        details.put(LAST_MODIFIED, lastModified(blob));
        String source = eventGridOnly ? "EventGrid" : "LogsAndContainerScan";
        String reason = "New blob detected(" + source + "): " + found.path();
        Map<String, TypedData> known = known(found.container(), found.name(), blob, metadata);
        return new TriggerEvent(reason, details, value, known, message.cause());
    }

    /** When a blob was written, as the detail {@value #LAST_MODIFIED} of a run has it. */
    static String lastModified(BlobClient.Properties blob) {
        return TO_THE_MILLISECOND.format(blob.lastModified());
    }

    /** The trigger of a blob whose path a user enters. */
    TriggerEvent manualEvent(
            String container, String name, BlobClient.Blob blob, Map<String, String> metadata, boolean binary) {
        Map<String, TypedData> known = known(container, name, blob.properties(), metadata);
        return new TriggerEvent(TriggerEvent.MANUAL, Map.of(), value(blob, binary), known);
    }

    /** The content of a whole blob, as bytes or as text. */
    static TypedData value(BlobClient.Blob blob, boolean binary) {
        return binary
                ? new TypedData.Bytes(blob.content())
                : new TypedData.Text(new String(blob.content(), StandardCharsets.UTF_8));
    }

    /**
     * The content of the blob for which the function has run.
     *
     * @param earlier the trigger of that run
     * @throws IllegalArgumentException if the blob does not exist any more or was written since then
     */
    byte[] unchangedContent(TriggerEvent earlier) {
        String path = RecordedContent.text(earlier.metadata().getOrDefault("BlobTrigger", TypedData.NONE));
        String etag = DotNetJson.parse(
                        RecordedContent.text(earlier.metadata().getOrDefault("Properties", TypedData.NONE)))
                .map(properties -> properties.path("ETag").asText())
                .orElse("");
        int slash = path.indexOf('/');
        if (slash < 0 || etag.isEmpty()) {
            throw new IllegalArgumentException(
                    "its record has only the beginning of the blob, and does not say which blob it was.");
        }
        return account.blobs()
                .get(path.substring(0, slash), path.substring(slash + 1))
                .filter(blob -> blob.properties().etag().toString().equals(etag))
                .map(BlobClient.Blob::content)
                .orElseThrow(() -> new IllegalArgumentException("its record does not have the content of the blob '"
                        + path + "', and the blob was deleted or written again since then."));
    }

    private Map<String, TypedData> known(
            String container, String name, BlobClient.Properties blob, Map<String, String> blobMetadata) {
        Map<String, TypedData> known = new LinkedHashMap<>();
        known.put("BlobTrigger", new TypedData.Text(container + "/" + name));
        String uri = account.blobs().uri(container, name).toString();
        known.put("Uri", new TypedData.Text(uri));
        known.put("Properties", new TypedData.Json(json(blob, blobMetadata).toString()));
        known.put("Metadata", new TypedData.Json(json(blobMetadata).toString()));
        pattern.match(container, name)
                .ifPresent(
                        captures -> captures.forEach((capture, text) -> known.put(capture, new TypedData.Text(text))));
        return known;
    }

    private static ObjectNode json(BlobClient.Properties properties, Map<String, String> metadata) {
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
