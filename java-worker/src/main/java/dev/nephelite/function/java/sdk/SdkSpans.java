package dev.nephelite.function.java.sdk;

import org.jspecify.annotations.Nullable;

/** Begins the spans of calls of Azure's SDK. Thread-safe. */
@FunctionalInterface
public interface SdkSpans {
    /**
     * Begins a span.
     *
     * @param kind such as {@code CLIENT}
     * @param parent null for the invocation that runs on this thread
     * @return null if the call belongs to no invocation
     */
    @Nullable
    Span begin(String name, String kind, @Nullable Span parent);

    /** A span that has begun. Thread-safe. */
    interface Span {
        /** The header {@code traceparent} of requests in the span. */
        String traceparent();

        /** The header {@code tracestate} of requests in the span; empty for none. */
        String tracestate();

        void attribute(String name, String value);

        /**
         * Ends the span. Has no effect if it has ended before.
         *
         * @param error null if the call succeeded
         */
        void end(@Nullable String error);
    }

    /** The class loader of an app, through which the classes that it defines find us. */
    interface Source {
        SdkSpans sdkSpans();
    }
}
