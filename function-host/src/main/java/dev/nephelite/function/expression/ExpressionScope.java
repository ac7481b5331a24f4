package dev.nephelite.function.expression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nephelite.function.worker.TypedData;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The values that expressions may use during one invocation.
 *
 * @param metadata of the trigger, accessed only if an expression needs it
 * @param now the value of {@code {DateTime}}
 * @param uuids supplies a new value for every {@code {rand-guid}}
 */
public record ExpressionScope(String functionName, Map<String, TypedData> metadata, Instant now, Supplier<UUID> uuids) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The metadata of the trigger; names ignore case. */
    public Map<String, TypedData> triggerMetadata() {
        Map<String, TypedData> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        ignoringCase.putAll(metadata);
        return ignoringCase;
    }

    /**
     * Looks up a name in the metadata of the trigger, ignoring case; each dot of the name steps into a JSON object.
     *
     * @return the value as text, empty for a JSON null; null when nothing has that name
     */
    @Nullable
    String find(String name) {
        Map<String, TypedData> known = triggerMetadata();
        TypedData whole = known.get(name);
        if (whole != null) {
            return text(whole);
        }
        int dot = name.indexOf('.');
        TypedData root = dot < 0 ? null : known.get(name.substring(0, dot));
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
