package dev.nephelite.function.binding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.client.StorageAccounts;
import dev.nephelite.function.expression.BindingExpression;
import dev.nephelite.function.expression.ExpressionNames;
import dev.nephelite.function.expression.ExpressionScope;
import dev.nephelite.function.json.DotNetJson;
import dev.nephelite.function.trigger.eventgrid.EventGridTrigger.LocalTopics;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.Worker.ContentForm;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The inputs and outputs of one function by name, checked and ready for every invocation.
 *
 * @param outputs including {@code $return}
 */
public record FunctionBindings(Map<String, Input> inputs, Map<String, Output> outputs) {
    public FunctionBindings {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /**
     * Checks the bindings of {@code function} without contacting storage.
     *
     * @param names that the trigger of the function provides
     * @param forms how the function takes the content of an input, by its name
     * @throws dev.nephelite.function.app.config.InvalidAppException if one of them can never work
     */
    public static FunctionBindings of(
            FunctionDefinition function, ExpressionNames names, Context context, Function<String, ContentForm> forms) {
        Map<String, Input> inputs = new LinkedHashMap<>();
        for (BindingDefinition binding : function.inputs()) {
            BindingType type = context.type(binding);
            inputs.put(binding.name(), type.input(binding, context, forms.apply(binding.name())));
            context.requireNames(type, binding, names);
        }
        Map<String, Output> outputs = new LinkedHashMap<>();
        for (BindingDefinition binding : function.outputs()) {
            BindingType type = context.type(binding);
            outputs.put(binding.name(), type.output(binding, context));
            context.requireNames(type, binding, names);
        }
        return new FunctionBindings(inputs, outputs);
    }

    /**
     * The values of the outputs by name; outputs that were set to null are left out.
     *
     * <p>Without an output called {@code $return}, the members of a returned object are the values of the outputs with
     * their names, unless the function has set these itself.
     */
    public Map<String, TypedData> outputValues(InvocationResult.Success success) {
        Set<String> names = outputs.keySet();
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
        values.values().removeIf(FunctionBindings::isNull);
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

    /**
     * What the bindings of one app share.
     *
     * @param types of bindings that the host supports
     * @param topics the local topics of this host
     */
    public record Context(
            List<BindingType> types,
            AppSettings settings,
            HostSettings host,
            StorageAccounts storage,
            LocalTopics topics) {
        private BindingType type(BindingDefinition binding) {
            return types.stream()
                    .filter(type -> binding.isType(type.name()))
                    .findFirst()
                    .orElseThrow(() ->
                            new InvalidAppException("The binding '%s' has the type %s, which is not supported here."
                                    .formatted(binding.name(), binding.type())));
        }

        /** Checks the expressions of a binding that is otherwise valid. */
        private void requireNames(BindingType type, BindingDefinition binding, ExpressionNames names) {
            for (String attribute : type.expressionAttributes()) {
                names.require(BindingExpression.parse(settings.resolve(binding.text(attribute, ""))));
            }
        }
    }

    /** Reads an input of a function. Thread-safe. */
    @FunctionalInterface
    public interface Input {
        /**
         * Reads the value for one invocation; may block on storage.
         *
         * @return {@link TypedData#NONE} if there is no value; the caller closes a {@link TypedData.Stream}
         * @throws RuntimeException if reading fails; the invocation fails with its message
         */
        TypedData read(ExpressionScope scope);
    }

    /** Writes an output of a function. Thread-safe. */
    @FunctionalInterface
    public interface Output {
        /** The output whose value the trigger sends, as the HTTP trigger sends the response. */
        Output BY_TRIGGER = (value, scope) -> {};

        /**
         * Writes the value that the function has set; may block on storage.
         *
         * @param value never {@link TypedData#NONE}
         * @throws RuntimeException if writing fails; the invocation fails with its message
         */
        void write(TypedData value, ExpressionScope scope);
    }
}
