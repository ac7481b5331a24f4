package dev.nephelite.function.java.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSyntaxException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.annotations.SerializedName;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import dev.nephelite.function.java.json.AppJson.JsonLibrary;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gson with its default settings, as in Azure's Java worker, and with support for more types. */
public final class GsonLibrary implements JsonLibrary {
    private final Gson gson;

    public GsonLibrary() {
        GsonBuilder builder = new GsonBuilder().registerTypeAdapterFactory(new GsonTimes());
        if (!GsonRecords.areKnownTo(new Gson())) {
            builder.registerTypeAdapterFactory(new GsonRecords());
        }
        gson = builder.create();
    }

    @Override
    public @Nullable Object read(String json, Type type) {
        return gson.fromJson(json, type);
    }

    @Override
    public @Nullable Object readQuoted(String text, Type type) {
        return gson.fromJson(new JsonPrimitive(text), type);
    }

    @Override
    public List<String> texts(String json) {
        JsonElement document = gson.fromJson(json, JsonElement.class);
        List<String> texts = new ArrayList<>();
        if (document.isJsonArray()) {
            document.getAsJsonArray().forEach(element -> texts.add(text(element)));
        } else {
            texts.add(text(document));
        }
        return texts;
    }

    private static String text(JsonElement element) {
        boolean text = element.isJsonPrimitive() && element.getAsJsonPrimitive().isString();
        return text ? element.getAsString() : element.toString();
    }

    @Override
    public String write(Object value) {
        return gson.toJson(value);
    }

    /** Writes and reads the types of {@code java.time} as ISO text, with their own methods. */
    private static final class GsonTimes implements TypeAdapterFactory {
        @Override
        public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
            Class<? super T> raw = type.getRawType();
            boolean time = raw.getPackageName().equals("java.time") && !raw.isEnum();
            return time ? new Text<>(raw) : null;
        }

        private static final class Text<T> extends TypeAdapter<@Nullable T> {
            private final Class<? super T> type;

            Text(Class<? super T> type) {
                this.type = type;
            }

            @Override
            public void write(JsonWriter out, @Nullable T value) throws IOException {
                out.value(value == null ? null : value.toString());
            }

            @Override
            public @Nullable T read(JsonReader in) throws IOException {
                if (in.peek() == JsonToken.NULL) {
                    in.nextNull();
                    return null;
                }
                return parsed(in.nextString());
            }

            /** Calls the type's {@code parse}, or {@code of} if it has no such method. */
            @SuppressWarnings("unchecked")
            private T parsed(String text) {
                try {
                    return (T) parser().invoke(null, text);
                } catch (InvocationTargetException refused) {
                    throw new JsonSyntaxException(refused.getTargetException());
                } catch (ReflectiveOperationException unreadable) {
                    throw new JsonSyntaxException("A " + type.getName() + " cannot be read from a text", unreadable);
                }
            }

            private Method parser() throws NoSuchMethodException {
                try {
                    return type.getMethod("parse", CharSequence.class);
                } catch (NoSuchMethodException zone) {
                    return type.getMethod("of", String.class);
                }
            }
        }
    }

    /** Reads records for versions of Gson that do not support them; they can write records. */
    private static final class GsonRecords implements TypeAdapterFactory {
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
            return type.getRawType().isRecord()
                    ? new Components<>(gson, gson.getDelegateAdapter(this, type), type)
                    : null;
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

            /** Null, or the zero of a primitive type. */
            private static @Nullable Object nothing(Class<?> type) {
                return Array.get(Array.newInstance(type, 1), 0);
            }
        }
    }
}
