package dev.nephelite.function.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.function.json.DotNetJson;
import dev.nephelite.function.trigger.RecordedContent;
import dev.nephelite.function.trigger.TriggerEvent;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.Worker.ContentForm;
import java.io.IOException;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts HTTP requests for functions, with bodies that are read completely up to a limit or streamed. */
public final class HttpRequestConverter {
    /** The default limit of the cloud on the length of a body that is not streamed. */
    static final int DEFAULT_BODY_LIMIT = 100 * 1024 * 1024;

    /** Up to this length, memory is allocated before the first byte arrives. */
    private static final int MAX_PREALLOCATED = 64 * 1024;

    private static final Pattern LONE_PERCENT_SIGN = Pattern.compile("%(?![0-9a-fA-F]{2})");

    private HttpRequestConverter() {}

    /**
     * Translates a request. Headers and query parameters without a value are left out; several values are joined.
     *
     * @param routeValues null for a parameter that the request left out
     */
    static TypedData.Request of(HttpRequest request, TypedData body, Map<String, @Nullable String> routeValues) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        request.headers().forEach((name, value) -> headers.computeIfAbsent(
                        name.toLowerCase(Locale.ROOT), unused -> new ArrayList<>(1))
                .add(value));
        QueryParameters query = QueryParameters.parseLeniently(request.rawQuery());
        Map<String, List<String>> parameters = query == QueryParameters.EMPTY ? Map.of() : query.byName();
        return new TypedData.Request(
                request.method(), url(request), joined(headers), joined(parameters), present(routeValues), body);
    }

    /**
     * Translates the request of an earlier run, of which the headers, the URL and the body are known.
     *
     * @param form how the function takes the body
     * @param routeValues null for a parameter that the request left out
     */
    static TypedData.Request repeated(
            TypedData.Request recorded, ContentForm form, Map<String, @Nullable String> routeValues) {
        QueryParameters query = QueryParameters.parseLeniently(rawQuery(recorded.url()));
        boolean binary = ContentType.of(recorded.headers().get("content-type")).isBinary();
        return new TypedData.Request(
                recorded.method(),
                recorded.url(),
                recorded.headers(),
                joined(query.byName()),
                present(routeValues),
                RecordedContent.of(recorded.body(), form, binary));
    }

    /** The path of an absolute URL as the client sent it. */
    static String rawPath(String url) {
        int question = url.indexOf('?');
        String withoutQuery = question < 0 ? url : url.substring(0, question);
        int path = withoutQuery.indexOf('/', withoutQuery.indexOf("://") + "://".length());
        return path < 0 ? "/" : withoutQuery.substring(path);
    }

    private static @Nullable String rawQuery(String url) {
        int question = url.indexOf('?');
        return question < 0 ? null : url.substring(question + 1);
    }

    private static Map<String, String> present(Map<String, @Nullable String> values) {
        Map<String, String> present = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (value != null) {
                present.put(name, value);
            }
        });
        return present;
    }

    private static Map<String, String> joined(Map<String, List<String>> values) {
        Map<String, String> joined = new LinkedHashMap<>();
        values.forEach((name, all) -> {
            all.removeIf(String::isEmpty);
            if (!all.isEmpty()) {
                joined.put(name, String.join(",", all));
            }
        });
        return joined;
    }

    /**
     * The URL as the client sent it, except that a percent sign which escapes nothing is escaped, because a URI cannot
     * contain it.
     */
    private static String url(HttpRequest request) {
        String query = request.rawQuery() == null ? "" : "?" + request.rawQuery();
        String target = request.rawPath() + query;
        if (target.indexOf('%') >= 0) {
            target = LONE_PERCENT_SIGN.matcher(target).replaceAll("%25");
        }
        return request.scheme() + "://" + (request.host().isEmpty() ? "localhost" : request.host()) + target;
    }

    /** Reads the body, with or without Content-Length; empty if it is larger than 100 MiB. */
    public static Optional<byte[]> readBody(HttpRequest request) throws IOException {
        return readBody(request, DEFAULT_BODY_LIMIT);
    }

    /** Reads the body, with or without Content-Length; empty if it is larger than {@code limit} bytes. */
    static Optional<byte[]> readBody(HttpRequest request, int limit) throws IOException {
        long length = request.contentLength();
        if (length > limit) {
            return Optional.empty();
        }
        byte[] body = length >= 0 && length <= MAX_PREALLOCATED
                ? request.body().readNBytes((int) length)
                : request.body().readNBytes(limit + 1);
        return body.length > limit ? Optional.empty() : Optional.of(body);
    }

    /** The value of a body: bytes for a function that takes bytes, otherwise what the content type says. */
    static TypedData body(HttpRequest request, byte[] body, ContentForm form) {
        if (body.length == 0) {
            return TypedData.NONE;
        }
        ContentType type = ContentType.of(request.headers().get("Content-Type"));
        boolean binary = form == ContentForm.BYTES || type.isBinary();
        return binary ? new TypedData.Bytes(body) : new TypedData.Text(type.text(body));
    }

    /** The unread body, whatever its length. */
    static TypedData bodyStream(HttpRequest request) {
        boolean exists = request.contentLength() > 0 || request.headers().has("Transfer-Encoding");
        return exists ? new TypedData.Stream(request.body()) : TypedData.NONE;
    }

    /** The trigger event; its metadata is computed on first access. */
    static TriggerEvent triggerEvent(TypedData.Request request, Map<String, @Nullable String> routeValues) {
        TraceContext client = TraceContext.of(
                request.headers().get(TraceContext.TRACEPARENT),
                request.headers().get(TraceContext.TRACESTATE));
        return new TriggerEvent(TriggerEvent.MANUAL, Map.of(), request, new Metadata(request, routeValues))
                .causedBy(client);
    }

    /**
     * The values of a request for binding expressions. For one name, the route takes precedence over the query, and the
     * query over the members of a JSON object in the body.
     *
     * <p>Computed on first access, because most functions use none of them. Thread-safe.
     */
    private static final class Metadata extends AbstractMap<String, TypedData> {
        private final TypedData.Request request;
        private final Map<String, @Nullable String> routeValues;
        private volatile @Nullable Map<String, TypedData> found;

        Metadata(TypedData.Request request, Map<String, @Nullable String> routeValues) {
            this.request = request;
            this.routeValues = routeValues;
        }

        @Override
        public @Nullable TypedData get(@Nullable Object name) {
            return found().get(name);
        }

        @Override
        public boolean containsKey(@Nullable Object name) {
            return found().containsKey(name);
        }

        @Override
        public Set<Entry<String, TypedData>> entrySet() {
            return found().entrySet();
        }

        private Map<String, TypedData> found() {
            Map<String, TypedData> known = found;
            if (known == null) {
                known = Collections.unmodifiableMap(find());
                found = known;
            }
            return known;
        }

        private Map<String, TypedData> find() {
            Map<String, TypedData> metadata = new LinkedHashMap<>();
            ContentType type = ContentType.of(request.headers().get("content-type"));
            if (type.isJson()) {
                text(request.body(), type)
                        .flatMap(DotNetJson::parse)
                        .filter(JsonNode::isObject)
                        .ifPresent(document -> document.properties()
                                .forEach(member -> metadata.put(member.getKey(), value(member.getValue()))));
            }
            Map<String, String> query = lastValues();
            query.forEach((name, value) -> {
                if (!name.equalsIgnoreCase("code")) {
                    metadata.put(name, new TypedData.Text(value));
                }
            });
            routeValues.forEach(
                    (name, value) -> metadata.put(name, value == null ? TypedData.NONE : new TypedData.Text(value)));
            metadata.put("Query", object(query));
            metadata.put("Headers", object(request.headers()));
            return metadata;
        }

        /** The query parameters; if one was sent more than once, its last value counts. */
        private Map<String, String> lastValues() {
            Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            QueryParameters.parse(rawQuery(request.url())).forEach(values::put);
            return values;
        }

        private static Optional<String> text(TypedData body, ContentType type) {
            if (body instanceof TypedData.Text text) {
                return Optional.of(text.value());
            }
            return body instanceof TypedData.Bytes bytes ? Optional.of(type.text(bytes.value())) : Optional.empty();
        }

        private static TypedData value(JsonNode member) {
            if (member.isNull()) {
                return TypedData.NONE;
            }
            return member.isValueNode() ? new TypedData.Text(member.asText()) : new TypedData.Json(member.toString());
        }

        private static TypedData object(Map<String, String> values) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            values.forEach(object::put);
            return new TypedData.Json(object.toString());
        }
    }
}
