package dev.nephelite.function;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.worker.InvocationResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Invokes functions because a user requests it, without a trigger event. Thread-safe. */
record ManualInvoker(ListenerFactories listenerFactories, HostContext context) {
    /** Starts to invoke a function and returns at once; the result is logged. */
    void fire(FunctionDefinition function, String input) {
        context.executor().execute(() -> {
            try {
                invoke(function, input);
            } catch (RuntimeException | Error refused) {
                context.log()
                        .error(
                                "Function." + function.name(),
                                "It cannot be started manually. " + HostLog.describe(refused));
            }
        });
    }

    /** Invokes a function and waits for the result; empty if there is no runnable function with that name. */
    Optional<InvocationReport> run(App app, String name, String input) {
        return app.runnableFunctions().stream()
                .filter(function -> function.name().equalsIgnoreCase(name))
                .findFirst()
                .map(function -> run(function, input));
    }

    private InvocationReport run(FunctionDefinition function, String input) {
        Instant begun = context.clocks().machine().now();
        try {
            InvocationResult result = invoke(function, input);
            return InvocationReport.of(
                    function.name(),
                    Duration.between(begun, context.clocks().machine().now()),
                    result);
        } catch (RuntimeException | Error refused) {
            return InvocationReport.refused(function.name(), HostLog.describe(refused));
        }
    }

    private InvocationResult invoke(FunctionDefinition function, String input) {
        return context.invoker()
                .invoke(function, listenerFactories.of(function).manualEvent(function, input))
                .join();
    }
}
