package dev.nephelite.function.worker.json;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.annotations.SerializedName;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads records for a Gson that was made before there were any; writing them, it can itself. */
final class GsonRecords implements TypeAdapterFactory {
    private record Probe(int value) {}

    static boolean areKnownTo(Gson gson) {
        try {
            return gson.fromJson("{\"value\":1}", Probe.class).value() == 1;
        } catch (RuntimeException | AssertionError tooOld) {
            return false;
        }
    }

    @Override
    public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
        return type.getRawType().isRecord() ? new Components<>(gson, gson.getDelegateAdapter(this, type), type) : null;
    }

    private static final class Components<T> extends TypeAdapter<@Nullable T> {
        private final Gson gson;
        private final TypeAdapter<T> fields;
        private final RecordComponent[] components;
        private final Constructor<?> constructor;

        Components(Gson gson, TypeAdapter<T> fields, TypeToken<T> type) {
            this.gson = gson;
            this.fields = fields;
            this.components = type.getRawType().getRecordComponents();
            try {
                constructor = type.getRawType()
                        .getDeclaredConstructor(Arrays.stream(components)
                                .map(RecordComponent::getType)
                                .toArray(Class<?>[]::new));
                constructor.setAccessible(true);
            } catch (NoSuchMethodException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        public void write(JsonWriter out, @Nullable T value) throws IOException {
            fields.write(out, value);
        }

        @Override
        @SuppressWarnings("unchecked")
        public @Nullable T read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                return null;
            }
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (RecordComponent component : components) {
                values.put(component.getName(), nothing(component.getType()));
            }
            in.beginObject();
            while (in.hasNext()) {
                String name = in.nextName();
                RecordComponent component = component(name);
                if (component == null) {
                    in.skipValue();
                } else {
                    Object value = gson.fromJson(in, component.getGenericType());
                    values.put(component.getName(), value == null ? nothing(component.getType()) : value);
                }
            }
            in.endObject();
            try {
                return (T) constructor.newInstance(values.values().toArray());
            } catch (ReflectiveOperationException refused) {
                throw new JsonParseException("Cannot make a " + constructor.getName(), refused);
            }
        }

        private @Nullable RecordComponent component(String name) {
            return Arrays.stream(components)
                    .filter(component -> jsonName(component).equals(name))
                    .findFirst()
                    .orElse(null);
        }

        private static String jsonName(RecordComponent component) {
            try {
                SerializedName other = component
                        .getDeclaringRecord()
                        .getDeclaredField(component.getName())
                        .getAnnotation(SerializedName.class);
                return other == null ? component.getName() : other.value();
            } catch (NoSuchFieldException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        /** Returns null, or the zero of a primitive type. */
        private static @Nullable Object nothing(Class<?> type) {
            return Array.get(Array.newInstance(type, 1), 0);
        }
    }
}
