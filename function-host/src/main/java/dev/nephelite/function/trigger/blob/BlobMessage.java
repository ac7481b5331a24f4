package dev.nephelite.function.trigger.blob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nephelite.emulator.value.ETag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The message by which the host remembers that a function has to be run for a blob. */
record BlobMessage(String functionId, FoundBlob blob) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE = "BlobTrigger";

    /** Reads the text of a message; nothing when it is not one of ours. */
    static Optional<BlobMessage> parse(String text) {
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
            return Optional.of(new BlobMessage(json.path("FunctionId").asText(), blob));
        } catch (IOException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /** The text of the message, in base64. */
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
