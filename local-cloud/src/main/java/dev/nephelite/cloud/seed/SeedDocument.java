package dev.nephelite.cloud.seed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.cloud.seed.Seed.Content;
import dev.nephelite.cloud.seed.Seed.SeedBlob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Test data as a JSON document, which docs/seed.schema.json describes.
 *
 * @param folder where the files are that the document names
 */
record SeedDocument(Path folder) {
    private static final JsonMapper JSON = new JsonMapper();

    static final String CONTAINERS = "containers";
    static final String QUEUES = "queues";
    static final String FOLDER = "folder";
    static final String BLOBS = "blobs";
    static final String TEXT = "text";
    static final String JSON_CONTENT = "json";
    static final String BASE64 = "base64";
    static final String FILE = "file";
    static final String CONTENT_TYPE = "contentType";
    static final String METADATA = "metadata";

    static final Set<String> OF_DOCUMENT = Set.of("$schema", CONTAINERS, QUEUES);
    static final Set<String> OF_CONTAINER = Set.of(FOLDER, BLOBS);
    static final Set<String> OF_BLOB = Set.of(TEXT, JSON_CONTENT, BASE64, FILE, CONTENT_TYPE, METADATA);
    private static final Set<String> CONTENTS = Set.of(TEXT, JSON_CONTENT, BASE64, FILE);

    Seed parse(String json) {
        JsonNode document = read(json);
        requireMembers(document, "The document", OF_DOCUMENT);
        Map<String, List<SeedBlob>> containers = new LinkedHashMap<>();
        members(document, CONTAINERS).forEach(each -> containers.put(each.getKey(), blobs(each)));
        Map<String, List<byte[]>> queues = new LinkedHashMap<>();
        members(document, QUEUES).forEach(each -> queues.put(each.getKey(), messages(each)));
        return new Seed(containers, queues);
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException malformed) {
            throw new InvalidSeedException("It is not valid JSON: " + malformed.getOriginalMessage(), malformed);
        }
    }

    private List<SeedBlob> blobs(Map.Entry<String, JsonNode> container) {
        String place = "The container '" + container.getKey() + "'";
        JsonNode content = container.getValue();
        requireMembers(content, place, OF_CONTAINER);
        List<SeedBlob> blobs = new ArrayList<>();
        if (content.has(FOLDER)) {
            blobs.addAll(ofFolder(place, text(content, FOLDER, place)));
        }
        members(content, BLOBS).forEach(each -> blobs.add(blob(container.getKey(), each)));
        return blobs;
    }

    private List<SeedBlob> ofFolder(String place, String name) {
        Path wanted = folder.resolve(name);
        if (!Files.isDirectory(wanted)) {
            throw new InvalidSeedException(place + ": there is no folder " + wanted + ".");
        }
        try {
            return SeedFolder.blobs(wanted);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + wanted + ": " + unreadable, unreadable);
        }
    }

    private SeedBlob blob(String container, Map.Entry<String, JsonNode> blob) {
        String name = blob.getKey();
        String place = "The blob '" + container + "/" + name + "'";
        JsonNode value = blob.getValue();
        if (value.isTextual()) {
            return new SeedBlob(name, Content.of(value.asText()), SeedFolder.contentType(name));
        }
        requireMembers(value, place, OF_BLOB);
        if (CONTENTS.stream().filter(value::has).count() != 1) {
            throw new InvalidSeedException(place + " has to have exactly one of text, json, base64 and file.");
        }
        Map<String, String> headers = new HashMap<>(SeedFolder.contentType(name));
        if (value.has(JSON_CONTENT)) {
            headers.put(SeedFolder.CONTENT_TYPE, "application/json");
        }
        if (value.has(CONTENT_TYPE)) {
            headers.put(SeedFolder.CONTENT_TYPE, text(value, CONTENT_TYPE, place));
        }
        members(value, METADATA)
                .forEach(each -> headers.put("x-ms-meta-" + each.getKey(), text(each.getValue(), place)));
        return new SeedBlob(name, content(value, place), headers);
    }

    private Content content(JsonNode blob, String place) {
        if (blob.has(JSON_CONTENT)) {
            return Content.of(blob.path(JSON_CONTENT).toString());
        }
        if (blob.has(TEXT)) {
            return Content.of(text(blob, TEXT, place));
        }
        if (blob.has(BASE64)) {
            try {
                return Content.of(Base64.getDecoder().decode(text(blob, BASE64, place)));
            } catch (IllegalArgumentException malformed) {
                throw new InvalidSeedException(place + ": the value of base64 is not Base64.", malformed);
            }
        }
        Path file = folder.resolve(text(blob, FILE, place));
        if (!Files.isRegularFile(file)) {
            throw new InvalidSeedException(place + ": there is no file " + file + ".");
        }
        return () -> Files.newInputStream(file);
    }

    private static List<byte[]> messages(Map.Entry<String, JsonNode> queue) {
        JsonNode messages = queue.getValue();
        if (!messages.isArray()) {
            throw new InvalidSeedException("The queue '" + queue.getKey() + "' has to be an array of messages.");
        }
        List<byte[]> contents = new ArrayList<>();
        messages.forEach(message -> {
            String content = message.isTextual() ? message.asText() : message.toString();
            contents.add(content.getBytes(StandardCharsets.UTF_8));
        });
        return contents;
    }

    private static Set<Map.Entry<String, JsonNode>> members(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (!value.isMissingNode() && !value.isObject()) {
            throw new InvalidSeedException("The value of " + name + " has to be an object.");
        }
        return value.properties();
    }

    private static String text(JsonNode object, String member, String place) {
        JsonNode value = object.path(member);
        if (!value.isTextual()) {
            throw new InvalidSeedException(place + ": the value of " + member + " has to be a text.");
        }
        return value.asText();
    }

    private static String text(JsonNode value, String place) {
        if (!value.isTextual()) {
            throw new InvalidSeedException(place + ": values of metadata have to be texts.");
        }
        return value.asText();
    }

    private static void requireMembers(JsonNode object, String place, Set<String> known) {
        if (!object.isObject()) {
            throw new InvalidSeedException(place + " has to be an object.");
        }
        object.fieldNames().forEachRemaining(member -> {
            if (!known.contains(member)) {
                throw new InvalidSeedException(place + " has a member '" + member + "'. It can have "
                        + String.join(", ", known.stream().sorted().toList()) + ".");
            }
        });
    }
}
