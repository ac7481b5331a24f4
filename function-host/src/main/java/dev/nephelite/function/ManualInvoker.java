package dev.nephelite.function;

import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.worker.InvocationResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Invokes functions because a user requests it, without a trigger event. Thread-safe. */
record ManualInvoker(ListenerFactories listenerFactories, HostContext context) {
    /**
     * Starts to invoke a function and returns at once; the result is logged.
     *
     * @param client the trace context that the client sent, or null
     */
    void fire(FunctionDefinition function, String input, @Nullable TraceContext client) {
        context.executor().execute(() -> {
            try {
                invoke(function, input, client);
            } catch (RuntimeException | Error refused) {
                context.log()
                        .error(
                                "Function." + function.name(),
                                "It cannot be started manually. " + HostLog.describe(refused));
            }
        });
    }

    /**
     * Invokes a function and waits for the result; empty if there is no runnable function with that name.
     *
     * @param client the trace context that the client sent, or null
     */
    Optional<InvocationReport> run(App app, String name, String input, @Nullable TraceContext client) {
        return app.runnableFunctions().stream()
                .filter(function -> function.name().equalsIgnoreCase(name))
                .findFirst()
                .map(function -> run(function, input, client));
    }

    private InvocationReport run(FunctionDefinition function, String input, @Nullable TraceContext client) {
        Instant begun = context.clocks().machine().now();
        try {
            InvocationResult result = invoke(function, input, client);
            return InvocationReport.of(
                    function.name(),
                    Duration.between(begun, context.clocks().machine().now()),
                    result);
        } catch (RuntimeException | Error refused) {
            return InvocationReport.refused(function.name(), HostLog.describe(refused));
        }
    }

    private InvocationResult invoke(FunctionDefinition function, String input, @Nullable TraceContext client) {
        return context.invoker()
                .invoke(
                        function,
                        listenerFactories
                                .of(function)
                                .manualEvent(function, input)
                                .causedBy(client))
                .join();
    }
}
