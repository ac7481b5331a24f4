package dev.nephelite.function.java.worker;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.BindingName;
import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.Worker.ContentForm;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parameters of one function and their arguments in a call. */
final class Parameters {
    private static final String CHECK =
            " of customer function, please check if customer function is defined correctly.";
    private static final String NO_INPUT = "Cannot find matched parameter name" + CHECK;
    private static final String NO_METADATA = "Cannot find matched @BindingName" + CHECK;

    private final Method method;
    private final String triggerName;
    private final List<ParameterSource> sources;
    private final InputConverter inputs;

    /**
     * Finds the source of each parameter.
     *
     * @throws IllegalArgumentException if a parameter can have no value
     */
    Parameters(Method method, String triggerName, InputConverter inputs) {
        this.method = method;
        this.triggerName = triggerName;
        this.sources =
                Arrays.stream(method.getParameters()).map(ParameterSource::of).toList();
        this.inputs = inputs;
    }

    ContentForm contentForm(String binding) {
        return sources.stream()
                .filter(parameter -> parameter instanceof ParameterSource.Input)
                .map(ParameterSource.Input.class::cast)
                .filter(input -> input.binding().equals(binding))
                .map(input -> InputConverter.contentForm(input.type()))
                .findFirst()
                .orElse(ContentForm.VALUE);
    }

    /** The metadata of the trigger that parameters take. */
    Set<String> triggerMetadata() {
        return sources.stream()
                .filter(parameter -> parameter instanceof ParameterSource.Metadata)
                .map(ParameterSource.Metadata.class::cast)
                .map(ParameterSource.Metadata::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The binding name of the parameter with an annotation, such as {@code HttpTrigger}, or null. */
    @Nullable
    String named(String annotation) {
        for (int index = 0; index < sources.size(); index++) {
            boolean annotated = Arrays.stream(method.getParameters()[index].getAnnotations())
                    .anyMatch(one -> one.annotationType().getSimpleName().equals(annotation));
            if (annotated) {
                return sources.get(index).name();
            }
        }
        return null;
    }

    /**
     * The arguments of a call.
     *
     * @param outputs receives an output for each output parameter
     * @throws IllegalArgumentException if a value is missing or cannot be converted
     */
    @Nullable
    Object[] arguments(CallContext context, Map<String, SettableOutput> outputs) {
        List<@Nullable Object> arguments = new ArrayList<>();
        for (ParameterSource parameter : sources) {
            if (parameter instanceof ParameterSource.Input input) {
                arguments.add(input(input, context));
            } else if (parameter instanceof ParameterSource.Metadata metadata) {
                arguments.add(metadata(metadata, context.invocation()));
            } else if (parameter instanceof ParameterSource.Output output) {
                arguments.add(outputs.computeIfAbsent(output.binding(), name -> new SettableOutput()));
            } else {
                arguments.add(context);
            }
        }
        return arguments.toArray();
    }

    private @Nullable Object input(ParameterSource.Input input, CallContext context) {
        String name = input.binding();
        Object replaced = context.replacement(name);
        if (replaced instanceof String text) {
            return converted(new TypedData.Text(text), input.type(), name);
        }
        if (replaced != null) {
            return replaced;
        }
        return converted(require(context.invocation().inputs().get(name), NO_INPUT, name), input.type(), name);
    }

    /** An {@link Optional} may be empty; a text parameter receives a JSON string without its quotes. */
    private @Nullable Object metadata(ParameterSource.Metadata metadata, Invocation invocation) {
        TypedData value = known(invocation, metadata.name());
        Type type = metadata.type();
        if (value == null && type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            return Optional.empty();
        }
        return converted(inputs.unquoted(require(value, NO_METADATA, metadata.name()), type), type, metadata.name());
    }

    /** The request of an HTTP trigger is also available as metadata. */
    private @Nullable TypedData known(Invocation invocation, String name) {
        TypedData known = invocation.triggerMetadata().get(name);
        if (known == null && (name.equals("$request") || name.equals(triggerName))) {
            return invocation.inputs().get(triggerName);
        }
        return known;
    }

    private static TypedData require(@Nullable TypedData value, String message, String name) {
        if (value == null) {
            throw new IllegalArgumentException(message + " Looked for '" + name + "'.");
        }
        return value;
    }

    private @Nullable Object converted(TypedData value, Type type, String name) {
        try {
            return inputs.convert(value, type);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("Binding '" + name + "': " + refused.getMessage(), refused);
        }
    }

    /** Stores the value of an output until the function has returned. */
    static final class SettableOutput implements OutputBinding<@Nullable Object> {
        private @Nullable Object value;

        @Override
        public @Nullable Object getValue() {
            return value;
        }

        @Override
        public void setValue(@Nullable Object newValue) {
            value = newValue;
        }
    }

    /** The source of the argument of one parameter. */
    sealed interface ParameterSource {
        Pattern SDK_CLIENT = Pattern.compile("com\\.azure\\..*Client");

        /** The name of the binding or of the metadata; null for the context. */
        @Nullable
        String name();

        /** The value of the trigger or of an input. */
        record Input(String binding, Type type) implements ParameterSource {
            @Override
            public String name() {
                return binding;
            }
        }

        /** Metadata of the trigger. */
        record Metadata(String name, Type type) implements ParameterSource {}

        /** An output that the function sets. */
        record Output(String binding) implements ParameterSource {
            @Override
            public String name() {
                return binding;
            }
        }

        /** The context of the call. */
        record Context() implements ParameterSource {
            @Override
            public @Nullable String name() {
                return null;
            }
        }

        /**
         * Determines the source from the annotations and the type of a parameter.
         *
         * @throws IllegalArgumentException if there is none
         */
        static ParameterSource of(Parameter parameter) {
            Optional<String> binding = Arrays.stream(parameter.getAnnotations())
                    .flatMap(annotation -> BindingAnnotation.read(annotation).stream())
                    .map(BindingAnnotation::name)
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

        /** Azure's worker supports clients of the Azure SDK only in a preview. */
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
}
