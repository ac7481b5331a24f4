package dev.nephelite.function.worker;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.BindingName;
import dev.nephelite.function.app.BindingAnnotation;
import dev.nephelite.function.app.BindingDefinition;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the value of one parameter of a function comes from. */
sealed interface ParameterSource {
    /** The name of its binding or of what it asks the trigger for; nothing for the context. */
    @Nullable
    String name();

    /** The trigger's value or an input, by the name of its binding. */
    record Input(String binding, Type type) implements ParameterSource {
        @Override
        public String name() {
            return binding;
        }
    }

    /** Something the trigger knows besides its value. */
    record Metadata(String name, Type type) implements ParameterSource {}

    /** An output, to be set by the function. */
    record Output(String binding) implements ParameterSource {
        @Override
        public String name() {
            return binding;
        }
    }

    /** The context of the call itself. */
    record Context() implements ParameterSource {
        @Override
        public @Nullable String name() {
            return null;
        }
    }

    /**
     * Reads what the annotations and the type of {@code parameter} ask for.
     *
     * @throws IllegalArgumentException if nothing could ever give it a value
     */
    static ParameterSource of(Parameter parameter) {
        Optional<String> binding = Arrays.stream(parameter.getAnnotations())
                .flatMap(annotation -> BindingAnnotation.read(annotation).stream())
                .map(BindingDefinition::name)
                .findFirst();
        if (parameter.getType() == OutputBinding.class) {
            return new Output(
                    binding.orElseThrow(() -> refusal(parameter, "an output annotation such as @QueueOutput")));
        }
        if (binding.isPresent()) {
            return new Input(binding.get(), parameter.getParameterizedType());
        }
        BindingName metadata = parameter.getAnnotation(BindingName.class);
        if (metadata != null) {
            return new Metadata(metadata.value(), parameter.getParameterizedType());
        }
        if (parameter.getType() == ExecutionContext.class) {
            return new Context();
        }
        throw refusal(parameter, "a binding annotation, or the type ExecutionContext");
    }

    private static IllegalArgumentException refusal(Parameter parameter, String need) {
        return new IllegalArgumentException("The parameter '" + parameter + "' of "
                + parameter.getDeclaringExecutable().getName() + " needs " + need + ".");
    }
}
