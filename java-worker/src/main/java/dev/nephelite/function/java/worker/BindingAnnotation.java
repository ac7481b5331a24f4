package dev.nephelite.function.java.worker;

import com.microsoft.azure.functions.annotation.CustomBinding;
import com.microsoft.azure.functions.annotation.HasImplicitOutput;
import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The binding that an annotation declares, as Azure's Maven plugin writes it to {@code function.json}.
 *
 * <p>The type is derived from the name of the annotation ({@code blob} from {@code BlobInput}); annotations of other
 * libraries declare it with {@code @CustomBinding}.
 *
 * @param type such as {@code queueTrigger}
 * @param name the parameter that it binds; may be empty
 * @param direction {@code in}, {@code out} or {@code inout}
 * @param dataType the form that the author asks for, or null
 * @param attributes all other attributes, as strings, numbers, booleans and lists
 */
public record BindingAnnotation(
        String type,
        String name,
        String direction,
        @Nullable String dataType,
        Map<String, Object> attributes) {
    private static final String API_PACKAGE = "com.microsoft.azure.functions.annotation";

    /**
     * Attributes that are included even with their default value, so that readers of the binding need not know the default.
     */
    private static final Set<String> ALWAYS_WRITTEN = Set.of("authLevel", "cardinality");

    /** The binding that {@code annotation} declares, if any. */
    public static Optional<BindingAnnotation> read(Annotation annotation) {
        Class<? extends Annotation> type = annotation.annotationType();
        if (annotation instanceof CustomBinding custom) {
            return Optional.of(binding(custom.type(), custom.direction(), attributes(annotation)));
        }
        CustomBinding custom = type.getAnnotation(CustomBinding.class);
        if (custom != null) {
            Map<String, Object> attributes = attributes(annotation);
            attributes.putIfAbsent("name", custom.name());
            return Optional.of(binding(custom.type(), custom.direction(), attributes));
        }
        if (!type.getPackageName().equals(API_PACKAGE) || type == HasImplicitOutput.class) {
            return Optional.empty();
        }
        return standard(annotation, type.getSimpleName());
    }

    private static Optional<BindingAnnotation> standard(Annotation annotation, String simpleName) {
        boolean trigger = simpleName.endsWith("Trigger");
        boolean output = simpleName.endsWith("Output");
        if (!trigger && !output && !simpleName.endsWith("Input")) {
            return Optional.empty();
        }
        String subject = simpleName
                .replaceAll("Trigger$|Output$|Input$", "")
                .replaceAll("^ServiceBus(Queue|Topic)$", "ServiceBus");
        String type = subject.substring(0, 1).toLowerCase(Locale.ROOT) + subject.substring(1);
        return Optional.of(binding(trigger ? type + "Trigger" : type, output ? "out" : "in", attributes(annotation)));
    }

    private static BindingAnnotation binding(String type, String direction, Map<String, Object> attributes) {
        Object ownDirection = attributes.remove("direction");
        Object ownType = attributes.remove("type");
        Object name = attributes.remove("name");
        Object dataType = attributes.remove("dataType");
        return new BindingAnnotation(
                ownType == null ? type : ownType.toString(),
                name == null ? "" : name.toString(),
                ownDirection == null ? direction : ownDirection.toString(),
                dataType == null ? null : dataType.toString(),
                attributes);
    }

    /** The attributes that the author has set. Attributes with their default value are left out, except the name. */
    private static Map<String, Object> attributes(Annotation annotation) {
        Map<String, Object> attributes = new TreeMap<>();
        for (Method attribute : annotation.annotationType().getDeclaredMethods()) {
            Object value = value(attribute, annotation);
            boolean written = !Objects.deepEquals(value, attribute.getDefaultValue())
                    || ALWAYS_WRITTEN.contains(attribute.getName())
                    || attribute.getName().equals("name");
            if (written) {
                attributes.put(attribute.getName(), plain(value));
            }
        }
        return attributes;
    }

    private static Object value(Method attribute, Annotation annotation) {
        try {
            attribute.trySetAccessible();
            return attribute.invoke(annotation);
        } catch (ReflectiveOperationException unreadable) {
            throw new IllegalArgumentException(
                    "Cannot read " + annotation.annotationType().getName(), unreadable);
        }
    }

    private static Object plain(@Nullable Object value) {
        if (value != null && value.getClass().isArray()) {
            List<Object> elements = new ArrayList<>();
            for (int index = 0; index < Array.getLength(value); index++) {
                elements.add(plain(Array.get(value, index)));
            }
            return elements;
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        return value instanceof Number || value instanceof Boolean ? value : String.valueOf(value);
    }
}
