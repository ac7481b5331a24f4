package dev.nephelite.function;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import java.util.Queue;

/** Keeps what it is given where the test that runs it looks, whichever class loader it comes from. */
public final class CountedFunctions {
    /** Under this name among the system properties is the queue for what arrives. */
    static final String ARRIVED = "nephelite.test.arrived";

    @FunctionName("count")
    public void count(@QueueTrigger(name = "message", queueName = "work") String message) {
        if (System.getProperties().get(ARRIVED) instanceof Queue<?> arrived) {
            @SuppressWarnings("unchecked")
            Queue<Object> texts = (Queue<Object>) arrived;
            texts.add(message);
        }
    }
}
