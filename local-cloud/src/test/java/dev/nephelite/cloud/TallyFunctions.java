package dev.nephelite.cloud;

import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.util.concurrent.atomic.AtomicInteger;

/** A function with static state, which all clouds share that run it in this JVM. */
public class TallyFunctions {
    static final AtomicInteger CALLS = new AtomicInteger();

    @FunctionName("tally")
    public String tally(
            @HttpTrigger(name = "unused", route = "tally", authLevel = AuthorizationLevel.ANONYMOUS) String unused) {
        return "call " + CALLS.incrementAndGet();
    }
}
