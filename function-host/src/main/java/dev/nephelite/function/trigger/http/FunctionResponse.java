package dev.nephelite.function.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Body.BodySink;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.json.DotNetJson;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.TypedData;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Translates the result of a function to an HTTP response.
 *
 * <p>The value of the {@code http} output takes precedence. Without one, the return value is sent; without that, the
 * response has no content.
 */
final class FunctionResponse {
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String CONTENT_LENGTH = "Content-Length";

    /** Headers that only the server sets, because it decides how the body is transferred. */
    private static final Set<String> FRAMING =
            Set.of("connection", "content-length", "keep-alive", "transfer-encoding");

    private static final int MIN_STATUS = 200;
    private static final String MARKS = "!#$%&'*+-.^_`|~";

    private final boolean head;

    private FunctionResponse(boolean head) {
        this.head = head;
    }

    /**
     * The response to a request of {@code method}.
     *
     * @throws IllegalArgumentException if the function has set an invalid header
     */
    static Response of(FunctionDefinition function, InvocationResult result, String method) {
        if (result instanceof InvocationResult.Success success) {
            return new FunctionResponse(method.equals("HEAD")).of(function, success);
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

    /** JSON is indented and booleans are capitalised, because clients get them like that in the cloud. */
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
        if (name.isEmpty() || !name.chars().allMatch(FunctionResponse::isOfName)) {
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
}
