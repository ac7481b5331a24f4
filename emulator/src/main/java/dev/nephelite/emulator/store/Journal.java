package dev.nephelite.emulator.store;

import java.io.IOException;

/** Where every batch is written down before anybody sees it. */
@FunctionalInterface
interface Journal {
    /** For a store in memory, which is not brought back. */
    Journal NONE = pending -> {};

    /**
     * Writes a batch down. When this returns, the batch is as durable as the store promises; when it throws, the journal
     * is as it was before.
     */
    void append(Pending pending) throws IOException;
}
