package dev.nephelite.emulator.store.journal;

import dev.nephelite.emulator.store.table.PendingChanges;
import java.io.IOException;

/** Where every batch is written before it becomes visible. */
@FunctionalInterface
public interface Journal {
    /** For a store in memory, which nothing is recovered from. */
    Journal NONE = pendingChanges -> {};

    /**
     * Appends a batch. When this returns, the batch is as durable as the store promises; when it throws, the journal is as
     * it was before.
     */
    void append(PendingChanges pendingChanges) throws IOException;

    /** Gives up the space that is reserved for changes that free space; returns whether there was any. */
    default boolean releaseReserve() throws IOException {
        return false;
    }
}
