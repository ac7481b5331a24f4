package dev.nephelite.cloud.control.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Reads spans in JSON: 64-bit numbers may be strings, ids are hexadecimal, and unknown members are ignored.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">JSON Protobuf encoding</a>
 */
final class JsonSpans {
    private static final JsonMapper JSON = new JsonMapper();

    private JsonSpans() {}

    /** Reads a request; an {@link IOException} says that it is not one. */
    static ReportedSpans read(byte[] body) throws IOException {
        JsonNode request = JSON.readTree(body);
        if (!request.isObject()) {
            throw new IOException("The body is not a JSON object.");
        }
        ReportedSpans.Builder reported = new ReportedSpans.Builder();
        for (JsonNode resource : request.path("resourceSpans")) {
            StringBuilder service = new StringBuilder();
            attributes(resource.at("/resource/attributes"), (key, value) -> {
                if (key.equals(ReportedSpans.SERVICE_NAME)) {
                    service.append(value);
                }
            });
            List<ReportedSpan> spans = new ArrayList<>();
            for (JsonNode scope : resource.path("scopeSpans")) {
                scope.path("spans").forEach(span -> spans.add(span(span)));
            }
            reported.add(spans, service.toString());
        }
        return reported.build();
    }

    private static ReportedSpan span(JsonNode json) {
        ReportedSpan span = new ReportedSpan();
        span.traceId(json.path("traceId").asText());
        span.id(json.path("spanId").asText());
        span.parent(json.path("parentSpanId").asText());
        span.name(json.path("name").asText());
        span.kind(json.path("kind").asInt());
        span.start(json.path("startTimeUnixNano").asLong());
        span.end(json.path("endTimeUnixNano").asLong());
        span.status(json.at("/status/code").asInt());
        span.message(json.at("/status/message").asText());
        attributes(json.path("attributes"), span::attribute);
        return span;
    }

    private static void attributes(JsonNode list, BiConsumer<String, String> receiver) {
        list.forEach(attribute -> receiver.accept(attribute.path("key").asText(), value(attribute.path("value"))));
    }

    /** The value of an attribute as text; a list has its elements. */
    private static String value(JsonNode value) {
        JsonNode elements = value.at("/arrayValue/values");
        if (elements.isArray()) {
            return StreamSupport.stream(elements.spliterator(), false)
                    .map(JsonSpans::scalar)
                    .collect(Collectors.joining(", "));
        }
        return scalar(value);
    }

    private static String scalar(JsonNode value) {
        Iterator<JsonNode> members = value.elements();
        if (!members.hasNext()) {
            return "";
        }
        JsonNode only = members.next();
        return only.isValueNode() ? only.asText() : only.toString();
    }
}
