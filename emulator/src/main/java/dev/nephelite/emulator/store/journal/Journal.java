package dev.nephelite.emulator.store.journal;

import dev.nephelite.emulator.store.table.PendingChanges;
import java.io.IOException;

/** The write-ahead log: every batch is appended before it becomes visible. */
@FunctionalInterface
public interface Journal {
    /** For a store in memory, which is never recovered. */
    Journal NONE = pendingChanges -> {};

    /**
     * Appends a batch. If this returns, the batch is as durable as the store promises. If it throws, the journal is
     * unchanged.
     */
    void append(PendingChanges pendingChanges) throws IOException;

    /** Releases the space that is reserved for changes that free space. Returns whether there was any. */
    default boolean releaseReserve() throws IOException {
        return false;
    }
}
