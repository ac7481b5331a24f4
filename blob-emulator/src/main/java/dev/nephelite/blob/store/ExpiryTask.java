package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Container;
import dev.nephelite.emulator.store.Transaction;
import dev.nephelite.emulator.store.table.RecordKey;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Removes deleted blobs and containers after their retention period, expired blobs, and uncommitted blocks that were not
 * committed in time.
 */
record ExpiryTask(Transaction transaction, BlobDeleter blobDeleter, DeadlineIndex deadlineIndex) {
    /** Removes the records under {@code subject} that have expired and returns the number of records that it touched. */
    int remove(RecordKey subject) {
        return removeContainer(subject)
                + removeDeleted(subject)
                + removeExpired(subject)
                + removeExpiredBlocks(subject);
    }

    private int removeContainer(RecordKey key) {
        Container.@Nullable Deleted deleted = transaction.get(BlobTables.DELETED_CONTAINERS, key);
        if (deleted == null || !deleted.deletion().isOver(transaction.now())) {
            return 0;
        }
        transaction.remove(BlobTables.DELETED_CONTAINERS, key);
        blobDeleter.abandon(deleted.container());
        return 1;
    }

    private int removeDeleted(RecordKey stateKey) {
        @Nullable StoredBlob deleted = transaction.get(BlobTables.HISTORY, stateKey);
        if (deleted == null || !deleted.blob().state().isOver(transaction.now())) {
            return 0;
        }
        transaction.remove(BlobTables.HISTORY, stateKey);
        blobDeleter.dispose(deleted);
        return BlobDeleter.size(deleted);
    }

    /** An expired blob is removed with its snapshots, which cannot exist without it. */
    private int removeExpired(RecordKey blobKey) {
        @Nullable StoredBlob expired = transaction.get(BlobTables.BLOBS, blobKey);
        if (expired == null || !expired.blob().isExpired(transaction.now())) {
            return 0;
        }
        transaction.remove(BlobTables.BLOBS, blobKey);
        blobDeleter.dispose(expired);
        int removed = BlobDeleter.size(expired);
        for (Map.Entry<RecordKey, StoredBlob> state : transaction
                .scan(BlobTables.HISTORY, blobKey.children(), blobKey.afterChildren())
                .toList()) {
            if (state.getValue().blob().state().snapshot() != null) {
                transaction.remove(BlobTables.HISTORY, state.getKey());
                blobDeleter.dispose(state.getValue());
                removed += BlobDeleter.size(state.getValue());
            }
        }
        return removed;
    }

    private int removeExpiredBlocks(RecordKey blobKey) {
        @Nullable UncommittedBlocks uncommittedBlocks = transaction.get(BlobTables.UNCOMMITTED_BLOCKS, blobKey);
        @Nullable Instant end = uncommittedBlocks == null ? null : uncommittedBlocks.expiresAt();
        if (uncommittedBlocks == null || end == null) {
            return 0;
        }
        if (!uncommittedBlocks.isExpired(transaction.now())) {
            deadlineIndex.schedule(transaction, end, blobKey);
            return 1;
        }
        transaction.remove(BlobTables.UNCOMMITTED_BLOCKS, blobKey);
        blobDeleter.remove(uncommittedBlocks);
        return 1;
    }
}
