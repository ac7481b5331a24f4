package dev.nephelite.blob.model;

import java.util.Base64;

/** The id of a block: base64 of 1 to 64 bytes. Ids are equal if their texts are. */
public record BlockId(String value) {
    private static final int MAX_LENGTH = 64;
    private static final int BASE64_UNIT = 4;

    /**
     * Validates the text that the client sent.
     *
     * @throws IllegalArgumentException if it is not base64 with its padding, or stands for too many bytes or none
     */
    public BlockId {
        int length = decodedLength(value);
        if (length < 1 || length > MAX_LENGTH || value.length() % BASE64_UNIT != 0) {
            throw new IllegalArgumentException("not base64 of 1 to 64 bytes: " + value);
        }
    }

    /** The number of decoded bytes. All uncommitted blocks of a blob have ids of the same length. */
    public int length() {
        return decodedLength(value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static int decodedLength(String value) {
        return Base64.getDecoder().decode(value).length;
    }
}
