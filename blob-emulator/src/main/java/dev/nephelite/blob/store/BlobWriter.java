package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.model.EventOrigin;
import dev.nephelite.blob.model.Layout;
import dev.nephelite.blob.model.Lease;
import dev.nephelite.blob.model.Staging;
import dev.nephelite.blob.model.Standing;
import dev.nephelite.blob.model.StateId;
import dev.nephelite.blob.model.Tiering;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.store.Content;
import dev.nephelite.emulator.store.Draft;
import dev.nephelite.emulator.store.Key;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.Transaction;
import dev.nephelite.emulator.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change of the Blob service's state in the making: of blobs, and of all that {@link ContainerWriter} can change. */
public final class BlobWriter extends ContainerWriter {
    private static final String SEQUENCER_PREFIX = "0".repeat(16);

    private final Transaction transaction;
    private final EventLog events;
    private final Disposal disposal;
    private final History history;

    BlobWriter(Transaction transaction, Store store, Clock clock, EventLog events, Disposal disposal, History history) {
        super(transaction, store, clock, disposal);
        this.transaction = transaction;
        this.events = events;
        this.disposal = disposal;
        this.history = history;
    }

    /** A text that sorts behind every one handed out before. */
    public String sequencer() {
        return sequencer(transaction);
    }

    static String sequencer(Transaction transaction) {
        return SEQUENCER_PREFIX + HexFormat.of().toHexDigits(transaction.ticks());
    }

    /** Takes over what a client sent, for a blob to have. */
    public Content keep(Draft draft) {
        return transaction.keep(draft);
    }

    /** Lets one blob more have {@code content}, which another one or a block has already. */
    public void retain(Content content) {
        transaction.retain(content);
    }

    /**
     * Commits a blob, in place of the one that was there and of every block that waited. What was there is kept as far as
     * the account keeps such things; a lease that the blocks were waiting under is the blob's from now on.
     *
     * @return the blob as it is kept: it may have become a version
     */
    public Blob replace(BlobAddress address, Blob blob, Content content) {
        Key key = requireKey(address);
        StoredBlob stored = new StoredBlob(history.named(blob), content);
        boolean waited = blob(address).isEmpty();
        Optional<Lease> inherited = lease(address).filter(lease -> waited && lease.isActive(now()));
        disposal.removeStaging(key);
        history.supersede(key, daysOfDeleted(address), blob.type());
        transaction.put(Tables.BLOBS, key, inherited.map(stored::withLease).orElse(stored));
        return stored.blob();
    }

    /**
     * Changes what is known of a committed blob, in a way of which versions tell.
     *
     * @return the blob as it is kept: it may have become a version
     */
    public Blob revise(BlobAddress address, StoredBlob before, Blob changed) {
        Blob named = history.named(changed);
        if (history.outlives(before.blob())) {
            history.putVersion(requireKey(address), duplicate(before));
        }
        update(address, named, before.content());
        return named;
    }

    /** Whether the states that blobs leave behind are versions of them. */
    public boolean isVersioning() {
        return history.versioning();
    }

    /** Changes the lease on a blob, be it there already or only blocks of it. */
    public void putLease(BlobAddress address, @Nullable Lease lease) {
        Key key = requireKey(address);
        blob(address)
                .ifPresentOrElse(
                        stored -> transaction.put(Tables.BLOBS, key, stored.withLease(lease)), () -> staging(address)
                                .ifPresent(staging -> transaction.put(Tables.STAGINGS, key, staging.with(lease))));
    }

    /** Changes what is known of a committed blob and leaves its bytes and its blocks alone. */
    public void update(BlobAddress address, Blob blob, Content content) {
        Key key = requireKey(address);
        transaction.put(Tables.BLOBS, key, new StoredBlob(blob, content));
        history.plan(blob.expiresAt(), key);
        planThawing(key, blob);
    }

    /** Changes what is known of a state of a blob, be it current or not. */
    public void update(BlobAddress address, StoredBlob changed) {
        Standing standing = changed.blob().standing();
        if (standing.current()) {
            update(address, changed.blob(), changed.content());
        } else {
            putState(address, standing.id(), changed);
        }
    }

    /** Puts bytes into a blob that is kept in pieces, in place of those that are there. */
    public void write(Layout.InPieces layout, long offset, Content content) {
        new Pieces(transaction, layout).write(transaction, offset, content);
    }

