package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobEncryption;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobState;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.model.EventSource;
import dev.nephelite.blob.model.Lease;
import dev.nephelite.blob.model.StateId;
import dev.nephelite.blob.model.Tiering;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.Transaction;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.store.table.RecordKey;
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
    private final BlobDeleter blobDeleter;
    private final BlobHistory blobHistory;

    BlobWriter(
            Transaction transaction,
            Store store,
            Clock clock,
            EventLog events,
            BlobDeleter blobDeleter,
            BlobHistory blobHistory) {
        super(transaction, store, clock, blobDeleter);
        this.transaction = transaction;
        this.events = events;
        this.blobDeleter = blobDeleter;
        this.blobHistory = blobHistory;
    }

    /** A text that sorts behind every one handed out before. */
    public String sequencer() {
        return sequencer(transaction);
    }

    static String sequencer(Transaction transaction) {
        return SEQUENCER_PREFIX + HexFormat.of().toHexDigits(transaction.ticks());
    }

    /** Takes over what a client sent, for a blob to have. */
    public Content keep(PendingContent pendingContent) {
        return transaction.keep(pendingContent);
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
        RecordKey key = requireKey(address);
        StoredBlob stored = new StoredBlob(blobHistory.named(encrypted(address, blob)), content);
        boolean waited = blob(address).isEmpty();
        Optional<Lease> inherited = lease(address).filter(lease -> waited && lease.isActive(now()));
        blobDeleter.removeUncommittedBlocks(key);
        blobHistory.supersede(key, daysOfDeleted(address), blob.type());
        transaction.put(BlobTables.BLOBS, key, inherited.map(stored::withLease).orElse(stored));
        return stored.blob();
    }

    /**
     * Changes what is known of a committed blob, in a way of which versions tell.
     *
     * @return the blob as it is kept: it may have become a version
     */
    public Blob revise(BlobAddress address, StoredBlob before, Blob changed) {
        Blob named = blobHistory.named(changed);
        if (blobHistory.outlives(before.blob())) {
            blobHistory.putVersion(requireKey(address), duplicate(before));
        }
        update(address, named, before.content());
        return named;
    }

    /** Whether the states that blobs leave behind are versions of them. */
    public boolean isVersioning() {
        return blobHistory.versioning();
    }

    /** Changes the lease on a blob, be it there already or only blocks of it. */
    public void putLease(BlobAddress address, @Nullable Lease lease) {
        RecordKey key = requireKey(address);
        blob(address)
                .ifPresentOrElse(
                        stored -> transaction.put(BlobTables.BLOBS, key, stored.withLease(lease)),
                        () -> uncommittedBlocks(address)
                                .ifPresent(uncommittedBlocks -> transaction.put(
                                        BlobTables.UNCOMMITTED_BLOCKS, key, uncommittedBlocks.with(lease))));
    }

    /** Changes what is known of a committed blob and leaves its bytes and its blocks alone. */
    public void update(BlobAddress address, Blob blob, Content content) {
        RecordKey key = requireKey(address);
        transaction.put(BlobTables.BLOBS, key, new StoredBlob(blob, content));
        blobHistory.plan(blob.expiresAt(), key);
        planRehydration(key, blob);
    }

    /** Changes what is known of a state of a blob, be it current or not. */
    public void update(BlobAddress address, StoredBlob changed) {
        BlobState blobState = changed.blob().blobState();
        if (blobState.current()) {
            update(address, changed.blob(), changed.content());
        } else {
            putState(address, blobState.id(), changed);
        }
    }

    /** Puts bytes into a blob that is kept in pieces, in place of those that are there. */
    public void write(BlobLayout.InPieces layout, long offset, Content content) {
        new BlobSegments(transaction, layout).write(transaction, offset, content);
    }

    /**
     * Removes the bytes of a range whose {@code to} is exclusive, where there are zeros from now on.
     *
     * @return what the blob is to be kept with: where nearly all goes, what stays is moved and the rest is left behind
     */
    public BlobLayout.Pages clear(BlobLayout.Pages layout, long from, long to) {
        BlobSegments pieces = new BlobSegments(transaction, layout);
        boolean fewStay = !pieces.areManyIn(0, from) && !pieces.areManyIn(to, Long.MAX_VALUE);
        if (!fewStay || !pieces.areManyIn(from, to)) {
            pieces.clear(transaction, from, to);
            return layout;
        }
        BlobLayout.Pages moved = layout.withGeneration(nextGeneration());
        pieces.copyTo(transaction, moved, 0, from);
        pieces.copyTo(transaction, moved, to, Long.MAX_VALUE);
        blobDeleter.remove(layout);
        return moved;
    }

    /** The same blob once more, for another state to have or another name: it shares the bytes. */
    public StoredBlob duplicate(StoredBlob stored) {
        transaction.retain(stored.content());
        if (stored.blob().layout() instanceof BlobLayout.InPieces layout) {
            BlobLayout.InPieces own = layout.withGeneration(nextGeneration());
            new BlobSegments(transaction, layout).copyTo(transaction, own);
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
        RecordKey key = BlobTables.state(requireKey(address), state);
        transaction.put(BlobTables.HISTORY, key, blob);
        planRehydration(key, blob.blob());
    }

    /** Removes an older or deleted state of a blob, and its bytes unless another one has them. */
    public void removeState(BlobAddress address, StateId state) {
        blobHistory.remove(requireKey(address), state);
    }

    /** Deletes a snapshot or an older version of a blob. Returns whether it is gone for good. */
    public boolean deleteState(BlobAddress address, StoredBlob state) {
        return blobHistory.deleteState(requireKey(address), state, daysOfDeleted(address));
    }

    /** Brings back what is deleted of a blob. */
    public void undelete(BlobAddress address) {
        blobHistory.undelete(requireKey(address));
    }

    /** Deletes a blob, as far as there is one, and every block that waits. Returns whether it is gone for good. */
    public boolean delete(BlobAddress address) {
        RecordKey key = requireKey(address);
        blobDeleter.removeUncommittedBlocks(key);
        return blobHistory.delete(key, daysOfDeleted(address));
    }

    /** What is written to a container is encrypted with, if that is allowed there. */
    public BlobEncryption encryption(BlobAddress address, BlobEncryption asked) {
        return container(address.account(), address.container())
                .map(container -> container.defaultScope().of(asked))
                .orElse(asked);
    }

    /**
     * Lets a block wait, in place of one with the same id.
     *
     * @param encryption of which the key is remembered
     */
    public void stage(BlobAddress address, BlockId id, Content content, BlobEncryption encryption) {
        RecordKey key = requireKey(address);
        Optional<UncommittedBlocks> waiting = uncommittedBlocks(address);
        UncommittedBlocks before = waiting.orElseGet(() -> addUncommittedBlocks(key, id));
        Optional<Content> replaced = uncommittedBlock(before, id).map(UncommittedBlock::content);
        replaced.ifPresent(transaction::release);
        UncommittedBlocks sum = (replaced.isPresent() ? before : before.plus(id)).at(transaction.now());
        transaction.put(
                BlobTables.BLOCKS, BlobTables.block(sum, id), new UncommittedBlock(content, encryption.keySha256()));
        transaction.put(BlobTables.UNCOMMITTED_BLOCKS, key, sum);
        if (before.lastAt() == null) {
            blobHistory.plan(sum.until(), key);
        }
    }

    /** Remembers, or forgets, that a blob waits for a copy to be done. */
    public void setAwaitsCopy(BlobAddress address, boolean awaits) {
        RecordKey key = BlobTables.copy(address);
        if (awaits) {
            transaction.put(BlobTables.COPIES, key, 0L);
        } else {
            transaction.remove(BlobTables.COPIES, key);
        }
    }

    /** Tells the outside what became of a blob. */
    public void append(String type, EventSource origin, Map<String, Object> data) {
        events.append(transaction, type, origin.account(), origin.subject(), data);
    }

    private void planRehydration(RecordKey key, Blob blob) {
        Tiering.@Nullable Rehydration way = blob.tiering().rehydration();
        if (way != null) {
            blobHistory.plan(way.until(), key);
        }
    }

    /** What waited before, if anything, was forgotten. A deleted blob makes room for the one to come. */
    private UncommittedBlocks addUncommittedBlocks(RecordKey key, BlockId id) {
        blobDeleter.removeUncommittedBlocks(key);
        blobHistory.supersedeDeleted(key, BlobType.BLOCK_BLOB);
        return new UncommittedBlocks(nextGeneration(), 0, id.length());
    }

    /** A new blob, encrypted as its container wants it to be. */
    private Blob encrypted(BlobAddress address, Blob blob) {
        BlobEncryption encryption = encryption(address, blob.encryption());
        return encryption.equals(blob.encryption())
                ? blob
                : blob.change().encryption(encryption).build();
    }

    /** For how many days what is deleted is kept; 0 if it is not. */
    private int daysOfDeleted(BlobAddress address) {
        return settings(address.account()).blob().deleteRetention().days();
    }

    private RecordKey requireKey(BlobAddress address) {
        return key(address).orElseThrow(() -> new IllegalStateException("no container for " + address));
    }
}
