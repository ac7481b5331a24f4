package dev.nephelite.cloud.control.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.cloud.control.mcp.Tool.Parameter;
import dev.nephelite.cloud.control.mcp.Tool.ToolException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The arguments of a call, which are as the parameters say. */
record ToolArguments(JsonNode values) {
    /**
     * Checks arguments.
     *
     * @throws ToolException if one is missing, unknown or of another type
     */
    static ToolArguments of(JsonNode values, List<Parameter> parameters) {
        if (!values.isObject() && !values.isMissingNode() && !values.isNull()) {
            throw new ToolException("The arguments have to be a JSON object.");
        }
        values.fieldNames().forEachRemaining(name -> {
            if (parameters.stream().noneMatch(parameter -> parameter.name().equals(name))) {
                throw new ToolException("There is no argument '" + name + "'. The arguments are: "
                        + parameters.stream().map(Parameter::name).collect(Collectors.joining(", ")) + ".");
            }
        });
        for (Parameter parameter : parameters) {
            JsonNode value = values.path(parameter.name());
            boolean missing = value.isMissingNode() || value.isNull();
            if (missing ? parameter.required() : !hasType(value, parameter.type())) {
                throw new ToolException("The argument '" + parameter.name() + "' has to be of type " + parameter.type()
                        + ": " + parameter.text());
            }
        }
        return new ToolArguments(values);
    }

    private static boolean hasType(JsonNode value, String type) {
        return switch (type) {
            case "integer" -> value.isIntegralNumber() && value.canConvertToLong();
            case "boolean" -> value.isBoolean();
            default -> value.isTextual();
        };
    }

    boolean has(String name) {
        return values.hasNonNull(name);
    }

    @Nullable
    String text(String name) {
        return values.path(name).textValue();
    }

    String text(String name, String usual) {
        @Nullable String text = text(name);
        return text == null ? usual : text;
    }

    boolean flag(String name, boolean usual) {
        return values.path(name).asBoolean(usual);
    }

    /**
     * A number.
     *
     * @throws ToolException if it is not in the range
     */
    long number(String name, long usual, long least, long most) {
        long number = values.path(name).asLong(usual);
        if (number < least || number > most) {
            throw new ToolException("The argument '" + name + "' has to be from " + least + " to " + most + ".");
        }
        return number;
    }
}
