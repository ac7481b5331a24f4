package dev.nephelite.function.invocation;

import dev.nephelite.emulator.time.Ids;
import dev.nephelite.function.worker.Invocation.Trace;
import dev.nephelite.function.worker.TypedData;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the trace that a call belongs to: the one a client names, or a new one.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">Trace Context</a>
 */
record TraceContexts(Ids ids) {
    private static final Pattern PARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

    /** A client whose parent cannot be understood has no say in the state either. */
    Trace of(TypedData trigger) {
        if (trigger instanceof TypedData.Request request) {
            @Nullable String parent = request.headers().get("traceparent");
            if (parent != null && PARENT.matcher(parent).matches()) {
                return new Trace(parent, request.headers().getOrDefault("tracestate", ""));
            }
        }
        HexFormat hex = HexFormat.of();
        String trace = hex.toHexDigits(ids.nextLong()) + hex.toHexDigits(ids.nextLong());
        return new Trace("00-" + trace + "-" + hex.toHexDigits(ids.nextLong()) + "-00", "");
    }
}
