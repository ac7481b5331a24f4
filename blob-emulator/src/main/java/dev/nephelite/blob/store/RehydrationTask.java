package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.Tiering;
import dev.nephelite.emulator.store.Transaction;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Completes rehydrations and publishes an event for each. */
record RehydrationTask(Transaction transaction, BlobWriter tx) {
    private static final List<Table<StoredBlob>> TABLES = List.of(BlobTables.BLOBS, BlobTables.HISTORY);

    /**
     * Completes the rehydration of the blob under {@code subject} if it is due, and returns the number of records
     * that it touched.
     */
    int finish(RecordKey subject) {
        int finished = 0;
        for (Table<StoredBlob> table : TABLES) {
            @Nullable StoredBlob stored = transaction.get(table, subject);
            if (stored != null && stored.blob().tiering().isRehydrated(transaction.now())) {
                finish(table, subject, stored);
                finished++;
            }
        }
        return finished;
    }

    private void finish(Table<StoredBlob> table, RecordKey key, StoredBlob stored) {
        Blob before = stored.blob();
        Blob after = before.change()
                .tiering(before.tiering().rehydrated(transaction.now()))
                .build();
        transaction.put(table, key, stored.with(after));
        Tiering.@Nullable Rehydration rehydration = before.tiering().rehydration();
        if (rehydration != null && after.state().current()) {
            BlobEvents.tierChanged(tx, BlobEvents.Cause.rehydration(rehydration.source()), after, before.tiering());
        }
    }
}
