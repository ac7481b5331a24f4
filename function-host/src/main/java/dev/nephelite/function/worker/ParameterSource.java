package dev.nephelite.function.worker;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.BindingName;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.discovery.BindingAnnotation;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the value of one parameter of a function comes from. */
sealed interface ParameterSource {
    Pattern SDK_CLIENT = Pattern.compile("com\\.azure\\..*Client");

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
            requireContent(parameter);
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

    /** A client of the Azure SDK is made by Azure's own worker, from a preview of its own. */
    private static void requireContent(Parameter parameter) {
        if (SDK_CLIENT.matcher(parameter.getType().getName()).matches()) {
            throw refusal(
                    parameter,
                    "another type: Nephelite gives functions content, not the clients of the Azure SDK. Take a byte[],"
                            + " String or InputStream, or make the client yourself from the connection setting and"
                            + " @BindingName");
        }
    }

    private static IllegalArgumentException refusal(Parameter parameter, String need) {
        return new IllegalArgumentException("The parameter '" + parameter + "' of "
                + parameter.getDeclaringExecutable().getName() + " needs " + need + ".");
    }
}
