package dev.nephelite.function.trigger.blob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nephelite.emulator.value.ETag;
import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.trigger.eventgrid.GridEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** One version of a blob that was found. */
record FoundBlob(String container, String name, ETag etag, String blobType) {
    private static final String CREATED = "Microsoft.Storage.BlobCreated";
    private static final String CONTAINERS = "/containers/";
    private static final String BLOBS = "/blobs/";

    /** The blob of a {@code BlobCreated} event; empty for other events. */
    static Optional<FoundBlob> in(StorageEvent event) {
        return event.type().equals(CREATED)
                ? in(
                        event.subject(),
                        event.data().getOrDefault("eTag", ""),
                        event.data().getOrDefault("blobType", "BlockBlob"))
                : Optional.empty();
    }

    /** The blob that an event of any type is about. */
    static Optional<FoundBlob> in(GridEvent event) {
        return in(
                event.subject(),
                event.data().path("eTag").asText(),
                event.data().path("blobType").asText("BlockBlob"));
    }

    private static Optional<FoundBlob> in(String subject, String etag, String blobType) {
        int container = subject.indexOf(CONTAINERS);
        int blob = subject.indexOf(BLOBS, Math.max(container, 0));
        if (container < 0 || blob < 0) {
            return Optional.empty();
        }
        return Optional.of(new FoundBlob(
                subject.substring(container + CONTAINERS.length(), blob),
                subject.substring(blob + BLOBS.length()),
                ETag.parse(etag),
                blobType));
    }

    String path() {
        return container + "/" + name;
    }

    /** The queue message that stores the run of a function for a blob. */
    record Message(String functionId, FoundBlob blob) {
        private static final ObjectMapper JSON = new ObjectMapper();
        private static final String TYPE = "BlobTrigger";

        /** Parses the text of a message; empty if it was not written by {@link #text}. */
        static Optional<Message> parse(String text) {
            try {
                JsonNode json = JSON.readTree(Base64.getDecoder().decode(text));
                if (!json.path("Type").asText().equals(TYPE)) {
                    return Optional.empty();
                }
                FoundBlob blob = new FoundBlob(
                        json.path("ContainerName").asText(),
                        json.path("BlobName").asText(),
                        ETag.parse(json.path("ETag").asText()),
                        json.path("BlobType").asText());
                return Optional.of(new Message(json.path("FunctionId").asText(), blob));
            } catch (IOException | IllegalArgumentException notOurs) {
                return Optional.empty();
            }
        }

        /** The text of the message, in Base64. */
        String text() {
            String json = JSON.createObjectNode()
                    .put("Type", TYPE)
                    .put("FunctionId", functionId)
                    .put("BlobType", blob.blobType())
                    .put("ContainerName", blob.container())
                    .put("BlobName", blob.name())
                    .put("ETag", blob.etag().toString())
                    .toString();
            return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        }
    }
}
