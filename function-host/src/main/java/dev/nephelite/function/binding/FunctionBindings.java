package dev.nephelite.function.binding;

import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.worker.Worker.ContentForm;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The inputs and outputs of one function by their names, checked and ready for every invocation.
 *
 * @param outputs {@code $return} included
 */
public record FunctionBindings(Map<String, Input> inputs, Map<String, Output> outputs) {
    public FunctionBindings {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /**
     * Checks the bindings of {@code function}, without asking any storage.
     *
     * @param forms how the function takes the content of the input of a name
     * @throws dev.nephelite.function.app.config.InvalidAppException if one of them could never work
     */
    public static FunctionBindings of(
            FunctionDefinition function, BindingContext context, Function<String, ContentForm> forms) {
        KnownNames known = KnownNames.of(function, context.settings());
        Map<String, Input> inputs = new LinkedHashMap<>();
        for (BindingDefinition binding : function.inputs()) {
            inputs.put(binding.name(), BindingTypes.of(binding).input(binding, context, forms.apply(binding.name())));
            known.require(binding);
        }
        Map<String, Output> outputs = new LinkedHashMap<>();
        for (BindingDefinition binding : function.outputs()) {
            outputs.put(binding.name(), BindingTypes.of(binding).output(binding, context));
            known.require(binding);
        }
        return new FunctionBindings(inputs, outputs);
    }
}
