package dev.nephelite.function.java.worker;

import com.microsoft.azure.functions.HttpRequestMessage;
import dev.nephelite.function.java.json.AppJson;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.TypedData.Bytes;
import dev.nephelite.function.worker.TypedData.Int;
import dev.nephelite.function.worker.TypedData.Json;
import dev.nephelite.function.worker.TypedData.Real;
import dev.nephelite.function.worker.TypedData.Request;
import dev.nephelite.function.worker.TypedData.Stream;
import dev.nephelite.function.worker.TypedData.Text;
import dev.nephelite.function.worker.Worker.ContentForm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Converts input data to the types of a function's parameters, as Azure's Java worker does. */
final class InputConverter {
    private static final Map<Type, Function<String, Object>> NUMBERS = Map.of(
            Byte.class, Byte::valueOf,
            Short.class, Short::valueOf,
            Integer.class, Integer::valueOf,
            Long.class, Long::valueOf,
            Float.class, Float::valueOf,
            Double.class, Double::valueOf);

    private final AppJson json;

    InputConverter(AppJson json) {
        this.json = json;
    }

    /**
     * Converts {@code value} to {@code target}, which may be an {@link Optional}.
     *
     * @throws IllegalArgumentException if it cannot be converted
     */
    @Nullable
    Object convert(TypedData value, Type target) {
        if (raw(target) == Optional.class) {
            return value == TypedData.NONE ? Optional.empty() : Optional.ofNullable(convert(value, argument(target)));
        }
        if (target instanceof Class<?> type && type.isPrimitive()) {
            return primitive(value, type);
        }
        if (value instanceof Text text) {
            return fromText(text.value(), target);
        }
        if (value instanceof Json document) {
            return fromJson(document.value(), target);
        }
        if (value instanceof Bytes bytes) {
            return fromBytes(bytes.value(), target);
        }
        if (value instanceof Stream stream) {
            return fromStream(stream.content(), target);
        }
        if (value instanceof Int number) {
            return fromText(Long.toString(number.value()), target == Object.class ? Long.class : target);
        }
        if (value instanceof Real number) {
            return fromReal(number.value(), target);
        }
        return value instanceof Request request ? fromRequest(request, target) : null;
    }

    private Object primitive(TypedData value, Class<?> type) {
        Object converted = convert(value, MethodType.methodType(type).wrap().returnType());
        if (converted == null) {
            throw new IllegalArgumentException("There is no value, and '" + type + "' cannot be null.");
        }
        return converted;
    }

    private @Nullable Object fromText(String text, Type target) {
        if (target == String.class || target == Object.class) {
            return text;
        }
        if (isBytes(target)) {
            return fromBytes(text.getBytes(StandardCharsets.UTF_8), target);
        }
        Function<String, Object> number = NUMBERS.get(target);
        return number == null ? json.readText(text, target) : number(text, target, number);
    }

    private static boolean isBytes(Type target) {
        return target == byte[].class || target == Byte[].class || target == InputStream.class;
    }

    private static Object number(String text, Type target, Function<String, Object> parser) {
        try {
            return parser.apply(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a number that fits " + target.getTypeName() + ".", notANumber);
        }
    }

    private @Nullable Object fromJson(String document, Type target) {
        if (target == String.class) {
            return document;
        }
        if (isBytes(target)) {
            return fromBytes(document.getBytes(StandardCharsets.UTF_8), target);
        }
        return target == String[].class ? json.texts(document) : json.read(document, target);
    }

    private @Nullable Object fromBytes(byte[] bytes, Type target) {
        if (target == byte[].class || target == Object.class) {
            return bytes;
        }
        if (target == InputStream.class) {
            return new ByteArrayInputStream(bytes);
        }
        if (target == Byte[].class) {
            Byte[] boxed = new Byte[bytes.length];
            for (int index = 0; index < bytes.length; index++) {
                boxed[index] = bytes[index];
            }
            return boxed;
        }
        return fromText(new String(bytes, StandardCharsets.UTF_8), target);
    }

    /** Bindings pass a stream only if {@link #contentForm} is a stream; for another target it is read to its end. */
    private @Nullable Object fromStream(InputStream content, Type target) {
        if (target == InputStream.class) {
            return content;
        }
        try {
            return fromBytes(content.readAllBytes(), target);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The form in which a parameter of that type takes its content, also inside an {@link Optional} or an HTTP request. */
    static ContentForm contentForm(Type type) {
        if (raw(type) == HttpRequestMessage.class || raw(type) == Optional.class) {
            return contentForm(argument(type));
        }
        if (type == InputStream.class) {
            return ContentForm.STREAM;
        }
        return isBytes(type) ? ContentForm.BYTES : ContentForm.VALUE;
    }

    private @Nullable Object fromReal(double number, Type target) {
        if (target == Double.class || target == Object.class) {
            return number;
        }
        return target == Float.class ? (Object) (float) number : fromText(Double.toString(number), target);
    }

    private @Nullable Object fromRequest(Request request, Type target) {
        if (raw(target) != HttpRequestMessage.class) {
            return convert(request.body(), target);
        }
        Type body = argument(target);
        return new WorkerHttpRequest<>(request, convert(request.body(), body));
    }

    private static Type raw(Type type) {
        return type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type;
    }

    /** The type argument, or the bound of a wildcard, or {@link Object} if there is none. */
    private static Type argument(Type type) {
        Type argument = type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : Object.class;
        if (argument instanceof WildcardType wildcard) {
            return wildcard.getUpperBounds()[0];
        }
        return argument instanceof TypeVariable<?> ? Object.class : argument;
    }

    /** Converts a JSON string to plain text if {@code target} is text; returns all other data unchanged. */
    TypedData unquoted(TypedData value, Type target) {
        boolean text = target == String.class || (raw(target) == Optional.class && argument(target) == String.class);
        return text && value instanceof Json document && document.value().startsWith("\"")
                ? new Text(json.texts(document.value())[0])
                : value;
    }
}
