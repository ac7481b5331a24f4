package dev.nephelite.function.java.worker;

import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.InvocationResult;
import java.util.function.Supplier;
import jdk.jfr.FlightRecorder;

/**
 * Records the invocations of one function as {@link InvocationEvent} while Java Flight Recorder records. Until it has been
 * used in this process, neither it nor the event is initialized, so that a start does not pay for it. Thread-safe.
 */
final class InvocationRecorder {
    /** A Java runtime may lack the module. */
    private static final boolean AVAILABLE =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private final String function;
    private final String trigger;

    /** @param trigger the type of the trigger, such as {@code queueTrigger} */
    InvocationRecorder(String function, String trigger) {
        this.function = function;
        this.trigger = trigger;
    }

    /** @param cold whether this is the first call of the function */
    InvocationResult record(Invocation invocation, boolean cold, Supplier<InvocationResult> call) {
        return AVAILABLE && FlightRecorder.isInitialized() ? recorded(invocation, call, cold) : call.get();
    }

    private InvocationResult recorded(Invocation invocation, Supplier<InvocationResult> call, boolean cold) {
        InvocationEvent event = new InvocationEvent(function, invocation.id(), trigger, cold);
        if (!event.isEnabled()) {
            return call.get();
        }
        boolean succeeded = false;
        event.begin();
        try {
            InvocationResult result = call.get();
            succeeded = result instanceof InvocationResult.Success;
            return result;
        } finally {
            event.commit(succeeded);
        }
    }
}
