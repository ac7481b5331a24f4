package dev.nephelite.function.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.function.json.DotNetJson;
import dev.nephelite.function.worker.TypedData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a bare text means as a response. A text that is a JSON object with a {@code body} describes the whole response;
 * any other document is the body as a document; only what is no JSON is sent as it is.
 */
final class ResponseObject {
    private static final int OK = 200;

    private ResponseObject() {}

    static TypedData.Response parse(String text) {
        Optional<JsonNode> document = DotNetJson.parse(text);
        if (document.isEmpty()) {
            return new TypedData.Response(OK, Map.of(), new TypedData.Text(text));
        }
        JsonNode body = member(document.get(), "body");
        if (body == null) {
            return new TypedData.Response(OK, Map.of(), new TypedData.Json(text));
        }
        Map<String, List<String>> headers = headers(member(document.get(), "headers"));
        JsonNode cookies = member(document.get(), "cookies");
        if (cookies != null && cookies.isArray() && !cookies.isEmpty()) {
            headers.put(
                    "Set-Cookie",
                    cookies.valueStream().map(CookieObject::render).toList());
        }
        return new TypedData.Response(status(document.get()), headers, value(body));
    }

    private static int status(JsonNode response) {
        JsonNode status = member(response, "statusCode");
        JsonNode given = status == null ? member(response, "status") : status;
        int code = given == null ? OK : given.asInt(OK);
        return code < 100 || code > 999 ? OK : code;
    }

    private static Map<String, List<String>> headers(@Nullable JsonNode headers) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (headers != null) {
            headers.properties()
                    .forEach(header -> values.put(header.getKey(), List.of(DotNetJson.plain(header.getValue()))));
        }
        return values;
    }

    private static TypedData value(JsonNode body) {
        return body.isTextual() ? new TypedData.Text(body.textValue()) : new TypedData.Json(body.toString());
    }

    /** Returns a member of an object whatever its name's case, or null. */
    static @Nullable JsonNode member(JsonNode object, String name) {
        return object.properties().stream()
                .filter(member -> member.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
