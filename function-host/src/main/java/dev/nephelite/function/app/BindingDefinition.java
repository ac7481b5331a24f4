package dev.nephelite.function.app;

import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.worker.FunctionMetadata;
import dev.nephelite.function.worker.FunctionMetadata.BindingMetadata;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One binding of a function, in the terms of {@code function.json}.
 *
 * @param type such as {@code queueTrigger}; compare it with {@link #isType}, which ignores case
 * @param name the parameter that it binds, or {@link #RETURN}
 * @param attributes all other attributes, whose names ignore case; values are strings, numbers, booleans, lists and maps
 */
public record BindingDefinition(
        String type, String name, Direction direction, DataType dataType, Map<String, Object> attributes) {
    /** The name of the binding that receives the return value of the method. */
    public static final String RETURN = FunctionMetadata.RETURN;

    public BindingDefinition {
        Map<String, Object> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        ignoringCase.putAll(attributes);
        attributes = Collections.unmodifiableMap(ignoringCase);
    }

    public boolean isType(String other) {
        return type.equalsIgnoreCase(other);
    }

    public boolean isTrigger() {
        return type.toLowerCase(Locale.ROOT).endsWith("trigger");
    }

    /** Whether the app requests bytes instead of text. */
    public boolean isBinary() {
        return dataType == DataType.BINARY || dataType == DataType.STREAM;
    }

    public boolean isOutput() {
        return direction != Direction.IN;
    }

    /** This binding as a worker needs it. */
    BindingMetadata metadata() {
        return new BindingMetadata(type, name, isOutput(), isBinary());
    }

    /** The attribute as text, or null if it is missing or empty. */
    public @Nullable String text(String attribute) {
        Object value = attributes.get(attribute);
        return value == null || value.toString().isEmpty() ? null : value.toString();
    }

    public String text(String attribute, String otherwise) {
        String value = text(attribute);
        return value == null ? otherwise : value;
    }

    /**
     * The attribute as text.
     *
     * @throws InvalidAppException if it is missing or empty
     */
    public String requireText(String attribute) {
        String value = text(attribute);
        if (value == null) {
            throw new InvalidAppException(
                    "The %s binding '%s' needs a value for '%s'.".formatted(type, name, attribute));
        }
        return value;
    }

    /** The elements of a list attribute as text; a single value is a list of one element. */
    public List<String> texts(String attribute) {
        Object value = attributes.get(attribute);
        if (value instanceof Collection<?> several) {
            return several.stream().map(String::valueOf).toList();
        }
        return value == null ? List.of() : List.of(value.toString());
    }

    public boolean flag(String attribute, boolean otherwise) {
        String value = text(attribute);
        return value == null ? otherwise : Boolean.parseBoolean(value);
    }

    /** The direction of a binding. */
    public enum Direction {
        IN,
        OUT,
        INOUT
    }

    /** The form in which a binding delivers its content; {@link #UNDEFINED} leaves the choice to the binding. */
    public enum DataType {
        UNDEFINED,
        STRING,
        BINARY,
        STREAM
    }
}
