package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.model.Deletion;
import dev.nephelite.blob.model.Standing;
import dev.nephelite.blob.model.StateId;
import dev.nephelite.emulator.store.Key;
import dev.nephelite.emulator.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the state of a blob that another takes the place of, or that is deleted: it stays as a version, it
 * stays as deleted for as long as deleted things are kept, or it goes.
 *
 * @see <a href="https://learn.microsoft.com/azure/storage/blobs/versioning-overview">Blob versioning</a>
 * @see <a href="https://learn.microsoft.com/azure/storage/blobs/soft-delete-blob-overview">Soft delete for blobs</a>
 */
final class History {
    private final Transaction transaction;
    private final Disposal disposal;
    private final Deadlines deadlines;
    private final boolean versioning;

    /**
     * The past of the blobs that a change is about.
     *
     * @param versioning whether what blobs leave behind are versions
     */
    History(Transaction transaction, Disposal disposal, Deadlines deadlines, boolean versioning) {
        this.transaction = transaction;
        this.disposal = disposal;
        this.deadlines = deadlines;
        this.versioning = versioning;
    }

    boolean versioning() {
        return versioning;
    }

    /** Has what is kept under a key looked after at a moment, unless there is none. */
    void plan(@Nullable Instant due, Key subject) {
        if (due != null) {
            deadlines.plan(transaction, due, subject);
        }
    }

    /** The blob as it is called among the versions of its name, if it becomes one. */
    Blob named(Blob blob) {
        return versioning || blob.standing().version() != null
                ? blob.change()
                        .standing(Standing.current(versioning ? nextState() : null))
                        .build()
                : blob;
    }

    /** Whether the state is a version and stays when it is not the current one any more. */
    boolean outlives(Blob blob) {
        return versioning || blob.standing().version() != null;
    }

    /**
     * Makes room for another blob under a name.
     *
     * @param days for how many what is deleted is kept, or 0 for none
     * @param type of the blob to come
     */
    void supersede(Key name, int days, BlobType type) {
        @Nullable StoredBlob before = transaction.get(Tables.BLOBS, name);
        if (before == null) {
            supersedeDeleted(name, type);
            return;
        }
        transaction.remove(Tables.BLOBS, name);
        if (before.blob().isExpired(transaction.now())) {
            disposal.dispose(before);
        } else if (outlives(before.blob())) {
            putVersion(name, before);
        } else if (days > 0 && !before.blob().tiering().isArchived()) {
            putDeleted(name, before, Standing.snapshot(nextState()).with(deletion(days)));
        } else {
            disposal.dispose(before);
        }
    }

    /** Makes a snapshot of a deleted blob, for its name is to be used again; it stays deleted. */
    void supersedeDeleted(Key name, BlobType type) {
        Key key = Tables.state(name, StateId.LAST);
        @Nullable StoredBlob deleted = transaction.get(Tables.HISTORY, key);
        if (deleted == null) {
            return;
        }
        transaction.remove(Tables.HISTORY, key);
        Standing standing = deleted.blob().standing();
        if (deleted.blob().type() == type && !standing.isOver(transaction.now())) {
            putDeleted(name, deleted, Standing.snapshot(nextState()).with(standing.deletion()));
        } else {
            disposal.dispose(deleted);
            removeDeleted(name);
        }
    }

    /** Deletes what is current, if anything is. Returns whether it is gone for good. */
    boolean delete(Key name, int days) {
        @Nullable StoredBlob before = transaction.get(Tables.BLOBS, name);
        if (before == null) {
            return true;
        }
        transaction.remove(Tables.BLOBS, name);
        if (versioning) {
            putVersion(name, before);
        } else if (days > 0) {
            putDeleted(name, before, before.blob().standing().with(deletion(days)));
        } else {
            disposal.dispose(before);
        }
        return !versioning && days == 0;
    }

    /** Deletes a snapshot or an older version. Returns whether it is gone for good. */
    boolean deleteState(Key name, StoredBlob state, int days) {
        if (days == 0) {
            remove(name, state.blob().standing().id());
            return true;
        }
        putDeleted(name, state, state.blob().standing().with(deletion(days)));
        return false;
    }

    /** Brings back everything of that name which is deleted. */
    void undelete(Key name) {
        for (StoredBlob state : states(name)) {
            Standing standing = state.blob().standing();
            if (standing.deletion() != null && !standing.isOver(transaction.now())) {
                StoredBlob restored = with(state, standing.with(null));
                if (standing.current()) {
                    transaction.remove(Tables.HISTORY, Tables.state(name, standing.id()));
                    transaction.put(Tables.BLOBS, name, restored);
                } else {
                    put(name, restored);
                }
            }
        }
    }

    /** Keeps the state of a blob as one of its versions. */
    void putVersion(Key name, StoredBlob before) {
        @Nullable StateId known = before.blob().standing().version();
        put(name, with(before, Standing.version(known == null ? firstVersion(name, before.blob()) : known)));
    }

    /** Removes a state and its bytes, if there is one of that name. */
    void remove(Key name, StateId id) {
        Key key = Tables.state(name, id);
        @Nullable StoredBlob state = transaction.get(Tables.HISTORY, key);
        if (state != null) {
            transaction.remove(Tables.HISTORY, key);
            disposal.dispose(state);
        }
    }

    private void removeDeleted(Key name) {
        for (StoredBlob state : states(name)) {
            if (state.blob().standing().deletion() != null) {
                remove(name, state.blob().standing().id());
            }
        }
    }

    /** What a blob that was made before versions were is called among them: after the moment it was made. */
    private StateId firstVersion(Key name, Blob blob) {
        StateId creation = StateId.of(blob.createdAt());
        return transaction.get(Tables.HISTORY, Tables.state(name, creation)) == null ? creation : nextState();
    }

    private void putDeleted(Key name, StoredBlob state, Standing standing) {
        put(name, with(state, standing));
        @Nullable Deletion deletion = standing.deletion();
        plan(deletion == null ? null : deletion.until(), Tables.state(name, standing.id()));
    }

    private void put(Key name, StoredBlob state) {
        transaction.put(
                Tables.HISTORY, Tables.state(name, state.blob().standing().id()), state);
    }

    private List<StoredBlob> states(Key name) {
        return transaction
                .scan(Tables.HISTORY, name.children(), name.afterChildren())
                .map(Map.Entry::getValue)
                .toList();
    }

    private Deletion deletion(int days) {
        return new Deletion(transaction.now(), days);
    }

    private StateId nextState() {
        return new StateId(transaction.ticks());
    }

    /** No state but the current one has a lease, or goes by itself. */
    private static StoredBlob with(StoredBlob stored, Standing standing) {
        return new StoredBlob(
                stored.blob()
                        .change()
                        .standing(standing)
                        .lease(null)
                        .expiresAt(null)
                        .build(),
                stored.content());
    }
}
