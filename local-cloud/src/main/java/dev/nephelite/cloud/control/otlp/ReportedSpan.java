package dev.nephelite.cloud.control.otlp;

import dev.nephelite.cloud.trace.AppSpans.AppSpan;
import dev.nephelite.function.run.TraceSpan;
import dev.nephelite.function.worker.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A span as it is read, field by field. Not thread-safe. */
final class ReportedSpan {
    private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");
    private static final Pattern SPAN_ID = Pattern.compile("(?!0{16})[0-9a-f]{16}");
    private static final List<String> KINDS = List.of("", "internal", "server", "client", "producer", "consumer");
    private static final Pattern HEADER = Pattern.compile("http\\.(?:request|response)\\.header\\.(.+)");
    private static final int ERROR = 2;
    private static final int MAX_ATTRIBUTES = 32;
    private static final int MAX_LENGTH = 1_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Map<String, String> attributes = new LinkedHashMap<>();
    private String traceId = "";
    private String id = "";
    private String parent = "";
    private String name = "";
    private String message = "";
    private int kind;
    private int status;
    private long start;
    private long end;

    void traceId(String hex) {
        traceId = hex.toLowerCase(Locale.ROOT);
    }

    void id(String hex) {
        id = hex.toLowerCase(Locale.ROOT);
    }

    void parent(String hex) {
        parent = hex.toLowerCase(Locale.ROOT);
    }

    void name(String text) {
        name = text;
    }

    /** @param number the number of the kind in the protocol */
    void kind(int number) {
        kind = number;
    }

    /** @param number the number of the status in the protocol */
    void status(int number) {
        status = number;
    }

    void message(String text) {
        message = text;
    }

    /** @param nanos since 1970 */
    void start(long nanos) {
        start = nanos;
    }

    /** @param nanos since 1970 */
    void end(long nanos) {
        end = nanos;
    }

    /** Adds an attribute; of many, only the first ones are kept. */
    void attribute(String key, String value) {
        if (attributes.size() < MAX_ATTRIBUTES) {
            attributes.put(shortened(key), shortened(value));
        }
    }

    /**
     * The span, without secrets that have a name.
     *
     * @param service the name of the app; empty if it is not known
     * @return empty if the ids or times are not valid
     */
    Optional<AppSpan> finished(String service) {
        boolean valid =
                TRACE_ID.matcher(traceId).matches() && SPAN_ID.matcher(id).matches() && start > 0 && end >= start;
        if (!valid) {
            return Optional.empty();
        }
        Map<String, String> details = new LinkedHashMap<>();
        put(details, "service", service);
        put(details, "kind", kind > 0 && kind < KINDS.size() ? KINDS.get(kind) : "");
        if (status == ERROR) {
            put(details, "error", message.isEmpty() ? "error" : message);
        }
        attributes.forEach((key, value) -> details.putIfAbsent(key, masked(key, value)));
        return Optional.of(new AppSpan(
                traceId,
                new TraceSpan(
                        id,
                        SPAN_ID.matcher(parent).matches() ? parent : null,
                        TraceSpan.Kind.SPAN,
                        Secrets.NAMED.masked(shortened(name)),
                        Instant.ofEpochSecond(start / NANOS_PER_SECOND, start % NANOS_PER_SECOND),
                        Duration.ofNanos(end - start),
                        status == ERROR ? "failed" : "",
                        null,
                        false,
                        details)));
    }

    /**
     * The value of an attribute without secrets.
     *
     * @see <a href="https://opentelemetry.io/docs/specs/semconv/registry/attributes/http/">OpenTelemetry: HTTP attributes</a>
     */
    private static String masked(String key, String value) {
        Matcher header = HEADER.matcher(key);
        // Earlier conventions write underscores for hyphens.
        if (header.matches() && Secrets.isSecretHeader(header.group(1).replace('_', '-'))) {
            return Secrets.MASK;
        }
        return key.equals("url.query") ? Secrets.NAMED.masked("?" + value).substring(1) : Secrets.NAMED.masked(value);
    }

    private static void put(Map<String, String> details, String name, String value) {
        if (!value.isEmpty()) {
            details.put(name, Secrets.NAMED.masked(shortened(value)));
        }
    }

    private static String shortened(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
    }
}
