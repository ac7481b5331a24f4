package dev.nephelite.function.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Body.BodySink;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.json.DotNetJson;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.TypedData;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Converts the result of a function to an HTTP response.
 *
 * <p>The value of the {@code http} output takes precedence. Without one, the return value is sent; without that, the
 * response has no content.
 */
final class HttpResponseConverter {
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String CONTENT_LENGTH = "Content-Length";

    /** Headers that only the server sets, because it decides how the body is transferred. */
    private static final Set<String> FRAMING =
            Set.of("connection", "content-length", "keep-alive", "transfer-encoding");

    private static final int MIN_STATUS = 200;
    private static final int MAX_STATUS = 999;
    private static final String MARKS = "!#$%&'*+-.^_`|~";

    private final boolean head;

    private HttpResponseConverter(boolean head) {
        this.head = head;
    }

    /**
     * The response to a request of {@code method}.
     *
     * @throws IllegalArgumentException if the function has set an invalid header
     */
    static Response of(FunctionDefinition function, InvocationResult result, String method) {
        if (result instanceof InvocationResult.Success success) {
            return new HttpResponseConverter(method.equals("HEAD")).of(function, success);
        }
        return Response.of(500);
    }

    private Response of(FunctionDefinition function, InvocationResult.Success success) {
        List<String> outputs = function.outputs().stream()
                .filter(binding -> binding.isType("http"))
                .map(BindingDefinition::name)
                .toList();
        for (String name : outputs) {
            TypedData value = name.equals(BindingDefinition.RETURN)
                    ? success.returnValue()
                    : success.outputs().getOrDefault(name, TypedData.NONE);
            if (!value.equals(TypedData.NONE)) {
                return ofOutput(value);
            }
        }
        boolean returned = !outputs.contains(BindingDefinition.RETURN)
                && !success.returnValue().equals(TypedData.NONE);
        return returned ? ofReturnValue(success.returnValue()) : Response.of(204);
    }

    private Response ofOutput(TypedData value) {
        if (value instanceof TypedData.Response response) {
            return answer(response);
        }
        if (value instanceof TypedData.Text text) {
            return answer(ResponseObject.parse(text.value()));
        }
        return answer(ok(value));
    }

    /** Without an {@code http} output, JSON is sent as a document and text as text. */
    private Response ofReturnValue(TypedData value) {
        if (value instanceof TypedData.Response response) {
            return answer(response);
        }
        if (value instanceof TypedData.Json json) {
            return Response.of(200)
                    .header(CONTENT_TYPE, "application/json; charset=utf-8")
                    .body(Body.text(DotNetJson.compact(json.value())));
        }
        return answer(ok(value));
    }

    private static TypedData.Response ok(TypedData body) {
        return new TypedData.Response(200, Map.of(), body);
    }

    private Response answer(TypedData.Response returned) {
        if (returned.status() < MIN_STATUS) {
            throw new IllegalArgumentException("The function has set the status " + returned.status()
                    + ", which is not final; the lowest final status is " + MIN_STATUS + ".");
        }
        if (returned.status() > MAX_STATUS) {
            throw new IllegalArgumentException(
                    "The function has set the status " + returned.status() + ", but a status has three digits.");
        }
        Response response = Response.of(returned.status());
        returned.headers().forEach((name, values) -> {
            boolean framing = FRAMING.contains(name.toLowerCase(Locale.ROOT));
            if (!name.equalsIgnoreCase(CONTENT_TYPE) && (!framing || (head && name.equalsIgnoreCase(CONTENT_LENGTH)))) {
                values.forEach(value -> response.header(headerName(name), headerValue(name, value)));
            }
        });
        List<String> types = returned.headers().get(CONTENT_TYPE);
        String type = types == null ? null : headerValue(CONTENT_TYPE, types.get(types.size() - 1));
        if (returned.body() instanceof TypedData.Bytes bytes) {
            return response.header(CONTENT_TYPE, type).body(body(returned.status(), Body.bytes(bytes.value())));
        }
        if (returned.body() instanceof TypedData.Stream stream) {
            return response.header(CONTENT_TYPE, type)
                    .body(new StreamedBody(stream.content(), mayHaveBody(returned.status())));
        }
        if (type == null && !mayHaveBody(returned.status())) {
            return response;
        }
        ContentType parsed = ContentType.of(type == null ? "text/plain" : type);
        return response.header(CONTENT_TYPE, withCharset(type == null ? "text/plain" : type, parsed))
                .body(body(returned.status(), Body.bytes(text(returned.body()).getBytes(parsed.encoding()))));
    }

