package dev.nephelite.function.worker;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.RetryContext;
import com.microsoft.azure.functions.RpcException;
import com.microsoft.azure.functions.TraceContext;
import java.util.Map;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What a function may know about the call it is in. */
record CallContext(Invocation invocation, Logger logger) implements ExecutionContext {
    @Override
    public Logger getLogger() {
        return logger;
    }

    @Override
    public String getInvocationId() {
        return invocation.id().toString();
    }

    @Override
    public String getFunctionName() {
        return invocation.functionName();
    }

    @Override
    public TraceContext getTraceContext() {
        return new Trace(invocation.trace());
    }

    @Override
    public RetryContext getRetryContext() {
        return new Retry(invocation.attempt());
    }

    private record Trace(Invocation.Trace trace) implements TraceContext {
        @Override
        public String getTraceparent() {
            return trace.parent();
        }

        @Override
        public String getTracestate() {
            return trace.state();
        }

        @Override
        public Map<String, String> getAttributes() {
            return Map.of();
        }
    }

    private record Retry(Invocation.@Nullable Attempt attempt) implements RetryContext {
        @Override
        public int getRetrycount() {
            return attempt == null ? 0 : attempt.number();
        }

        @Override
        public int getMaxretrycount() {
            return attempt == null ? 0 : attempt.maximum();
        }

        @Override
        public @Nullable RpcException getException() {
            Outcome.Failure failure = attempt == null ? null : attempt.lastFailure();
            return failure == null ? null : new LastFailure(failure);
        }
    }

    private record LastFailure(Outcome.Failure failure) implements RpcException {
        @Override
        public String getSource() {
            return "";
        }

        @Override
        public String getStacktrace() {
            return failure.stackTrace();
        }

        @Override
        public String getMessage() {
            return failure.message();
        }
    }
}
