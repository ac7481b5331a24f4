package dev.nephelite.function.worker;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON for the classes of one app, read and written the way Azure's Java worker does it, which uses Gson: by fields,
 * private ones too, never by getters; unknown properties are ignored, nulls are not written.
 *
 * <p>Unlike there, {@code java.time} works, as ISO text. Belongs to one class loader, because it remembers classes.
 */
final class AppJson {
    private static final int TYPES_AT_FIRST = 16;
    private static final int MOST_TYPES = 200;

    private final JsonMapper mapper = JsonMapper.builder()
            // The cache that all mappers share would keep classes of apps that are long gone.
            .typeFactory(TypeFactory.defaultInstance().withCache(new LRUMap<>(TYPES_AT_FIRST, MOST_TYPES)))
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .defaultPropertyInclusion(JsonInclude.Value.construct(Include.NON_NULL, Include.NON_NULL))
            .annotationIntrospector(new GsonAnnotations())
            .addModule(new GsonModule())
            .enable(
                    JsonReadFeature.ALLOW_JAVA_COMMENTS,
                    JsonReadFeature.ALLOW_SINGLE_QUOTES,
                    JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    /** Reads a document; one without any content is null. */
    @Nullable
    Object read(String json, Type type) {
        if (json.isBlank()) {
            return null;
        }
        try {
            return mapper.readValue(json, mapper.constructType(type));
        } catch (JsonProcessingException refused) {
            throw mismatch(type, refused);
        }
    }

    /** Reads a document, or else takes the whole text as the value: {@code RED} is as good as {@code "RED"}. */
    @Nullable
    Object readText(String text, Type type) {
        try {
            return read(text, type);
        } catch (IllegalArgumentException notADocument) {
            if (text.startsWith("{") || text.startsWith("[")) {
                throw notADocument;
            }
            return readWhole(text, type);
        }
    }

    private @Nullable Object readWhole(String text, Type type) {
        try {
            return mapper.readerFor(mapper.constructType(type)).readValue(TextNode.valueOf(text));
        } catch (IOException refused) {
            throw mismatch(type, refused);
        }
    }

    /** Returns the elements of a list, or a document that is none as the only element. */
    List<JsonNode> elements(String document) {
        try {
            JsonNode node = mapper.readTree(document);
            return node.isArray() ? node.valueStream().toList() : List.of(node);
        } catch (JsonProcessingException broken) {
            throw mismatch(List.class, broken);
        }
    }

    String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException refused) {
            throw new IllegalArgumentException(
                    "Cannot write a " + value.getClass().getName() + " as JSON: " + refused.getMessage(), refused);
        }
    }

    private static IllegalArgumentException mismatch(Type type, IOException reason) {
        String detail =
                reason instanceof JsonProcessingException json ? json.getOriginalMessage() : reason.getMessage();
        return new IllegalArgumentException("Cannot read a " + type.getTypeName() + ": " + detail, reason);
    }
}
