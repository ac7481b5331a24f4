package dev.nephelite.function.binding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.function.json.DotNetJson;
import dev.nephelite.function.worker.TypedData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The bytes that a value becomes in a blob. Texts and documents are UTF-8; a bare number or boolean is, as in the
 * cloud, not its digits but its binary form.
 */
final class BlobContent {
    private BlobContent() {}

    static byte[] of(TypedData value) {
        if (value instanceof TypedData.Bytes bytes) {
            return bytes.value();
        }
        if (value instanceof TypedData.Text text) {
            return text.value().getBytes(StandardCharsets.UTF_8);
        }
        if (value instanceof TypedData.Int number) {
            return littleEndian(Integer.BYTES).putInt((int) number.value()).array();
        }
        if (value instanceof TypedData.Real number) {
            return littleEndian(Double.BYTES).putDouble(number.value()).array();
        }
        if (value instanceof TypedData.Json json) {
            return ofJson(json.value());
        }
        throw new IllegalArgumentException("An HTTP message cannot be the content of a blob.");
    }

    private static byte[] ofJson(String json) {
        JsonNode document = DotNetJson.parse(json)
                .orElseThrow(() -> new IllegalArgumentException("The worker returned JSON that is none: " + json));
        if (document.isTextual()) {
            return of(new TypedData.Text(document.textValue()));
        }
        if (document.isBoolean()) {
            return new byte[] {(byte) (document.booleanValue() ? 1 : 0)};
        }
        if (document.isNumber()) {
            return document.isIntegralNumber()
                    ? of(new TypedData.Int(document.longValue()))
                    : of(new TypedData.Real(document.doubleValue()));
        }
        return DotNetJson.compact(json).getBytes(StandardCharsets.UTF_8);
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
