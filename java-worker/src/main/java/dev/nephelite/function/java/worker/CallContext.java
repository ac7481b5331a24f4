package dev.nephelite.function.java.worker;

import com.microsoft.azure.functions.RetryContext;
import com.microsoft.azure.functions.RpcException;
import com.microsoft.azure.functions.TraceContext;
import com.microsoft.azure.functions.internal.spi.middleware.MiddlewareContext;
import dev.nephelite.function.java.worker.ConsoleOutput.Lines;
import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.LogLevel;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.Worker.InvocationLog;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The context of one call, from which a function reads and which middleware may change. Only logging is thread-safe. */
final class CallContext implements MiddlewareContext {
    private final Invocation invocation;
    private final InvocationLog log;
    private final AppStackTraces traces;
    private final Parameters parameters;
    private final SdkCalls sdkCalls;
    private final Map<String, Object> replacements = new HashMap<>();
    private final Lines output = new Lines(line -> print(LogLevel.INFORMATION, line));
    private final Lines errors = new Lines(line -> print(LogLevel.ofErrorLine(line), line));
    private @Nullable Object returned;
    private @Nullable Logger logger;

    CallContext(
            Invocation invocation, InvocationLog log, AppStackTraces traces, Parameters parameters, SdkCalls sdkCalls) {
        this.invocation = invocation;
        this.log = log;
        this.traces = traces;
        this.parameters = parameters;
        this.sdkCalls = sdkCalls;
    }

    Invocation invocation() {
        return invocation;
    }

    /** What the call calls in Azure's SDK. */
    SdkCalls sdkCalls() {
        return sdkCalls;
    }

    /** The value with which middleware has replaced an input, or null. */
    @Nullable
    Object replacement(String name) {
        return replacements.get(name);
    }

    @Override
    public synchronized Logger getLogger() {
        Logger made = logger;
        if (made == null) {
            made = new InvocationLogger(invocation, log, traces);
            logger = made;
        }
        return made;
    }

    /** What the call prints to standard output. */
    Lines output() {
        return output;
    }

    /** What the call prints to standard error. */
    Lines errors() {
        return errors;
    }

    private void print(LogLevel level, String line) {
        log.print(invocation, level, line);
    }

    /** Logs a record of another logger of the app. */
    void log(LogRecord entry) {
        log.log(invocation, level(entry.getLevel()), entry.getLoggerName() + ": " + traces.of(entry));
    }

    /** The host's level for one of {@code java.util.logging}. */
    private static LogLevel level(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return LogLevel.ERROR;
        }
        if (value >= Level.WARNING.intValue()) {
            return LogLevel.WARNING;
        }
        if (value >= Level.INFO.intValue()) {
            return LogLevel.INFORMATION;
        }
        return value >= Level.CONFIG.intValue() ? LogLevel.DEBUG : LogLevel.TRACE;
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

    @Override
    public @Nullable String getParameterName(String annotationSimpleName) {
        return parameters.named(annotationSimpleName);
    }

    /** Texts and documents as they were received; null for all other types of data. */
    @Override
    public @Nullable Object getParameterValue(String name) {
        Object replaced = replacements.get(name);
        if (replaced != null) {
            return replaced;
        }
        TypedData value = invocation.inputs().get(name);
        if (value instanceof TypedData.Text text) {
            return text.value();
        }
        return value instanceof TypedData.Json json ? json.value() : null;
    }

    @Override
    public void updateParameterValue(String name, @Nullable Object value) {
        if (value == null) {
            replacements.remove(name);
        } else {
            replacements.put(name, value);
        }
    }

    @Override
    public @Nullable Object getReturnValue() {
        return returned;
    }

    @Override
    public void updateReturnValue(@Nullable Object value) {
        returned = value;
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
            InvocationResult.Failure failure = attempt == null ? null : attempt.lastFailure();
            return failure == null ? null : new LastFailure(failure);
        }
    }

    private record LastFailure(InvocationResult.Failure failure) implements RpcException {
        @Override
        public String getSource() {
            return "";
        }

        @Override
        public String getStacktrace() {
            return failure.completeStackTrace();
        }

        @Override
        public String getMessage() {
            return failure.message();
        }
    }

    /**
     * Writes log records of user code to an {@link InvocationLog}.
     *
     * <p>It belongs to one invocation and has no parent, so its records do not reach the loggers of the process, and they
     * do not reference it.
     */
    static final class InvocationLogger extends Logger {
        private final Invocation invocation;
        private final InvocationLog log;
        private final AppStackTraces traces;

        InvocationLogger(Invocation invocation, InvocationLog log, AppStackTraces traces) {
            super(null, null);
            this.invocation = invocation;
            this.log = log;
            this.traces = traces;
            super.setUseParentHandlers(false);
            super.setLevel(Level.ALL);
        }

        @Override
        public void log(LogRecord entry) {
            Filter filter = getFilter();
            if (isLoggable(entry.getLevel()) && (filter == null || filter.isLoggable(entry))) {
                log.log(invocation, level(entry.getLevel()), traces.of(entry));
            }
            super.log(entry);
        }
    }

    /** The call of an app that runs on the current thread. */
    static final class CurrentCall {
        /** Each app has its own, so that the log handler of one app does not receive the records of another. */
        @SuppressWarnings("ThreadLocalUsage")
        private final ThreadLocal<@Nullable CallContext> current = new ThreadLocal<>();

        <T> T during(CallContext call, Supplier<T> action) {
            current.set(call);
            try {
                return action.get();
            } finally {
                current.remove();
            }
        }

        /** The call, or null if the thread runs no call of this app. */
        @Nullable
        CallContext get() {
            return current.get();
        }
    }
}
