package dev.nephelite.function.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.nephelite.function.worker.Secrets;
import dev.nephelite.function.worker.TypedData;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value that a function was given or has set, as people and programs see it afterwards.
 *
 * @param content the value in its form, cut after {@value #MAX_CHARACTERS} characters; of HTTP requests and responses, the body
 * @param bytes the length of the whole content, of text in UTF-8; {@value #UNKNOWN} for a stream
 * @param complete whether {@code content} is all of it
 * @param masked whether secrets were replaced in the content or the head
 * @param http what precedes the body of an HTTP request or response; null for other values
 */
public record Payload(
        Form form,
        String content,
        long bytes,
        boolean complete,
        boolean masked,
        @Nullable HttpHead http) {
    /** How much of a content is kept: at least a whole message of a queue. */
    public static final int MAX_CHARACTERS = 65_536;

    /** The length of a stream, which only the function has read. */
    public static final long UNKNOWN = -1;

    private static final int MAX_BYTES_OF_CHARACTER = 4;

    /** The bits of a byte that show whether it continues a character in UTF-8. */
    private static final int CONTINUATION_MASK = 0xC0;

    private static final int CONTINUATION = 0x80;

    /** How the content is written. */
    public enum Form {
        @JsonProperty("text")
        TEXT,
        @JsonProperty("json")
        JSON,
        /** Bytes that are no text in UTF-8. */
        @JsonProperty("base64")
        BASE64,
        /** Nothing is known of the content, because only the function has read it. */
        @JsonProperty("stream")
        STREAM,
        /** There was no value: the blob of an input did not exist, or a request had no body. */
        @JsonProperty("none")
        NONE
    }

    /**
     * The beginning of an HTTP request, which has a method and a URL, or of a response, which has a status.
     *
     * @param headers several values are joined with commas
     */
    public record HttpHead(
            @Nullable String method,
            @Nullable String url,
            @Nullable Integer status,
            Map<String, String> headers) {
        public HttpHead {
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        }

        /** The method and the URL, or the status. */
        public String line() {
            return status == null ? method + " " + url : status.toString();
        }

        /** The request with this head, without what only its URL says. */
        public TypedData.Request request(TypedData body) {
            return new TypedData.Request(
                    String.valueOf(method), String.valueOf(url), headers, Map.of(), Map.of(), body);
        }

        private HttpHead masked(Secrets secrets) {
            Map<String, String> shown = new LinkedHashMap<>();
            headers.forEach((name, value) ->
                    shown.put(name, Secrets.isSecretHeader(name) ? Secrets.MASK : secrets.masked(value)));
            return new HttpHead(method, url == null ? null : secrets.masked(url), status, shown);
        }
    }

    /** The values of a trigger and of inputs, in the same order, also those that do not exist. */
    static Map<String, Payload> ofInputs(Map<String, TypedData> values) {
        Map<String, Payload> payloads = new LinkedHashMap<>();
        values.forEach((name, value) -> payloads.put(name, of(value)));
        return payloads;
    }

    /** The values that exist, in the same order. */
    public static Map<String, Payload> ofAll(Map<String, TypedData> values) {
        Map<String, Payload> payloads = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (!value.equals(TypedData.NONE)) {
                payloads.put(name, of(value));
            }
        });
        return payloads;
    }

    /** The value with its secrets. */
    public static Payload of(TypedData value) {
        if (value instanceof TypedData.Request request) {
            return of(request.body()).with(new HttpHead(request.method(), request.url(), null, request.headers()));
        }
        if (value instanceof TypedData.Response response) {
            Map<String, String> headers = new LinkedHashMap<>();
            response.headers()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
            return of(response.body()).with(new HttpHead(null, null, response.status(), headers));
        }
        if (value.equals(TypedData.NONE)) {
            return new Payload(Form.NONE, "", 0, true, false, null);
        }
        if (value instanceof TypedData.Stream) {
            return new Payload(Form.STREAM, "", UNKNOWN, false, false, null);
        }
        if (value instanceof TypedData.Bytes bytes) {
            return ofBytes(bytes.value());
        }
        if (value instanceof TypedData.Text text) {
            return ofText(Form.TEXT, text.value());
        }
        return ofText(Form.JSON, json(value));
    }

    private static String json(TypedData value) {
        if (value instanceof TypedData.Json json) {
            return json.value();
        }
        if (value instanceof TypedData.Int number) {
            return Long.toString(number.value());
        }
        return value instanceof TypedData.Real number ? Double.toString(number.value()) : "";
    }

    private static Payload ofText(Form form, String text) {
        return new Payload(form, cut(text), utf8Length(text), text.length() <= MAX_CHARACTERS, false, null);
    }

    private static Payload ofBytes(byte[] content) {
        int length = keptLength(content);
        ByteBuffer kept = ByteBuffer.wrap(content, 0, length);
        Form form = Form.TEXT;
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(kept.duplicate()).toString();
        } catch (CharacterCodingException binary) {
            form = Form.BASE64;
            text = StandardCharsets.ISO_8859_1
                    .decode(Base64.getEncoder().encode(kept))
                    .toString();
        }
        boolean complete = length == content.length && text.length() <= MAX_CHARACTERS;
        return new Payload(form, cut(text), content.length, complete, false, null);
    }

    /** What comes later would be cut anyway. The last character is whole. */
    private static int keptLength(byte[] content) {
        int end = MAX_CHARACTERS * MAX_BYTES_OF_CHARACTER;
        if (content.length <= end) {
            return content.length;
        }
        while (end > 0 && (content[end] & CONTINUATION_MASK) == CONTINUATION) {
            end--;
        }
        return end;
    }

    private static String cut(String text) {
        if (text.length() <= MAX_CHARACTERS) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(MAX_CHARACTERS - 1));
        return text.substring(0, splitsPair ? MAX_CHARACTERS - 1 : MAX_CHARACTERS);
    }

    private static long utf8Length(String text) {
        long bytes = 0;
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character < 0x80) {
                bytes++;
            } else if (character < 0x800) {
                bytes += 2;
            } else {
                // A pair of surrogates is one character of four bytes.
                bytes += Character.isSurrogate(character) ? 2 : 3;
            }
        }
        return bytes;
    }

    /**
     * The value again, with masks in place of its secrets. Numbers become JSON; of an HTTP request, its query and route are left out.
     *
     * @throws IllegalStateException if the record does not have all of it
     */
    public TypedData value() {
        if (!complete) {
            throw new IllegalStateException("Only the beginning of the value is recorded.");
        }
        TypedData value =
                switch (form) {
                    case TEXT -> new TypedData.Text(content);
                    case JSON -> new TypedData.Json(content);
                    case BASE64 -> new TypedData.Bytes(Base64.getDecoder().decode(content));
                    case STREAM, NONE -> TypedData.NONE;
                };
        return http == null ? value : http.request(value);
    }

    private Payload with(HttpHead head) {
        return new Payload(form, content, bytes, complete, masked, head);
    }

    /** This value with at most so many characters of its content. */
    Payload shortened(int most) {
        return content.length() <= most
                ? this
                : new Payload(form, content.substring(0, most), bytes, false, masked, http);
    }

    /** This value without secrets. */
    Payload masked(Secrets secrets) {
        String shown = secrets.masked(content);
        @Nullable HttpHead head = http == null ? null : http.masked(secrets);
        boolean changed = !shown.equals(content) || !Objects.equals(head, http);
        return new Payload(form, shown, bytes, complete, masked || changed, head);
    }
}
