package dev.nephelite.function.expression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nephelite.function.worker.TypedData;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what a dotted name means in the metadata of a trigger. */
final class MetadataLookup {
    private static final ObjectMapper JSON = new ObjectMapper();

    private MetadataLookup() {}

    /** Returns the value as text, an empty one for null, or null when nothing has that name. */
    static @Nullable String find(String name, Map<String, TypedData> metadata) {
        TypedData whole = metadata.get(name);
        if (whole != null) {
            return text(whole);
        }
        int dot = name.indexOf('.');
        TypedData root = dot < 0 ? null : metadata.get(name.substring(0, dot));
        if (!(root instanceof TypedData.Json json)) {
            return null;
        }
        JsonNode node = parse(json.value());
        for (String step : name.substring(dot + 1).split("\\.", -1)) {
            node = node == null ? null : child(node, step);
        }
        return node == null ? null : text(node);
    }

    private static @Nullable JsonNode child(JsonNode node, String name) {
        JsonNode exact = node.get(name);
        if (exact != null) {
            return exact;
        }
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            if (property.getKey().equalsIgnoreCase(name)) {
                return property.getValue();
            }
        }
        return null;
    }

    private static String text(TypedData value) {
        if (value instanceof TypedData.Text text) {
            return text.value();
        }
        if (value instanceof TypedData.Json json) {
            return text(parse(json.value()));
        }
        if (value instanceof TypedData.Int number) {
            return Long.toString(number.value());
        }
        if (value instanceof TypedData.Real number) {
            return Double.toString(number.value());
        }
        return "";
    }

    private static String text(JsonNode node) {
        return node.isNull() ? "" : node.isValueNode() ? node.asText() : node.toString();
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("Trigger metadata is not JSON: " + json, broken);
        }
    }
}
