package dev.nephelite.function.binding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.function.json.DotNetJson;
import dev.nephelite.function.worker.TypedData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The messages that one value becomes: an array, even one written as text, is a message for each of its elements. */
final class QueueMessages {
    private QueueMessages() {}

    static List<byte[]> of(TypedData value) {
        if (value instanceof TypedData.Bytes bytes) {
            return List.of(bytes.value());
        }
        if (value instanceof TypedData.Stream stream) {
            try (InputStream content = stream.content()) {
                return List.of(content.readAllBytes());
            } catch (IOException broken) {
                throw new UncheckedIOException("The stream cannot be read: " + broken.getMessage(), broken);
            }
        }
        return texts(value).stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> texts(TypedData value) {
        if (value instanceof TypedData.Text text) {
            return elements(text.value()).orElse(List.of(text.value()));
        }
        if (value instanceof TypedData.Int number) {
            return List.of(Long.toString(number.value()));
        }
        if (value instanceof TypedData.Real number) {
            return List.of(DotNetJson.plain(number.value()));
        }
        if (value instanceof TypedData.Json json) {
            return elements(json.value())
                    .orElseGet(() -> List.of(DotNetJson.parse(json.value())
                            .filter(JsonNode::isValueNode)
                            .map(DotNetJson::plain)
                            .orElseGet(() -> DotNetJson.compact(json.value()))));
        }
        throw new IllegalArgumentException("An HTTP message cannot be a queue message.");
    }

    private static Optional<List<String>> elements(String document) {
        boolean maybe = document.stripLeading().startsWith("[");
        return maybe ? DotNetJson.parse(document).map(QueueMessages::elements) : Optional.empty();
    }

    private static List<String> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(DotNetJson::plain)
                .toList();
    }
}
