package dev.nephelite.queue.model;

import dev.nephelite.emulator.error.StorageException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/**
 * Authorizes a client to delete or update a message. Every delivery and every update of a message issues a new receipt, and
 * only the newest is valid. Written in Base64 with plus signs and slashes, as by the real service.
 */
public record PopReceipt(UUID value) {
    private static final int BYTES = 16;

    /** Parses a receipt from a request. Refuses the request if it is malformed. */
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
        return StorageException.invalidQueryParameter("popreceipt", text)
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
