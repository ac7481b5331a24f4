package dev.nephelite.emulator.trace;

import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.time.Ids;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The position of a piece of work in a trace: a storage request, an invocation of a function, or what they caused.
 *
 * @param traceIdHigh the first half of the trace id
 * @param traceIdLow the second half of the trace id; the trace id is never 0
 * @param span the id of the span; never 0
 * @param flags of which only {@value #KNOWN_FLAGS} are set
 * @param state the entries of {@code tracestate}; empty for none
 * @see <a href="https://www.w3.org/TR/trace-context/">Trace Context</a>
 */
public record TraceContext(long traceIdHigh, long traceIdLow, long span, int flags, String state) {
    public static final String TRACEPARENT = "traceparent";
    public static final String TRACESTATE = "tracestate";

    /**
     * The header with which Nephelite's own clients ask for the trace context of each message that they receive, and for the time at
     * which it became visible. Others get the answer that they know from Azure.
     */
    public static final String WANTED = "Nephelite-Trace-Context";

    /** Sampled, and random trace id. */
    private static final int KNOWN_FLAGS = 0x03;

    private static final int SAMPLED = 0x01;
    private static final String VERSION = "00";
    private static final HexFormat HEX = HexFormat.of();
    private static final int LENGTH = 55;
    private static final int TRACE_ID = 3;
    private static final int HALF = 16;
    private static final int SPAN = 36;
    private static final int FLAGS = 53;

    /** The first span of a new trace, which is marked as recorded. */
    public static TraceContext begin(Ids ids) {
        return new TraceContext(ids.nextLong(), notZero(ids), notZero(ids), SAMPLED, "");
    }

    /**
     * The context of a client.
     *
     * @param traceparent the header, or null if the client sent none
     * @param tracestate the header, its lines joined by commas, or null; an invalid one is ignored
     * @return null if {@code traceparent} is missing or invalid
     */
    public static @Nullable TraceContext of(@Nullable String traceparent, @Nullable String tracestate) {
        if (traceparent == null || !isWellFormed(traceparent)) {
            return null;
        }
        long high = hex(traceparent, TRACE_ID);
        long low = hex(traceparent, TRACE_ID + HALF);
        long span = hex(traceparent, SPAN);
        if ((high | low) == 0 || span == 0) {
            return null;
        }
        int flags = HexFormat.fromHexDigits(traceparent, FLAGS, LENGTH) & KNOWN_FLAGS;
        return new TraceContext(high, low, span, flags, tracestate == null ? "" : TraceState.valid(tracestate));
    }

    /** The context that a client sent, or null if it sent none or an invalid one. */
    public static @Nullable TraceContext sentIn(Headers headers) {
        @Nullable String traceparent = headers.get(TRACEPARENT);
        return traceparent == null ? null : of(traceparent, String.join(",", headers.all(TRACESTATE)));
    }

    /** Later versions than ours may append fields. */
    private static boolean isWellFormed(String traceparent) {
        if (traceparent.length() < LENGTH || traceparent.startsWith("ff")) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = traceparent.charAt(i);
            boolean separator = i == TRACE_ID - 1 || i == SPAN - 1 || i == FLAGS - 1;
            if (separator ? c != '-' : !isLowerCaseHex(c)) {
                return false;
            }
        }
        return traceparent.length() == LENGTH
                || (!traceparent.startsWith(VERSION) && traceparent.charAt(LENGTH) == '-');
    }

    private static boolean isLowerCaseHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    private static long hex(String text, int from) {
        return HexFormat.fromHexDigitsToLong(text, from, from + HALF);
    }

    private static long notZero(Ids ids) {
        long id = ids.nextLong();
        return id == 0 ? 1 : id;
    }

    /** A new span in the same trace. */
    public TraceContext child(Ids ids) {
        return new TraceContext(traceIdHigh, traceIdLow, notZero(ids), flags, state);
    }

    /** The same span, whose entry in {@code tracestate} names an invocation of a function. */
    public TraceContext withInvocation(UUID invocation) {
        return new TraceContext(traceIdHigh, traceIdLow, span, flags, TraceState.with(invocation, state));
    }

    /** The invocation of a function that {@code tracestate} names, or null if there is none. */
    public @Nullable UUID invocation() {
        return TraceState.invocation(state);
    }

    /** 32 hexadecimal digits. */
    public String traceId() {
        return HEX.toHexDigits(traceIdHigh) + HEX.toHexDigits(traceIdLow);
    }

    /** 16 hexadecimal digits. */
    public String spanId() {
        return HEX.toHexDigits(span);
    }

    /** The value of the header {@value #TRACEPARENT}. */
    public String header() {
        return VERSION + "-" + traceId() + "-" + spanId() + "-" + HEX.toHexDigits((byte) flags);
    }
}
