package dev.nephelite.function.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Query;
import dev.nephelite.function.json.JsonText;
import dev.nephelite.function.trigger.Trigger;
import dev.nephelite.function.worker.TypedData;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as its function sees it, and what binding expressions may know of it. */
final class FunctionRequest {
    private FunctionRequest() {}

    /**
     * Translates a request; headers and parameters without a value are left out, several values are joined.
     *
     * @param routeValues null for a parameter that the request left out
     * @throws IllegalArgumentException if the query is not properly encoded
     */
    static TypedData.Request of(HttpRequest request, byte[] body, Map<String, @Nullable String> routeValues) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().forEach((name, value) -> join(headers, name.toLowerCase(Locale.ROOT), value));
        Query query = Query.parse(request.rawQuery());
        Map<String, String> parameters = new LinkedHashMap<>();
        query.names().forEach(name -> query.all(name).forEach(value -> join(parameters, name, value)));
        Map<String, String> present = new LinkedHashMap<>();
        routeValues.forEach((name, value) -> {
            if (value != null) {
                present.put(name, value);
            }
        });
        return new TypedData.Request(
                request.method(),
                url(request),
                headers,
                parameters,
                present,
                ContentType.of(request.headers().get("Content-Type")).value(body));
    }

    private static void join(Map<String, String> values, String name, String value) {
        if (!value.isEmpty()) {
            values.merge(name, value, (first, next) -> first + "," + next);
        }
    }

    /** The address as the client sent it; only a percent sign that escapes nothing is mended, for no URI has one. */
    private static String url(HttpRequest request) {
        String query = request.rawQuery() == null ? "" : "?" + request.rawQuery();
        String target = (request.rawPath() + query).replaceAll("%(?![0-9a-fA-F]{2})", "%25");
        return request.scheme() + "://" + (request.host().isEmpty() ? "localhost" : request.host()) + target;
    }

    /** Returns the event; of what has one name, the route wins over the query and the query over the body. */
    static Trigger trigger(TypedData.Request request, Map<String, @Nullable String> routeValues) {
        Map<String, TypedData> metadata = new LinkedHashMap<>();
        String type = request.headers().get("content-type");
        if (request.body() instanceof TypedData.Text body
                && ContentType.of(type).isJson()) {
            JsonText.parse(body.value()).filter(JsonNode::isObject).ifPresent(document -> document.properties()
                    .forEach(member -> metadata.put(member.getKey(), value(member.getValue()))));
        }
        request.query().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("code")) {
                metadata.put(name, new TypedData.Text(value));
            }
        });
        routeValues.forEach(
                (name, value) -> metadata.put(name, value == null ? TypedData.NONE : new TypedData.Text(value)));
        metadata.put("Query", object(request.query()));
        metadata.put("Headers", object(request.headers()));
        return new Trigger(Trigger.BY_HAND, Map.of(), request, metadata);
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
