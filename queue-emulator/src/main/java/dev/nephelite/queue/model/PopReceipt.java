package dev.nephelite.queue.model;

import dev.nephelite.emulator.error.CommonError;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/**
 * What entitles a client to delete or update a message: every delivery and every update of a message makes a new one,
 * and only the newest counts. Spelled in Base64 with its plus signs and slashes, for the real service does so too.
 */
public record PopReceipt(UUID value) {
    private static final int BYTES = 16;

    /** Reads a receipt from a request, and refuses the request if it cannot be one. */
    public static PopReceipt parse(String text) {
        byte[] bytes = decode(text);
        if (bytes.length != BYTES) {
            throw malformed(text);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new PopReceipt(new UUID(buffer.getLong(), buffer.getLong()));
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw malformed(text);
        }
    }

    private static RuntimeException malformed(String text) {
        return CommonError.INVALID_QUERY_PARAMETER_VALUE
                .exception()
                .detail("QueryParameterName", "popreceipt")
                .detail("QueryParameterValue", text)
                .detail("Reason", "Invalid pop receipt format");
    }

    @Override
    public String toString() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits());
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
