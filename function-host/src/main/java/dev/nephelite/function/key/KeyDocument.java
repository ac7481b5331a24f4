package dev.nephelite.function.key;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.json.DotNetJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys that are stored in one document, in the format of the cloud: a list for each ring, and a single master key. Other
 * content of a document is preserved. Immutable.
 */
final class KeyDocument {
    /** A document without keys. */
    static final KeyDocument EMPTY = new KeyDocument(JsonNodeFactory.instance.objectNode());

    private static final String NAME = "name";
    private static final String VALUE = "value";
    private static final String ENCRYPTED = "encrypted";

    /** The name of the master key in a document; everywhere else it is {@link AppKeys#MASTER}. */
    private static final String MASTER_NAME = "master";

    private final ObjectNode json;

    private KeyDocument(ObjectNode json) {
        this.json = json;
    }

    /**
     * Parses a document.
     *
     * @param location the location for messages
     * @throws InvalidAppException if the document is invalid, or has encrypted keys
     */
    static KeyDocument parse(String content, String location) {
        JsonNode json = DotNetJson.parse(content)
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new InvalidAppException("The keys in " + location
                        + " cannot be read: it is not a JSON object. Delete it; the host then creates new keys."));
        List<JsonNode> encrypted = new ArrayList<>(json.findParents(ENCRYPTED));
        encrypted.removeIf(key -> !key.get(ENCRYPTED).asBoolean());
        if (!encrypted.isEmpty()) {
            throw new InvalidAppException(
                    ("The key '%s' in %s is encrypted, and only the site in Azure that wrote it can"
                                    + " read it. Delete it, so that the host creates new keys, or give this host another id"
                                    + " in the setting AzureFunctionsWebHost__hostid.")
                            .formatted(encrypted.get(0).path(NAME).asText(), location));
        }
        return new KeyDocument((ObjectNode) json);
    }

    /** Whether the document has the ring, possibly without keys. */
    boolean has(KeyRing ring) {
        return json.hasNonNull(ring.member());
    }

    /** The values of the keys by name. */
    Map<String, String> keys(KeyRing ring) {
        Map<String, String> keys = new LinkedHashMap<>();
        JsonNode found = json.path(ring.member());
        Iterable<JsonNode> each = ring.isMaster() ? List.of(found) : found;
        for (JsonNode key : each) {
            if (key.path(VALUE).isTextual()) {
                keys.put(
                        ring.isMaster() ? AppKeys.MASTER : key.path(NAME).asText(),
                        key.path(VALUE).asText());
            }
        }
        return keys;
    }

    /** This document with a key, which replaces one of the same name. */
    KeyDocument with(KeyRing ring, String name, String value) {
        ObjectNode key = JsonNodeFactory.instance.objectNode();
        key.put(NAME, ring.isMaster() ? MASTER_NAME : name);
        key.put(VALUE, value);
        key.put(ENCRYPTED, false);
        ObjectNode changed = json.deepCopy();
        if (ring.isMaster()) {
            changed.set(ring.member(), key);
        } else {
            changed.set(ring.member(), others(ring, name).add(key));
        }
        return new KeyDocument(changed);
    }

    /** This document without keys of that name; the ring exists in any case. */
    KeyDocument without(KeyRing ring, String name) {
        ObjectNode changed = json.deepCopy();
        changed.set(ring.member(), others(ring, name));
        return new KeyDocument(changed);
    }

    private ArrayNode others(KeyRing ring, String name) {
        ArrayNode others = JsonNodeFactory.instance.arrayNode();
        for (JsonNode key : json.path(ring.member())) {
            if (!key.path(NAME).asText().equalsIgnoreCase(name)) {
                others.add(key);
            }
        }
        return others;
    }

    /** The document to store, with the properties of the host that stores it. */
    String signed(Map<String, String> signature) {
        ObjectNode signed = json.deepCopy();
        signature.forEach(signed::put);
        return DotNetJson.indented(signed.toString());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyDocument document && json.equals(document.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }
}
