package dev.nephelite.function.worker.json;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Writes and reads the types of {@code java.time} as the ISO texts that they print and parse themselves. */
final class GsonTimes implements TypeAdapterFactory {
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

        /** Calls the type's own {@code parse}, or {@code of} where that is what reads a text. */
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
