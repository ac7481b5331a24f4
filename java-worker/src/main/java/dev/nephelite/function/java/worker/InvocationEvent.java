package dev.nephelite.function.java.worker;

import java.util.UUID;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * An event of Java Flight Recorder: one invocation, from the conversion of its inputs to that of its outputs. Its thread
 * is the one that ran the function. See {@link InvocationRecorder}, without which this class is not loaded.
 */
@Name("dev.nephelite.Invocation")
@Label("Function Invocation")
@Category({"Nephelite", "Functions"})
@Description("One invocation of a function, on the thread that ran it")
@StackTrace(false)
final class InvocationEvent extends Event {
    @Label("Function")
    final String function;

    @Label("Invocation Id")
    final String invocationId;

    @Label("Trigger")
    @Description("The type of the trigger, such as queueTrigger")
    final String trigger;

    @Label("Cold Start")
    @Description("Whether this was the first invocation since the function was loaded")
    final boolean cold;

    @Label("Outcome")
    @Description("Succeeded or Failed")
    @Nullable
    String outcome;

    InvocationEvent(String function, UUID invocationId, String trigger, boolean cold) {
        this.function = function;
        this.invocationId = invocationId.toString();
        this.trigger = trigger;
        this.cold = cold;
    }

    /** Ends the invocation and records it. */
    void commit(boolean succeeded) {
        end();
        if (shouldCommit()) {
            outcome = succeeded ? "Succeeded" : "Failed";
            commit();
        }
    }
}
