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
    void schedule(@Nullable Instant due, RecordKey subject) {
        if (due != null) {
            deadlineIndex.schedule(transaction, due, subject);
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
    void supersede(RecordKey name, IntSupplier days, BlobType type) {
        @Nullable StoredBlob before = transaction.get(BlobTables.BLOBS, name);
        if (before == null) {
            supersedeDeleted(name, type);
            return;
        }
        transaction.remove(BlobTables.BLOBS, name);
        if (before.blob().isExpired(transaction.now())) {
            blobDeleter.dispose(before);
        } else if (becomesVersion(before.blob())) {
            putVersion(name, before);
        } else if (!before.blob().tiering().isArchived() && days.getAsInt() > 0) {
            putDeleted(name, before, BlobState.snapshot(nextState()).with(deletion(days.getAsInt())));
        } else {
            blobDeleter.dispose(before);
        }
    }

    /** Turns a deleted blob into a deleted snapshot, because its name is used again. */
    void supersedeDeleted(RecordKey name, BlobType type) {
        RecordKey recordKey = BlobTables.state(name, StateId.LAST);
        @Nullable StoredBlob deleted = transaction.get(BlobTables.HISTORY, recordKey);
        if (deleted == null) {
            return;
        }
        transaction.remove(BlobTables.HISTORY, recordKey);
        BlobState blobState = deleted.blob().state();
        if (deleted.blob().type() == type && !blobState.isOver(transaction.now())) {
            putDeleted(name, deleted, BlobState.snapshot(nextState()).with(blobState.deletion()));
        } else {
            blobDeleter.dispose(deleted);
            removeDeleted(name);
        }
    }

    /** Deletes the current blob, if there is one. Returns whether the deletion is permanent. */
    boolean delete(RecordKey name, int days) {
        @Nullable StoredBlob before = transaction.get(BlobTables.BLOBS, name);
        if (before == null) {
            return true;
        }
        transaction.remove(BlobTables.BLOBS, name);
        if (versioning) {
            putVersion(name, before);
        } else if (days > 0) {
            putDeleted(name, before, before.blob().state().with(deletion(days)));
        } else {
            blobDeleter.dispose(before);
        }
        return !versioning && days == 0;
    }

    /** Deletes a snapshot or an older version. Returns whether the deletion is permanent. */
    boolean deleteState(RecordKey name, StoredBlob state, int days) {
        if (days == 0) {
            remove(name, state.blob().state().id());
            return true;
        }
        putDeleted(name, state, state.blob().state().with(deletion(days)));
        return false;
    }

    /** Restores the deleted blob of that name and its deleted snapshots and versions. */
    void undelete(RecordKey name) {
        for (StoredBlob state : states(name)) {
            BlobState blobState = state.blob().state();
            if (blobState.deletion() != null && !blobState.isOver(transaction.now())) {
                StoredBlob restored = with(state, blobState.with(null));
                if (blobState.current()) {
                    transaction.remove(BlobTables.HISTORY, BlobTables.state(name, blobState.id()));
                    transaction.put(BlobTables.BLOBS, name, restored);
                } else {
                    put(name, restored);
                }
            }
        }
    }

    /** Stores a state as an older version. */
    void putVersion(RecordKey name, StoredBlob before) {
        @Nullable StateId known = before.blob().state().version();
        put(name, with(before, BlobState.version(known == null ? firstVersion(name, before.blob()) : known)));
    }

    /** Removes a state and its bytes, if it exists. */
    void remove(RecordKey name, StateId id) {
        RecordKey recordKey = BlobTables.state(name, id);
        @Nullable StoredBlob state = transaction.get(BlobTables.HISTORY, recordKey);
        if (state != null) {
            transaction.remove(BlobTables.HISTORY, recordKey);
            blobDeleter.dispose(state);
        }
    }

    private void removeDeleted(RecordKey name) {
        for (StoredBlob state : states(name)) {
            if (state.blob().state().deletion() != null) {
                remove(name, state.blob().state().id());
            }
        }
    }

    /** The version id of a blob from before versioning was enabled: its creation time, if that is unique. */
    private StateId firstVersion(RecordKey name, Blob blob) {
        StateId creation = StateId.of(blob.createdAt());
        return transaction.get(BlobTables.HISTORY, BlobTables.state(name, creation)) == null ? creation : nextState();
    }

    private void putDeleted(RecordKey name, StoredBlob state, BlobState blobState) {
        put(name, with(state, blobState));
        @Nullable Deletion deletion = blobState.deletion();
        schedule(deletion == null ? null : deletion.until(), BlobTables.state(name, blobState.id()));
    }

    private void put(RecordKey name, StoredBlob state) {
        transaction.put(
                BlobTables.HISTORY, BlobTables.state(name, state.blob().state().id()), state);
    }

    private List<StoredBlob> states(RecordKey name) {
        return transaction
                .scan(BlobTables.HISTORY, name.children(), name.afterChildren())
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
    private static StoredBlob with(StoredBlob stored, BlobState blobState) {
        return new StoredBlob(
                stored.blob()
                        .change()
                        .state(blobState)
                        .lease(null)
                        .expiresAt(null)
                        .build(),
                stored.content());
    }
}
