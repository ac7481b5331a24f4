package dev.nephelite.junit.runtime;

import dev.nephelite.function.worker.TypedData;
import dev.nephelite.junit.cloud.FunctionInvocation.Payload;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Converts the inputs and outputs of functions to what a test sees of them. */
final class Payloads {
    private static final long UNKNOWN = -1;
    private static final int MAX_BYTES_OF_CHARACTER = 4;

    /** The bits of a byte that show whether it continues a character in UTF-8. */
    private static final int CONTINUATION_MASK = 0xC0;

    private static final int CONTINUATION = 0x80;

    private Payloads() {}

    /** The values that exist, in the same order. */
    static Map<String, Payload> of(Map<String, TypedData> values) {
        Map<String, Payload> payloads = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (!value.equals(TypedData.NONE)) {
                payloads.put(name, of(value));
            }
        });
        return payloads;
    }

    private static Payload of(TypedData value) {
        if (value instanceof TypedData.Request request) {
            return withBody(request.method() + " " + request.url(), request.body());
        }
        if (value instanceof TypedData.Response response) {
            return withBody(Integer.toString(response.status()), response.body());
        }
        if (value instanceof TypedData.Stream) {
            return new Payload("", UNKNOWN);
        }
        if (value instanceof TypedData.Bytes bytes) {
            return new Payload(cut(text(bytes.value())), bytes.value().length);
        }
        String text = text(value);
        return new Payload(cut(text), text.getBytes(StandardCharsets.UTF_8).length);
    }

    private static Payload withBody(String head, TypedData body) {
        if (body.equals(TypedData.NONE)) {
            return new Payload(head, 0);
        }
        Payload content = of(body);
        return new Payload(cut(head + "\n\n" + content.text()), content.bytes());
    }

    private static String text(TypedData value) {
        if (value instanceof TypedData.Text text) {
            return text.value();
        }
        if (value instanceof TypedData.Json json) {
            return json.value();
        }
        if (value instanceof TypedData.Int number) {
            return Long.toString(number.value());
        }
        return value instanceof TypedData.Real number ? Double.toString(number.value()) : value.toString();
    }

    private static String text(byte[] content) {
        ByteBuffer kept = ByteBuffer.wrap(content, 0, keptLength(content));
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(kept.duplicate()).toString();
        } catch (CharacterCodingException binary) {
            return StandardCharsets.ISO_8859_1
                    .decode(Base64.getEncoder().encode(kept))
                    .toString();
        }
    }

    /** What comes later would be cut anyway. The last character is whole. */
    private static int keptLength(byte[] content) {
        int end = Payload.MAX_CHARACTERS * MAX_BYTES_OF_CHARACTER;
        if (content.length <= end) {
            return content.length;
        }
        while (end > 0 && (content[end] & CONTINUATION_MASK) == CONTINUATION) {
            end--;
        }
        return end;
    }

    private static String cut(String text) {
        return text.length() > Payload.MAX_CHARACTERS ? text.substring(0, Payload.MAX_CHARACTERS) : text;
    }
}
