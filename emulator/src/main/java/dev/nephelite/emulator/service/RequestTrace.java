package dev.nephelite.emulator.service;

import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.trace.TraceContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The trace context of a request: the client's or, if the client sent none, the beginning of a trace. Most requests are never
 * asked for it, so it is made when it is. Thread-safe.
 */
final class RequestTrace implements Supplier<TraceContext> {
    private final Headers headers;
    private final Ids ids;
    private @Nullable TraceContext context;

    RequestTrace(Headers headers, Ids ids) {
        this.headers = headers;
        this.ids = ids;
    }

    @Override
    public synchronized TraceContext get() {
        if (context == null) {
            @Nullable TraceContext sent = TraceContext.sentIn(headers);
            context = sent == null ? TraceContext.begin(ids) : sent;
        }
        return context;
    }
}
