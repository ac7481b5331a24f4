package dev.nephelite.blob.model;

import java.util.Arrays;

/** The three types of blobs. The type of a blob never changes. */
public enum BlobType {
    BLOCK_BLOB("BlockBlob"),
    PAGE_BLOB("PageBlob"),
    APPEND_BLOB("AppendBlob");

    private final String text;

    BlobType(String text) {
        this.text = text;
    }

    /**
     * Parses a header value, ignoring case.
     *
     * @throws IllegalArgumentException if there is no such type
     */
    public static BlobType parse(String text) {
        return Arrays.stream(values())
                .filter(type -> type.text.equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a type of blob: " + text));
    }

    @Override
    public String toString() {
        return text;
    }
}
