package dev.nephelite.blob.model;

import java.util.Arrays;

/** The three kinds of blobs. A blob stays of its kind for as long as it is there. */
public enum BlobType {
    BLOCK_BLOB("BlockBlob"),
    PAGE_BLOB("PageBlob"),
    APPEND_BLOB("AppendBlob");

    private final String text;

    BlobType(String text) {
        this.text = text;
    }

    /**
     * Reads a header value, in any case.
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
