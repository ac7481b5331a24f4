package dev.nephelite.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.WarmupTrigger;

/** One function for each level of authorization. */
public final class GuardedFunctions {
    @FunctionName("open")
    public String open(@HttpTrigger(name = "request", authLevel = AuthorizationLevel.ANONYMOUS) String request) {
        return "open";
    }

    @FunctionName("Guarded")
    public String guarded(@HttpTrigger(name = "request") HttpRequestMessage<String> request) {
        return "guarded " + request.getQueryParameters().containsKey("code");
    }

    @FunctionName("other")
    public String other(@HttpTrigger(name = "request", authLevel = AuthorizationLevel.FUNCTION) String request) {
        return "other";
    }

    @FunctionName("reserved")
    public String reserved(@HttpTrigger(name = "request", authLevel = AuthorizationLevel.ADMIN) String request) {
        return "reserved";
    }

    @FunctionName("warm")
    public void warm(@WarmupTrigger Object warmupContext, ExecutionContext context) {
        context.getLogger().info("warm now");
    }
}
