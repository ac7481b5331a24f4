package dev.nephelite.cloud.azurite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.blob.model.BlobName;
import dev.nephelite.emulator.auth.ResourceAccess.StoredAccessPolicy;
import dev.nephelite.emulator.service.StoredAccessPolicyList;
import dev.nephelite.emulator.service.StoredAccessPolicyList.SignedIdentifier;
import dev.nephelite.emulator.value.Metadata;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A JSON object in a file of Azurite. What is wrong with it is an {@link AzuriteDataException}. */
final class AzuriteRecord {
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** The times that the headers of HTTP can express. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private final Path file;
    private final JsonNode node;

    AzuriteRecord(Path file, JsonNode node) {
        this.file = file;
        this.node = node;
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** A text without control characters, because responses have it in a header. */
    String text(String name) {
        return printable(name, require(name).asText());
    }

    /** The same, or null if it is absent or empty. */
    @Nullable
    String optionalText(String name) {
        String text = printable(name, node.path(name).asText(""));
        return text.isEmpty() ? null : text;
    }

    private String printable(String name, String text) {
        if (hasControlCharacter(text)) {
            throw new AzuriteDataException(file, "\"" + name + "\" has a control character in " + this);
        }
        return text;
    }

    private static boolean hasControlCharacter(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /** A value that the model of the services checks. */
    <T> T value(String name, Function<String, T> parse) {
        return parsed(name, text(name), parse);
    }

    /** The name of a blob, which may have any characters. */
    BlobName blobName(String name) {
        return parsed(name, require(name).asText(), BlobName::new);
    }

    private <T> T parsed(String name, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (RuntimeException invalid) {
            throw new AzuriteDataException(file, "\"" + name + "\" has an invalid value, " + text, invalid);
        }
    }

    <T> @Nullable T optionalValue(String name, Function<String, T> parse) {
        return optionalText(name) == null ? null : value(name, parse);
    }

    long number(String name) {
        JsonNode number = require(name);
        if (!number.canConvertToLong()) {
            throw new AzuriteDataException(file, "\"" + name + "\" is no number in " + this);
        }
        return number.longValue();
    }

    long number(String name, long otherwise) {
        return has(name) ? number(name) : otherwise;
    }

    boolean flag(String name) {
        return node.path(name).asBoolean();
    }

    Instant instant(String name) {
        return value(name, AzuriteRecord::instantOf);
    }

    @Nullable
    Instant optionalInstant(String name) {
        return optionalValue(name, AzuriteRecord::instantOf);
    }

    AzuriteRecord record(String name) {
        return new AzuriteRecord(file, require(name));
    }

    Stream<AzuriteRecord> records(String name) {
        return StreamSupport.stream(node.path(name).spliterator(), false).map(part -> new AzuriteRecord(file, part));
    }

    Metadata metadata() {
        Map<String, String> pairs = new LinkedHashMap<>();
        node.path("metadata").properties().forEach(pair -> {
            String value = pair.getValue().asText();
            if (!HEADER_NAME.matcher(pair.getKey()).matches() || hasControlCharacter(value)) {
                throw new AzuriteDataException(file, "the metadata '" + pair.getKey() + "' is not a header in " + this);
            }
            pairs.put(pair.getKey(), value);
        });
        return new Metadata(pairs);
    }

    /** The stored access policies of a container or queue. */
    StoredAccessPolicyList policies(String name) {
        return new StoredAccessPolicyList(records(name)
                .map(identifier -> {
                    AzuriteRecord policy = identifier.record("accessPolicy");
                    return new SignedIdentifier(
                            identifier.text("id"),
                            new StoredAccessPolicy(
                                    policy.optionalInstant("start"),
                                    policy.optionalInstant("expiry"),
                                    policy.optionalText("permission")));
                })
                .toList());
    }

    /** Bytes as Node.js writes a buffer or an array of bytes, or null if there are none. */
    byte @Nullable [] optionalBytes(String name) {
        JsonNode value = node.path(name);
        JsonNode numbers = value.has("data") ? value.path("data") : value;
        List<JsonNode> all = new ArrayList<>();
        numbers.forEach(all::add);
        if (all.isEmpty()) {
            return null;
        }
        byte[] bytes = new byte[all.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) all.get(i).intValue();
        }
        return bytes;
    }

    /** The failure to report if the record contradicts others. */
    AzuriteDataException wrong(String problem) {
        return new AzuriteDataException(file, problem);
    }

    /** The failure to report if a part of the record is invalid. */
    AzuriteDataException wrong(String problem, Throwable cause) {
        return new AzuriteDataException(file, problem, cause);
    }

    private JsonNode require(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            throw new AzuriteDataException(file, "\"" + name + "\" is missing in " + this);
        }
        return value;
    }

    /** Names the record in messages. */
    @Override
    public String toString() {
        String name = node.path("name").asText(node.path("messageId").asText(""));
        return name.isEmpty() ? "a record" : "the record of " + name;
    }

    private static Instant instantOf(String text) {
        try {
            Instant instant = Instant.parse(text);
            if (instant.isBefore(EARLIEST) || !instant.isBefore(END)) {
                throw new IllegalArgumentException("not a time between the years 1 and 9999: " + text);
            }
            return instant;
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException("not a time: " + text, malformed);
        }
    }
}
