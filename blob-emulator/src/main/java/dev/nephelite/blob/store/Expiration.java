package dev.nephelite.blob.store;

import dev.nephelite.blob.model.DeletedContainer;
import dev.nephelite.blob.model.Staging;
import dev.nephelite.emulator.store.Key;
import dev.nephelite.emulator.store.Transaction;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Removes what was kept for a time that is over: what is deleted, blobs with a date of expiry, forgotten blocks. */
record Expiration(Transaction transaction, Disposal disposal, Deadlines deadlines) {
    /** Removes what is kept under {@code subject}, as far as its time is over, and returns how many records that were. */
    int remove(Key subject) {
        return removeContainer(subject) + removeDeleted(subject) + removeExpired(subject) + removeForgotten(subject);
    }

    private int removeContainer(Key key) {
        @Nullable DeletedContainer deleted = transaction.get(Tables.DELETED_CONTAINERS, key);
        if (deleted == null || !deleted.deletion().isOver(transaction.now())) {
            return 0;
        }
        transaction.remove(Tables.DELETED_CONTAINERS, key);
        disposal.abandon(deleted.container());
        return 1;
    }

    private int removeDeleted(Key state) {
        @Nullable StoredBlob deleted = transaction.get(Tables.HISTORY, state);
        if (deleted == null || !deleted.blob().standing().isOver(transaction.now())) {
            return 0;
        }
        transaction.remove(Tables.HISTORY, state);
        disposal.dispose(deleted);
        return Disposal.size(deleted);
    }

    /** A blob takes its snapshots along, for there are none without it. */
    private int removeExpired(Key name) {
        @Nullable StoredBlob expired = transaction.get(Tables.BLOBS, name);
        if (expired == null || !expired.blob().isExpired(transaction.now())) {
            return 0;
        }
        transaction.remove(Tables.BLOBS, name);
        disposal.dispose(expired);
        int removed = Disposal.size(expired);
        for (Map.Entry<Key, StoredBlob> state : transaction
                .scan(Tables.HISTORY, name.children(), name.afterChildren())
                .toList()) {
            if (state.getValue().blob().standing().snapshot() != null) {
                transaction.remove(Tables.HISTORY, state.getKey());
                disposal.dispose(state.getValue());
                removed += Disposal.size(state.getValue());
            }
        }
        return removed;
    }

    private int removeForgotten(Key name) {
        @Nullable Staging staging = transaction.get(Tables.STAGINGS, name);
        @Nullable Instant end = staging == null ? null : staging.until();
        if (staging == null || end == null) {
            return 0;
        }
        if (!staging.isForgotten(transaction.now())) {
            deadlines.plan(transaction, end, name);
            return 1;
        }
        transaction.remove(Tables.STAGINGS, name);
        disposal.remove(staging);
        return 1;
    }
}
