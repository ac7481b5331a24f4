package dev.nephelite.function.java.worker;

import com.microsoft.azure.functions.internal.spi.middleware.Middleware;
import com.microsoft.azure.functions.internal.spi.middleware.MiddlewareChain;
import com.microsoft.azure.functions.internal.spi.middleware.MiddlewareContext;
import dev.nephelite.function.java.worker.LoadedApp.AppRuntime;
import dev.nephelite.function.java.worker.Parameters.SettableOutput;
import dev.nephelite.function.java.worker.jvm.AppThreads;
import dev.nephelite.function.worker.FunctionMetadata;
import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.Worker.ContentForm;
import dev.nephelite.function.worker.Worker.InvocationLog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The method of a function, which can be called. */
final class JavaFunction {
    private final Method method;
    private final Parameters parameters;
    private final AppServices services;
    private final OutputConverter outputConverter;
    private final List<String> portabilityWarnings;
    private final AppRuntime app;
    private final InvocationRecorder recorder;
    private final AtomicBoolean called = new AtomicBoolean();

    /**
     * Finds the method and checks its parameters.
     *
     * @throws IllegalArgumentException if the method is missing or cannot be called; the message says why
     */
    JavaFunction(FunctionMetadata definition, AppRuntime app, AppServices services) {
        this.method = MethodRules.find(EntryPoint.parse(definition.entryPoint()), app.loader());
        MethodRules.require(method, definition, services.instances().areInjected());
        this.parameters = new Parameters(method, definition.trigger().name(), new InputConverter(services.json()));
        this.services = services;
        this.outputConverter = new OutputConverter(services.json());
        this.app = app;
        this.recorder =
                new InvocationRecorder(definition.name(), definition.trigger().type());
        this.portabilityWarnings =
                MethodRules.portabilityWarnings(definition, parameters, new ResultType(method.getGenericReturnType()));
    }

    List<String> portabilityWarnings() {
        return portabilityWarnings;
    }

    ContentForm contentForm(String binding) {
        return parameters.contentForm(binding);
    }

    Set<String> triggerMetadata() {
        return parameters.triggerMetadata();
    }

    /** Begins to measure a call on this thread. */
    CallMeter meter() {
        return !called.get() && called.compareAndSet(false, true) ? CallMeter.cold() : CallMeter.warm();
    }

    /** Runs the function on this thread. Everything that it throws is a failure, including errors of the JVM. */
    InvocationResult call(Invocation invocation, InvocationLog log, CallMeter meter) {
        return recorder.record(
                invocation,
                meter.isCold(),
                () -> AppThreads.withContextClassLoader(type().getClassLoader(), () -> run(invocation, log, meter)));
    }

    private Class<?> type() {
        return method.getDeclaringClass();
    }

    private InvocationResult run(Invocation invocation, InvocationLog log, CallMeter meter) {
        CallContext context = new CallContext(invocation, log, app.traces(), parameters, meter.sdkCalls());
        try {
            return app.settings().during(() -> app.calls().during(context, () -> run(context, meter)));
        } finally {
            context.output().flush();
            context.errors().flush();
        }
    }

    private InvocationResult run(CallContext context, CallMeter meter) {
        Map<String, SettableOutput> set = new HashMap<>();
        try {
            new MiddlewareSteps(services.middleware(), () -> callMethod(context, set, meter)).doNext(context);
            Map<String, TypedData> values = new HashMap<>();
            set.forEach((name, output) -> values.put(name, outputConverter.convert(output.getValue())));
            return new InvocationResult.Success(outputConverter.convert(context.getReturnValue()), values);
        } catch (InvocationTargetException thrown) {
            return failure(thrown.getTargetException());
        } catch (IllegalArgumentException refused) {
            return failure(refused, refused);
        } catch (Throwable thrown) {
            return failure(thrown);
        }
    }

    private void callMethod(CallContext context, Map<String, SettableOutput> set, CallMeter meter) throws Exception {
        Object[] arguments = parameters.arguments(context, set);
        Object instance = Modifier.isStatic(method.getModifiers())
                ? null
                : meter.instance(() -> services.instances().of(type()));
        context.updateReturnValue(ResultType.await(method.invoke(instance, arguments)));
    }

    private static Throwable rootCause(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Throwable root = thrown;
        @Nullable Throwable cause = thrown;
        while (cause != null && seen.size() < AppStackTraces.MOST_CAUSES && seen.add(cause)) {
            root = cause;
            cause = cause.getCause();
        }
        return root;
    }

    private InvocationResult failure(Throwable thrown) {
        try {
            return failure(thrown, rootCause(thrown));
        } catch (Throwable indescribable) {
            return InvocationResult.Failure.indescribable(thrown);
        }
    }

    /** The stack trace is that of {@code thrown}; the message is one line about {@code reason}. */
    private InvocationResult failure(Throwable thrown, Throwable reason) {
        String hint = (FailureHints.relativePath(reason, app.root(), Path.of("").toAbsolutePath()) + " "
                        + FailureHints.springWebAdapter(reason))
                .strip();
        return new InvocationResult.Failure(
                (reason.getClass().getSimpleName() + ": " + AppStackTraces.message(reason) + " " + hint).strip(),
                (app.traces().of(thrown) + "\n" + hint).strip(),
                complete(thrown));
    }

    private static String complete(Throwable thrown) {
        try {
            StringWriter stackTrace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(stackTrace));
            return stackTrace.toString();
        } catch (RuntimeException | Error unprintable) {
            return AppStackTraces.describe(thrown);
        }
    }

    /** The remaining steps of a call: each middleware decides whether the next step runs; the last step is the function. */
    private record MiddlewareSteps(List<Middleware> middleware, FunctionCall function) implements MiddlewareChain {
        /** The function itself. Not a {@link MiddlewareChain}, because Java 17 cannot archive lambdas of that type. */
        @FunctionalInterface
        interface FunctionCall {
            void run() throws Exception;
        }

        @Override
        public void doNext(MiddlewareContext context) throws Exception {
            if (middleware.isEmpty()) {
                function.run();
            } else {
                middleware
                        .get(0)
                        .invoke(context, new MiddlewareSteps(middleware.subList(1, middleware.size()), function));
            }
        }
    }
}
