package dev.nephelite.function.worker;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.ser.Serializers;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Writes and reads the types of {@code java.time} as the ISO texts that they print and parse themselves. */
final class IsoTimes {
    private IsoTimes() {}

    static final class Writing extends Serializers.Base {
        @Override
        public @Nullable JsonSerializer<?> findSerializer(
                SerializationConfig config, JavaType type, BeanDescription description) {
            return isTime(type.getRawClass()) ? ToStringSerializer.instance : null;
        }
    }

    static final class Reading extends Deserializers.Base {
        @Override
        public @Nullable JsonDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription description) {
            return isTime(type.getRawClass()) ? new Parsing(type.getRawClass()) : null;
        }

        @Override
        public boolean hasDeserializerFor(DeserializationConfig config, Class<?> valueType) {
            return isTime(valueType);
        }
    }

    private static boolean isTime(Class<?> type) {
        return type.getPackageName().equals("java.time") && !type.isEnum();
    }

    /** Calls the type's own {@code parse}, or {@code of} where that is what reads a text. */
    private static final class Parsing extends FromStringDeserializer<Object> {
        private static final long serialVersionUID = 1L;

        Parsing(Class<?> type) {
            super(type);
        }

        @Override
        protected Object _deserialize(String text, DeserializationContext context) throws IOException {
            try {
                return parser().invoke(null, text);
            } catch (InvocationTargetException refused) {
                String reason = String.valueOf(refused.getTargetException().getMessage());
                throw context.weirdStringException(text, handledType(), reason);
            } catch (ReflectiveOperationException unreadable) {
                throw context.weirdStringException(text, handledType(), "it cannot be read from a text");
            }
        }

        private Method parser() throws NoSuchMethodException {
            try {
                return handledType().getMethod("parse", CharSequence.class);
            } catch (NoSuchMethodException zone) {
                return handledType().getMethod("of", String.class);
            }
        }
    }
}