    /**
     * Removes the bytes of a range whose {@code to} is exclusive, where there are zeros from now on.
     *
     * @return what the blob is to be kept with: where nearly all goes, what stays is moved and the rest is left behind
     */
    public Layout.Pages clear(Layout.Pages layout, long from, long to) {
        Pieces pieces = new Pieces(transaction, layout);
        boolean fewStay = !pieces.areManyIn(0, from) && !pieces.areManyIn(to, Long.MAX_VALUE);
        if (!fewStay || !pieces.areManyIn(from, to)) {
            pieces.clear(transaction, from, to);
            return layout;
        }
        Layout.Pages moved = layout.withIncarnation(nextIncarnation());
        pieces.copyTo(transaction, moved, 0, from);
        pieces.copyTo(transaction, moved, to, Long.MAX_VALUE);
        disposal.remove(layout);
        return moved;
    }

    /** The same blob once more, for another state to have or another name: it shares the bytes. */
    public StoredBlob duplicate(StoredBlob stored) {
        transaction.retain(stored.content());
        if (stored.blob().layout() instanceof Layout.InPieces layout) {
            Layout.InPieces own = layout.withIncarnation(nextIncarnation());
            new Pieces(transaction, layout).copyTo(transaction, own);
            return new StoredBlob(stored.blob().change().layout(own).build(), stored.content());
        }
        return stored;
    }

    /** A name for a state that sorts behind those of all other states of the store. */
    public StateId nextState() {
        return new StateId(transaction.ticks());
    }

    /** Keeps an older or deleted state of a blob, which has its bytes for itself. */
    public void putState(BlobAddress address, StateId state, StoredBlob blob) {
        Key key = Tables.state(requireKey(address), state);
        transaction.put(Tables.HISTORY, key, blob);
        planThawing(key, blob.blob());
    }

    /** Removes an older or deleted state of a blob, and its bytes unless another one has them. */
    public void removeState(BlobAddress address, StateId state) {
        history.remove(requireKey(address), state);
    }

    /** Deletes a snapshot or an older version of a blob. Returns whether it is gone for good. */
    public boolean deleteState(BlobAddress address, StoredBlob state) {
        return history.deleteState(requireKey(address), state, daysOfDeleted(address));
    }

    /** Brings back what is deleted of a blob. */
    public void undelete(BlobAddress address) {
        history.undelete(requireKey(address));
    }

    /** Deletes a blob, as far as there is one, and every block that waits. Returns whether it is gone for good. */
    public boolean delete(BlobAddress address) {
        Key key = requireKey(address);
        disposal.removeStaging(key);
        return history.delete(key, daysOfDeleted(address));
    }

    /** Lets a block wait, in place of one with the same id. */
    public void stage(BlobAddress address, BlockId id, Content content) {
        Key key = requireKey(address);
        Optional<Staging> waiting = staging(address);
        Staging before = waiting.orElseGet(() -> beginStaging(key, id));
        Optional<Content> replaced = stagedBlock(before, id);
        replaced.ifPresent(transaction::release);
        Staging sum = (replaced.isPresent() ? before : before.plus(id)).at(transaction.now());
        transaction.put(Tables.BLOCKS, Tables.block(sum, id), content);
        transaction.put(Tables.STAGINGS, key, sum);
        if (before.lastAt() == null) {
            history.plan(sum.until(), key);
        }
    }

    /** Remembers, or forgets, that a blob waits for a copy to be done. */
    public void setAwaitsCopy(BlobAddress address, boolean awaits) {
        Key key = Tables.copy(address);
        if (awaits) {
            transaction.put(Tables.COPIES, key, 0L);
        } else {
            transaction.remove(Tables.COPIES, key);
        }
    }

    /** Tells the outside what became of a blob. */
    public void append(String type, EventOrigin origin, Map<String, Object> data) {
        events.append(transaction, type, origin.account(), origin.subject(), data);
    }

    private void planThawing(Key key, Blob blob) {
        Tiering.@Nullable Rehydration way = blob.tiering().rehydration();
        if (way != null) {
            history.plan(way.until(), key);
        }
    }

    /** What waited before, if anything, was forgotten. A deleted blob makes room for the one to come. */
    private Staging beginStaging(Key key, BlockId id) {
        disposal.removeStaging(key);
        history.supersedeDeleted(key, BlobType.BLOCK_BLOB);
        return new Staging(nextIncarnation(), 0, id.length());
    }

    /** For how many days what is deleted is kept; 0 if it is not. */
    private int daysOfDeleted(BlobAddress address) {
        return settings(address.account()).blob().deleteRetention().days();
    }

    private Key requireKey(BlobAddress address) {
        return key(address).orElseThrow(() -> new IllegalStateException("no container for " + address));
    }
}
