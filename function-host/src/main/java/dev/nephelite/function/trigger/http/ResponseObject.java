package dev.nephelite.function.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.function.json.DotNetJson;
import dev.nephelite.function.worker.TypedData;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Interprets a text as a response. A JSON object with a {@code body} describes the whole response; any other JSON is a
 * JSON body; anything else is sent as text.
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
            headers.put("Set-Cookie", cookies.valueStream().map(Cookie::render).toList());
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

    /** The member of an object with that name, ignoring case, or null. */
    static @Nullable JsonNode member(JsonNode object, String name) {
        return object.properties().stream()
                .filter(member -> member.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** A cookie of a response object, rendered as a {@code Set-Cookie} header. */
    private static final class Cookie {
        private final JsonNode cookie;
        private final StringBuilder header = new StringBuilder();

        private Cookie(JsonNode cookie) {
            this.cookie = cookie;
        }

        /**
         * The value of the header.
         *
         * @throws IllegalArgumentException if the cookie has no name or an invalid expiry time
         */
        static String render(JsonNode cookie) {
            return new Cookie(cookie).render();
        }

        private String render() {
            String name = text("name");
            if (name == null || name.isEmpty()) {
                throw new IllegalArgumentException("The function has set a cookie without a name: " + cookie);
            }
            String value = text("value");
            header.append(name).append('=').append(value == null ? "" : encoded(value));
            String expires = text("expires");
            attribute("expires", expires == null ? null : moment(expires));
            attribute("max-age", text("maxAge"));
            attribute("domain", text("domain"));
            String path = text("path");
            attribute("path", path == null ? "/" : path);
            flag("secure");
            String sameSite = text("sameSite");
            attribute("samesite", sameSite == null ? null : sameSite(sameSite));
            flag("httpOnly");
            return header.toString();
        }

        private @Nullable String text(String member) {
            JsonNode value = ResponseObject.member(cookie, member);
            return value == null || value.isNull() ? null : DotNetJson.plain(value);
        }

        private void attribute(String name, @Nullable String value) {
            if (value != null) {
                header.append("; ").append(name).append('=').append(value);
            }
        }

        private void flag(String member) {
            JsonNode value = ResponseObject.member(cookie, member);
            if (value != null && value.asBoolean()) {
                header.append("; ").append(member.toLowerCase(Locale.ROOT));
            }
        }

        private static String encoded(String value) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
        }

        private static String moment(String expires) {
            try {
                return HttpDate.format(OffsetDateTime.parse(expires).toInstant());
            } catch (DateTimeException refused) {
                throw new IllegalArgumentException(
                        "The function has set a cookie that expires at '" + expires
                                + "', which is not a date and time such as 2026-01-31T12:00:00Z.",
                        refused);
            }
        }

        /** None means that the function sets no policy; ExplicitNone is the policy None. */
        private static @Nullable String sameSite(String word) {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "none" -> null;
                case "explicitnone" -> "none";
                default -> word.toLowerCase(Locale.ROOT);
            };
        }
    }
}
