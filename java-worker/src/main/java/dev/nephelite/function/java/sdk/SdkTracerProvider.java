package dev.nephelite.function.java.sdk;

import com.azure.core.util.Context;
import com.azure.core.util.TracingOptions;
import com.azure.core.util.tracing.SpanKind;
import com.azure.core.util.tracing.StartSpanOptions;
import com.azure.core.util.tracing.Tracer;
import com.azure.core.util.tracing.TracerProvider;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Makes the calls of Azure's SDK spans of the invocation that makes them. azure-core creates it by {@code ServiceLoader}. */
public final class SdkTracerProvider implements TracerProvider {
    @Override
    public Tracer createTracer(
            String libraryName,
            @Nullable String libraryVersion,
            @Nullable String azNamespace,
            @Nullable TracingOptions options) {
        return new SdkTracer(((SdkSpans.Source) getClass().getClassLoader()).sdkSpans());
    }

    /** The context of azure-core has the current span, so it needs no thread of its own. */
    private record SdkTracer(SdkSpans spans) implements Tracer {
        private static final String SPAN = "nephelite-span";

        private static SdkSpans.@Nullable Span spanIn(Context context) {
            return (SdkSpans.Span) context.getData(SPAN).orElse(null);
        }

        @Override
        public Context start(String name, Context context) {
            return start(name, new StartSpanOptions(SpanKind.INTERNAL), context);
        }

        @Override
        public Context start(String name, StartSpanOptions options, Context context) {
            SdkSpans.@Nullable Span span =
                    spans.begin(name, options.getSpanKind().name(), spanIn(context));
            if (span == null) {
                return context;
            }
            @Nullable Map<String, Object> attributes = options.getAttributes();
            if (attributes != null) {
                attributes.forEach((key, value) -> span.attribute(key, String.valueOf(value)));
            }
            return context.addData(SPAN, span);
        }

        @Override
        public void end(@Nullable String error, @Nullable Throwable thrown, Context context) {
            SdkSpans.@Nullable Span span = spanIn(context);
            if (span != null) {
                span.end(error == null && thrown != null ? thrown.toString() : error);
            }
        }

        @Override
        public void setAttribute(String key, String value, Context context) {
            setAttribute(key, (Object) value, context);
        }

        @Override
        public void setAttribute(String key, long value, Context context) {
            setAttribute(key, (Object) value, context);
        }

        @Override
        public void setAttribute(String key, Object value, Context context) {
            SdkSpans.@Nullable Span span = spanIn(context);
            if (span != null) {
                span.attribute(key, String.valueOf(value));
            }
        }

        @Override
        public void injectContext(BiConsumer<String, String> headers, Context context) {
            SdkSpans.@Nullable Span span = spanIn(context);
            if (span != null) {
                headers.accept("traceparent", span.traceparent());
                if (!span.tracestate().isEmpty()) {
                    headers.accept("tracestate", span.tracestate());
                }
            }
        }

        @Override
        public boolean isRecording(Context context) {
            return spanIn(context) != null;
        }
    }
}
