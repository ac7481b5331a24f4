package dev.nephelite.function.worker;

import dev.nephelite.function.worker.json.AppJson;
import com.microsoft.azure.functions.OutputBinding;
import dev.nephelite.function.app.FunctionDefinition;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A function that has been found in its app and can be called. */
final class JavaFunction {
    private static final String CHECK =
            " of customer function, please check if customer function is defined correctly.";
    private static final String NO_INPUT = "Cannot find matched parameter name" + CHECK;
    private static final String NO_METADATA = "Cannot find matched @BindingName" + CHECK;

    private final Method method;
    private final String triggerName;
    private final List<ParameterSource> parameters;
    private final Instances instances;
    private final Inputs inputs;
    private final Outputs outputs;

    /**
     * Finds the method and what each of its parameters needs.
     *
     * @throws IllegalArgumentException if it is missing or cannot be called, saying why
     */
    JavaFunction(FunctionDefinition definition, ClassLoader app, Instances instances, AppJson json) {
        this.method = EntryPoints.find(definition.entryPoint(), app);
        this.triggerName = definition.trigger().name();
        this.parameters =
                Arrays.stream(method.getParameters()).map(ParameterSource::of).toList();
        this.instances = instances;
        this.inputs = new Inputs(json);
        this.outputs = new Outputs(json);
    }

    boolean takesStream(String binding) {
        return parameters.stream()
                .anyMatch(parameter -> parameter instanceof ParameterSource.Input input
                        && input.binding().equals(binding)
                        && Inputs.isStream(input.type()));
    }

    /** Runs the function on this thread. Whatever it throws is a failure, errors of the JVM included. */
    Outcome call(Invocation invocation, InvocationLog log) {
        return ContextClassLoader.during(() -> run(invocation, log), type().getClassLoader());
    }

    private Class<?> type() {
        return method.getDeclaringClass();
    }

    private Outcome run(Invocation invocation, InvocationLog log) {
        try {
            Map<String, Output> set = new HashMap<>();
            Object[] arguments = arguments(invocation, log, set);
            Object target = Modifier.isStatic(method.getModifiers()) ? null : instances.of(type());
            TypedData returned = outputs.convert(method.invoke(target, arguments));
            Map<String, TypedData> values = new HashMap<>();
            set.forEach((name, output) -> values.put(name, outputs.convert(output.value)));
            return new Outcome.Success(returned, values);
        } catch (InvocationTargetException thrown) {
            return failure(thrown.getTargetException(), rootCause(thrown));
        } catch (IllegalArgumentException refused) {
            return failure(refused, refused);
        } catch (Throwable thrown) {
            return failure(thrown, rootCause(thrown));
        }
    }

    private @Nullable Object[] arguments(Invocation invocation, InvocationLog log, Map<String, Output> set) {
        List<@Nullable Object> arguments = new ArrayList<>();
        for (ParameterSource parameter : parameters) {
            if (parameter instanceof ParameterSource.Input input) {
                TypedData value = require(invocation.inputs().get(input.binding()), NO_INPUT, input.binding());
                arguments.add(convert(value, input.type(), input.binding()));
            } else if (parameter instanceof ParameterSource.Metadata metadata) {
                TypedData value = require(metadata(invocation, metadata.name()), NO_METADATA, metadata.name());
                arguments.add(convert(value, metadata.type(), metadata.name()));
            } else if (parameter instanceof ParameterSource.Output output) {
                arguments.add(set.computeIfAbsent(output.binding(), name -> new Output()));
            } else {
                arguments.add(new CallContext(invocation, InvocationLogger.of(invocation, log)));
            }
        }
        return arguments.toArray();
    }

    /** The request of an HTTP trigger is metadata too. */
    private @Nullable TypedData metadata(Invocation invocation, String name) {
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

    private @Nullable Object convert(TypedData value, Type type, String name) {
        try {
            return inputs.convert(value, type);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("Binding '" + name + "': " + refused.getMessage(), refused);
        }
    }

    private static Throwable rootCause(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** The log shows all of {@code thrown}, but whoever only sees one line sees {@code reason}. */
    private static Outcome failure(Throwable thrown, Throwable reason) {
        StringWriter stackTrace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(stackTrace));
        String message = reason.getMessage() == null ? "" : reason.getMessage();
        return new Outcome.Failure(reason.getClass().getSimpleName() + ": " + message, stackTrace.toString());
    }

    /** Keeps what a function sets until it has returned. */
    private static final class Output implements OutputBinding<@Nullable Object> {
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
}
