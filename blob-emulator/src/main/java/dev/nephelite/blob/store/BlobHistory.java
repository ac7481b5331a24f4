package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobState;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.model.Deletion;
import dev.nephelite.blob.model.StateId;
import dev.nephelite.emulator.store.Transaction;
import dev.nephelite.emulator.store.table.RecordKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides what happens to the state of a blob that is replaced or deleted: it becomes a version, it is retained as
 * deleted, or it is removed.
 *
 * @see <a href="https://learn.microsoft.com/azure/storage/blobs/versioning-overview">Blob versioning</a>
 * @see <a href="https://learn.microsoft.com/azure/storage/blobs/soft-delete-blob-overview">Soft delete for blobs</a>
 */
final class BlobHistory {
    private final Transaction transaction;
    private final BlobDeleter blobDeleter;
    private final DeadlineIndex deadlineIndex;
    private final boolean versioning;

    /**
     * Works in one transaction.
     *
     * @param versioning whether replaced and deleted blobs become versions
     */
    BlobHistory(Transaction transaction, BlobDeleter blobDeleter, DeadlineIndex deadlineIndex, boolean versioning) {
        this.transaction = transaction;
        this.blobDeleter = blobDeleter;
        this.deadlineIndex = deadlineIndex;
        this.versioning = versioning;
    }

    boolean versioning() {
        return versioning;
    }

    /** Schedules the maintenance of a record; a null time schedules nothing. */
    void schedule(@Nullable Instant due, RecordKey key) {
        if (due != null) {
            deadlineIndex.schedule(transaction, due, key);
        }
    }

    /** The blob with a new version id if versioning is enabled, and without one if not. */
    Blob withVersion(Blob blob) {
        return versioning || blob.state().version() != null
                ? blob.change()
                        .state(BlobState.current(versioning ? nextState() : null))
                        .build()
                : blob;
    }

    /** Whether the state becomes an older version when it is replaced. */
    boolean becomesVersion(Blob blob) {
        return versioning || blob.state().version() != null;
    }

    /**
     * Removes or retains the current blob, which is being replaced.
     *
     * @param days how many days deleted blobs are retained; 0 for none
     * @param type of the new blob
     */
    void supersede(RecordKey blobKey, IntSupplier days, BlobType type) {
        @Nullable StoredBlob before = transaction.get(BlobTables.BLOBS, blobKey);
        if (before == null) {
            supersedeDeleted(blobKey, type);
            return;
        }
        transaction.remove(BlobTables.BLOBS, blobKey);
        if (before.blob().isExpired(transaction.now())) {
            blobDeleter.dispose(before);
        } else if (becomesVersion(before.blob())) {
            putVersion(blobKey, before);
        } else if (!before.blob().tiering().isArchived() && days.getAsInt() > 0) {
            putDeleted(blobKey, before, BlobState.snapshot(nextState()).with(deletion(days.getAsInt())));
        } else {
            blobDeleter.dispose(before);
        }
    }

    /** Turns a deleted blob into a deleted snapshot, because its name is used again. */
    void supersedeDeleted(RecordKey blobKey, BlobType type) {
        RecordKey stateKey = BlobTables.state(blobKey, StateId.LAST);
        @Nullable StoredBlob deleted = transaction.get(BlobTables.HISTORY, stateKey);
        if (deleted == null) {
            return;
        }
        transaction.remove(BlobTables.HISTORY, stateKey);
        BlobState state = deleted.blob().state();
        if (deleted.blob().type() == type && !state.isOver(transaction.now())) {
            putDeleted(blobKey, deleted, BlobState.snapshot(nextState()).with(state.deletion()));
        } else {
            blobDeleter.dispose(deleted);
            removeDeleted(blobKey);
        }
    }

