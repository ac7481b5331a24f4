package dev.nephelite.emulator.store.content;

import java.util.List;

/**
 * Bytes that a client has sent and that no record refers to yet. Closing it deletes them, unless a transaction that stored
 * them is durable.
 */
public final class PendingContent implements AutoCloseable {
    private final List<NewExtent> extents;
    private final ExtentFiles files;
    private volatile boolean stored;

    public PendingContent(List<NewExtent> extents, ExtentFiles files) {
        this.extents = List.copyOf(extents);
        this.files = files;
    }

    /** The number of bytes that the client has sent. */
    public long length() {
        long length = 0;
        for (NewExtent each : extents) {
            length += each.extent().length();
        }
        return length;
    }

    public List<NewExtent> extents() {
        return extents;
    }

    /** Declares that a durable transaction has stored the bytes, so that {@link #close} does not delete them. */
    public void markStored() {
        stored = true;
    }

    @Override
    public void close() {
        if (!stored) {
            for (NewExtent each : extents) {
                if (each.extent().isFile()) {
                    files.delete(each.id());
                }
            }
        }
    }

    /** An extent with bytes but no record yet. */
    public record NewExtent(long id, Extent extent) {}
}
