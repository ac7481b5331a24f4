package dev.nephelite.function.worker;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameters of one function, and what they are given in a call. */
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
     * Finds out what each parameter needs.
     *
     * @throws IllegalArgumentException if nothing could ever give one of them a value
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

    /** Returns the name that a parameter has by its annotation, such as {@code HttpTrigger}, or null. */
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
     * Returns what the method is to be called with.
     *
     * @param outputs receives an output for each parameter that is one
     * @throws IllegalArgumentException if a value is missing, or cannot be what its parameter wants
     */
    @Nullable
    Object[] arguments(CallContext context, Map<String, SetValue> outputs) {
        List<@Nullable Object> arguments = new ArrayList<>();
        for (ParameterSource parameter : sources) {
            if (parameter instanceof ParameterSource.Input input) {
                arguments.add(input(input, context));
            } else if (parameter instanceof ParameterSource.Metadata metadata) {
                arguments.add(metadata(metadata, context.invocation()));
            } else if (parameter instanceof ParameterSource.Output output) {
                arguments.add(outputs.computeIfAbsent(output.binding(), name -> new SetValue()));
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

    /** A parameter that may be empty does not insist; a text gets a JSON text without its quotes. */
    private @Nullable Object metadata(ParameterSource.Metadata metadata, Invocation invocation) {
        TypedData value = known(invocation, metadata.name());
        Type type = metadata.type();
        if (value == null && type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            return Optional.empty();
        }
        return converted(
                InputConverter.unquoted(require(value, NO_METADATA, metadata.name()), type), type, metadata.name());
    }

    /** The request of an HTTP trigger is metadata too. */
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
}