    private static boolean mayHaveBody(int status) {
        return status != 204 && status != 205 && status != 304;
    }

    private static Body body(int status, Body body) {
        return mayHaveBody(status) ? body : Body.EMPTY;
    }

    private static String withCharset(String type, ContentType parsed) {
        return parsed.charset() == null ? type + "; charset=utf-8" : type;
    }

    /** JSON is indented and booleans are capitalized, because clients get them like that in the cloud. */
    private static String text(TypedData body) {
        if (body instanceof TypedData.Text text) {
            return text.value();
        }
        if (body instanceof TypedData.Json json) {
            return DotNetJson.parse(json.value())
                    .filter(JsonNode::isValueNode)
                    .map(DotNetJson::plain)
                    .orElseGet(() -> DotNetJson.indented(json.value()));
        }
        if (body instanceof TypedData.Int number) {
            return Long.toString(number.value());
        }
        if (body instanceof TypedData.Real number) {
            return DotNetJson.plain(number.value());
        }
        return "";
    }

    /**
     * Returns {@code name} unchanged.
     *
     * @throws IllegalArgumentException if it is not a valid header name
     */
    static String headerName(String name) {
        if (name.isEmpty() || !name.chars().allMatch(HttpResponseConverter::isOfName)) {
            throw new IllegalArgumentException("The function has set a header called '" + shown(name)
                    + "', but the name of a header is made of letters, digits and " + MARKS + ".");
        }
        return name;
    }

    /**
     * Returns {@code value} unchanged.
     *
     * @throws IllegalArgumentException if it is not a valid value of the header {@code name}
     */
    static String headerValue(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char current = value.charAt(i);
            if (current != '\t' && (current < ' ' || current > '~')) {
                throw new IllegalArgumentException("The function has set the header '" + shown(name) + "' to '"
                        + shown(value) + "', but the value of a header has neither control characters nor any beyond"
                        + " ASCII. Encode it.");
            }
        }
        return value;
    }

    private static boolean isOfName(int each) {
        return each < 128 && (Character.isLetterOrDigit(each) || MARKS.indexOf(each) >= 0);
    }

    private static String shown(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /**
     * A body that a function returns as a stream. Each chunk is sent as soon as it is read, so that pages can follow
     * events. The stream is closed at its end or when the client disconnects.
     *
     * @param isSent whether the status allows a body
     */
    private record StreamedBody(InputStream content, boolean isSent) implements Body {
        private static final int CHUNK_SIZE = 64 * 1024;

        @Override
        public long length() {
            return isSent ? -1 : 0;
        }

        @Override
        public void writeTo(BodySink sink) throws IOException {
            byte[] chunk = new byte[CHUNK_SIZE];
            int count = content.read(chunk);
            while (count >= 0) {
                sink.write(chunk, 0, count);
                sink.flush();
                count = content.read(chunk);
            }
        }

        @Override
        public void close() throws IOException {
            content.close();
        }
    }

    /**
     * Interprets a text as a response. A JSON object with a {@code body} describes the whole response; any other JSON is a
     * JSON body; anything else is sent as text.
     */
    static final class ResponseObject {
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
                        "Set-Cookie", cookies.valueStream().map(Cookie::render).toList());
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
}
