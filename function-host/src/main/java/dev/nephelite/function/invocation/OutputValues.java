package dev.nephelite.function.invocation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.json.DotNetJson;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.TypedData;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Assigns the result of a function to its outputs. */
final class OutputValues {
    private OutputValues() {}

    /**
     * The values by output name; outputs that were set to null are left out.
     *
     * <p>Without an output called {@code $return}, the members of a returned object are the values of the outputs with
     * their names, unless the function has set these itself.
     *
     * @param names of all outputs, including {@code $return}
     */
    static Map<String, TypedData> of(InvocationResult.Success success, Set<String> names) {
        Map<String, TypedData> values = new HashMap<>();
        if (names.contains(BindingDefinition.RETURN)) {
            values.put(BindingDefinition.RETURN, success.returnValue());
        } else {
            object(success.returnValue())
                    .ifPresent(members -> names.forEach(name -> {
                        JsonNode member = members.get(name);
                        if (member != null) {
                            values.put(name, value(member));
                        }
                    }));
        }
        success.outputs().forEach((name, value) -> {
            if (!isNull(value)) {
                values.put(name, value);
            }
        });
        values.values().removeIf(OutputValues::isNull);
        values.keySet().retainAll(names);
        return values;
    }

    private static Optional<JsonNode> object(TypedData returned) {
        return returned instanceof TypedData.Json json
                ? DotNetJson.parse(json.value()).filter(JsonNode::isObject)
                : Optional.empty();
    }

    private static TypedData value(JsonNode member) {
        return member.isTextual() ? new TypedData.Text(member.textValue()) : new TypedData.Json(member.toString());
    }

    private static boolean isNull(TypedData value) {
        return value.equals(TypedData.NONE)
                || (value instanceof TypedData.Json json && json.value().strip().equals("null"));
    }
}