    /** Deletes the current blob, if there is one. Returns whether the deletion is permanent. */
    boolean delete(RecordKey blobKey, int days) {
        @Nullable StoredBlob before = transaction.get(BlobTables.BLOBS, blobKey);
        if (before == null) {
            return true;
        }
        transaction.remove(BlobTables.BLOBS, blobKey);
        if (versioning) {
            putVersion(blobKey, before);
        } else if (days > 0) {
            putDeleted(blobKey, before, before.blob().state().with(deletion(days)));
        } else {
            blobDeleter.dispose(before);
        }
        return !versioning && days == 0;
    }

    /** Deletes a snapshot or an older version. Returns whether the deletion is permanent. */
    boolean deleteState(RecordKey blobKey, StoredBlob stored, int days) {
        if (days == 0) {
            remove(blobKey, stored.blob().state().id());
            return true;
        }
        putDeleted(blobKey, stored, stored.blob().state().with(deletion(days)));
        return false;
    }

    /** Restores the deleted blob of that name and its deleted snapshots and versions. */
    void undelete(RecordKey blobKey) {
        for (StoredBlob stored : states(blobKey)) {
            BlobState state = stored.blob().state();
            if (state.deletion() != null && !state.isOver(transaction.now())) {
                StoredBlob restored = with(stored, state.with(null));
                if (state.current()) {
                    transaction.remove(BlobTables.HISTORY, BlobTables.state(blobKey, state.id()));
                    transaction.put(BlobTables.BLOBS, blobKey, restored);
                } else {
                    put(blobKey, restored);
                }
            }
        }
    }

    /** Stores a state as an older version. */
    void putVersion(RecordKey blobKey, StoredBlob before) {
        @Nullable StateId known = before.blob().state().version();
        put(blobKey, with(before, BlobState.version(known == null ? firstVersion(blobKey, before.blob()) : known)));
    }

    /** Removes a state and its bytes, if it exists. */
    void remove(RecordKey blobKey, StateId id) {
        RecordKey stateKey = BlobTables.state(blobKey, id);
        @Nullable StoredBlob stored = transaction.get(BlobTables.HISTORY, stateKey);
        if (stored != null) {
            transaction.remove(BlobTables.HISTORY, stateKey);
            blobDeleter.dispose(stored);
        }
    }

    private void removeDeleted(RecordKey blobKey) {
        for (StoredBlob stored : states(blobKey)) {
            if (stored.blob().state().deletion() != null) {
                remove(blobKey, stored.blob().state().id());
            }
        }
    }

    /** The version id of a blob from before versioning was enabled: its creation time, if that is unique. */
    private StateId firstVersion(RecordKey blobKey, Blob blob) {
        StateId creation = StateId.of(blob.createdAt());
        return transaction.get(BlobTables.HISTORY, BlobTables.state(blobKey, creation)) == null
                ? creation
                : nextState();
    }

    private void putDeleted(RecordKey blobKey, StoredBlob stored, BlobState state) {
        put(blobKey, with(stored, state));
        @Nullable Deletion deletion = state.deletion();
        schedule(deletion == null ? null : deletion.until(), BlobTables.state(blobKey, state.id()));
    }

    private void put(RecordKey blobKey, StoredBlob stored) {
        transaction.put(
                BlobTables.HISTORY,
                BlobTables.state(blobKey, stored.blob().state().id()),
                stored);
    }

    private List<StoredBlob> states(RecordKey blobKey) {
        return transaction
                .scan(BlobTables.HISTORY, blobKey.children(), blobKey.afterChildren())
                .map(Map.Entry::getValue)
                .toList();
    }

    private Deletion deletion(int days) {
        return new Deletion(transaction.now(), days);
    }

    private StateId nextState() {
        return new StateId(transaction.ticks());
    }

    /** Only the current state has a lease or an expiry time. */
    private static StoredBlob with(StoredBlob stored, BlobState state) {
        return new StoredBlob(
                stored.blob().change().state(state).lease(null).expiresAt(null).build(), stored.content());
    }
}
