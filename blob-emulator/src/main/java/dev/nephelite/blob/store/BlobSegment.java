package dev.nephelite.blob.store;

import dev.nephelite.emulator.store.content.Content;

/** Some of the bytes of a blob that is kept in pieces, beginning at an offset in the blob. */
public record BlobSegment(long offset, Content content) {
    /** The offset behind it. */
    public long end() {
        return offset + content.length();
    }

    /** The part of it that lies in a range whose {@code to} is exclusive. */
    BlobSegment within(long from, long to) {
        long first = Math.max(offset, from);
        return new BlobSegment(first, content.slice(first - offset, Math.min(end(), to) - first));
    }
}
