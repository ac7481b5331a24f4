package dev.nephelite.function.app;

import dev.nephelite.function.app.config.InvalidAppException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One binding of a function, as {@code function.json} spells it.
 *
 * @param type such as {@code queueTrigger}; compare it with {@link #isType}, which ignores case
 * @param name the parameter it binds, or {@link #RETURN}
 * @param attributes everything else, looked up ignoring case; values are texts, numbers, booleans, lists and maps
 */
public record BindingDefinition(
        String type, String name, Direction direction, DataType dataType, Map<String, Object> attributes) {
    /** The name of the binding that receives what the method returns. */
    public static final String RETURN = "$return";

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

    /** Whether the app asks for bytes instead of text. */
    public boolean isBinary() {
        return dataType == DataType.BINARY || dataType == DataType.STREAM;
    }

    public boolean isOutput() {
        return direction != Direction.IN;
    }

    /** Returns the attribute as text, or null when it is absent; an empty text counts as absent. */
    public @Nullable String text(String attribute) {
        Object value = attributes.get(attribute);
        return value == null || value.toString().isEmpty() ? null : value.toString();
    }

    public String text(String attribute, String otherwise) {
        String value = text(attribute);
        return value == null ? otherwise : value;
    }

    /** Returns the attribute as text; it must be there for the binding to make sense. */
    public String requireText(String attribute) {
        String value = text(attribute);
        if (value == null) {
            throw new InvalidAppException(
                    "The %s binding '%s' needs a value for '%s'.".formatted(type, name, attribute));
        }
        return value;
    }

    /** Returns every element of a list attribute as text; a single value counts as a list of one. */
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

    /** Which way a value travels through a binding. */
    public enum Direction {
        IN,
        OUT,
        INOUT
    }

    /** How a binding wants its content delivered; {@link #UNDEFINED} leaves the choice to the binding. */
    public enum DataType {
        UNDEFINED,
        STRING,
        BINARY,
        STREAM
    }
}
