package dev.nephelite.function.worker;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Teaches Jackson the types that Gson treats in a way of its own. */
final class GsonModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    GsonModule() {
        super("gson");
        addSerializer(byte[].class, new NumberPerByte());
        addDeserializer(Object.class, new Untyped());
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addSerializers(new IsoTimes.Writing());
        context.addDeserializers(new IsoTimes.Reading());
        context.addValueInstantiators(new BareInstances());
    }

    /** Bytes are a list of numbers; Base64 is Jackson's habit. */
    private static final class NumberPerByte extends JsonSerializer<byte[]> {
        @Override
        public void serialize(byte[] bytes, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeStartArray();
            for (byte each : bytes) {
                generator.writeNumber(each);
            }
            generator.writeEndArray();
        }
    }

    /** Where nobody says which type is wanted, every number is a {@link Double}. */
    private static final class Untyped extends JsonDeserializer<Object> {
        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return plain(context.readTree(parser));
        }

        private static @Nullable Object plain(JsonNode node) {
            if (node.isObject()) {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                node.properties().forEach(property -> object.put(property.getKey(), plain(property.getValue())));
                return object;
            }
            if (node.isArray()) {
                List<@Nullable Object> list = new ArrayList<>();
                node.forEach(element -> list.add(plain(element)));
                return list;
            }
            if (node.isNumber()) {
                return node.doubleValue();
            }
            return node.isNull() ? null : node.isBoolean() ? (Object) node.booleanValue() : node.asText();
        }
    }
}
