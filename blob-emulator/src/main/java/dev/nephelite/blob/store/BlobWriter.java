package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobEncryption;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobState;
import dev.nephelite.blob.model.BlobType;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.Deletion;
import dev.nephelite.blob.model.Lease;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.blob.model.StateId;
import dev.nephelite.blob.model.Tiering;
import dev.nephelite.blob.properties.BlobServiceProperties;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.store.Transaction;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.value.ETag;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One transaction on the state of the Blob service. It sees its own changes through {@link #reader} and ends with the
 * function that it is passed to.
 */
public final class BlobWriter {
    private static final String SEQUENCER_PREFIX = "0".repeat(16);

    private final Transaction transaction;
    private final BlobReader reader;
    private final EventLog events;
    private final BlobDeleter blobDeleter;
    private final BlobHistory blobHistory;
    private final Map<String, Integer> retentionDays;

    /** @param retentionDays caches, by account, for how many days deleted blobs are retained */
    BlobWriter(
            Transaction transaction,
            BlobReader reader,
            EventLog events,
            BlobDeleter blobDeleter,
            BlobHistory blobHistory,
            Map<String, Integer> retentionDays) {
        this.transaction = transaction;
        this.reader = reader;
        this.events = events;
        this.blobDeleter = blobDeleter;
        this.blobHistory = blobHistory;
        this.retentionDays = retentionDays;
    }

    /** The state as this transaction has changed it so far. */
    public BlobReader reader() {
        return reader;
    }

    /** The time of the transaction. */
    public Instant now() {
        return transaction.now();
    }

    /** Declares that the transaction frees space, so that it succeeds on a full disk. */
    public void freesSpace() {
        transaction.freesSpace();
    }

    /** A revision of this moment with a unique entity tag. */
    public Revision nextRevision() {
        return new Revision(ETag.of(transaction.ticks()), transaction.now());
    }

    /** A generation number that has never been used. */
    public long nextGeneration() {
        return transaction.ticks();
    }

    /** An id for a snapshot or version. It sorts after the ids of all existing ones. */
    public StateId nextState() {
        return new StateId(transaction.ticks());
    }

    /** A sequencer for an event. It sorts after all earlier ones. */
    String nextSequencer() {
        return SEQUENCER_PREFIX + HexFormat.of().toHexDigits(transaction.ticks());
    }

    public void put(String account, BlobServiceProperties serviceProperties) {
        transaction.put(BlobTables.PROPERTIES, BlobTables.account(account), serviceProperties);
        transaction.afterCommit(() -> retentionDays.put(account, days(serviceProperties)));
    }

    public void put(String account, Container container) {
        transaction.put(BlobTables.CONTAINERS, BlobTables.container(account, container.name()), container);
        reader.containersChanged();
    }

    /** Deletes a container and everything in it. */
    public void delete(String account, Container container) {
        transaction.remove(BlobTables.CONTAINERS, BlobTables.container(account, container.name()));
        blobDeleter.abandon(container);
        reader.containersChanged();
    }

    /** Removes everything in a container, whatever protects it, and the container's lease. */
    public void empty(String account, Container container) {
        blobDeleter.abandon(container);
        put(account, container.emptied(nextGeneration()));
    }

    /** Deletes a container so that {@link #restore} can bring it back, with its blobs, until the deletion is over. */
    public void softDelete(String account, Container container, Deletion deletion) {
        blobDeleter.softDelete(account, container, deletion);
        reader.containersChanged();
    }

    /** Restores a deleted container under its name, which must be free. */
    public void restore(String account, Container.Deleted deleted) {
        Container container = deleted.container();
        transaction.remove(
                BlobTables.DELETED_CONTAINERS, BlobTables.deleted(account, container.name(), deleted.version()));
        put(account, container);
    }

    /** Stores received content, for a blob to refer to. */
    public Content store(PendingContent pendingContent) {
        return transaction.store(pendingContent);
    }

    /** Counts one more reference to content that a blob or block refers to already. */
    public void retain(Content content) {
        transaction.retain(content);
    }

    /**
     * Creates a blob. An existing blob of that name is replaced and stored as a version or as deleted if the account is
     * set up for that. All uncommitted blocks are removed; a lease on them becomes the lease on the blob.
     *
     * @return the blob as it is stored: it may have received a version id
     */
    public Blob replace(BlobAddress address, Blob blob, Content content) {
        RecordKey key = requireKey(address);
        StoredBlob stored = new StoredBlob(blobHistory.withVersion(encrypted(address, blob)), content);
        @Nullable UncommittedBlocks uncommittedBlocks = blobDeleter.removeUncommittedBlocks(key);
        @Nullable
        Lease inherited = uncommittedBlocks == null || reader.blob(address).isPresent()
                ? null
                : uncommittedBlocks.activeLease(now());
        blobHistory.supersede(key, () -> retentionDays(address), blob.type());
        transaction.put(BlobTables.BLOBS, key, inherited == null ? stored : stored.withLease(inherited));
        return stored.blob();
    }

    /**
     * Changes a blob so that its former state becomes a version where versioning is enabled.
     *
     * @return the blob as it is stored: it may have received a version id
     */
    public Blob revise(BlobAddress address, StoredBlob before, Blob changed) {
        Blob blob = blobHistory.withVersion(changed);
        if (blobHistory.becomesVersion(before.blob())) {
            blobHistory.putVersion(requireKey(address), duplicate(before));
        }
        update(address, blob, before.content());
        return blob;
    }

    public boolean isVersioning() {
        return blobHistory.versioning();
    }

    /** Changes the lease on a blob, or on its uncommitted blocks if there is no blob yet. */
    public void putLease(BlobAddress address, @Nullable Lease lease) {
        RecordKey key = requireKey(address);
        reader.blob(address)
                .ifPresentOrElse(
                        stored -> transaction.put(BlobTables.BLOBS, key, stored.withLease(lease)),
                        () -> reader.uncommittedBlocks(address)
                                .ifPresent(uncommittedBlocks -> transaction.put(
                                        BlobTables.UNCOMMITTED_BLOCKS, key, uncommittedBlocks.with(lease))));
    }

    /** Updates the record of a blob without a new version. Its uncommitted blocks stay. */
    public void update(BlobAddress address, Blob blob, Content content) {
        RecordKey key = requireKey(address);
        transaction.put(BlobTables.BLOBS, key, new StoredBlob(blob, content));
        blobHistory.schedule(blob.expiresAt(), key);
        scheduleRehydration(key, blob);
    }

    /** Updates the record of a blob, a snapshot or a version. */
    public void update(BlobAddress address, StoredBlob changed) {
        BlobState blobState = changed.blob().state();
        if (blobState.current()) {
            update(address, changed.blob(), changed.content());
        } else {
            putState(address, blobState.id(), changed);
        }
    }

    /** Writes bytes to an append or page blob, replacing those in that range. */
    public void write(BlobLayout.Segmented layout, long offset, Content content) {
        new BlobSegments(transaction, layout).write(transaction, offset, content);
    }

    /**
     * Clears a range of a page blob, which reads as zeros from now on.
     *
     * @param to exclusive
     * @return the layout to store: if nearly everything is cleared, the rest moves to a new generation and the old one
     *     is left to the garbage collector
     */
    public BlobLayout.Pages clear(BlobLayout.Pages layout, long from, long to) {
        BlobSegments segments = new BlobSegments(transaction, layout);
        boolean fewRemain = !segments.hasManyIn(0, from) && !segments.hasManyIn(to, Long.MAX_VALUE);
        if (!fewRemain || !segments.hasManyIn(from, to)) {
            segments.clear(transaction, from, to);
            return layout;
        }
        BlobLayout.Pages moved = layout.withGeneration(nextGeneration());
        segments.copyTo(transaction, moved, 0, from);
        segments.copyTo(transaction, moved, to, Long.MAX_VALUE);
        blobDeleter.remove(layout);
        return moved;
    }

    /** Duplicates a blob for another state or another name. The copy shares the bytes. */
    public StoredBlob duplicate(StoredBlob stored) {
        transaction.retain(stored.content());
        if (stored.blob().layout() instanceof BlobLayout.Segmented layout) {
            BlobLayout.Segmented own = layout.withGeneration(nextGeneration());
            new BlobSegments(transaction, layout).copyTo(transaction, own);
            return new StoredBlob(stored.blob().change().layout(own).build(), stored.content());
        }
        return stored;
    }

    /** Stores a snapshot or version. It must own its bytes, see {@link #duplicate}. */
    public void putState(BlobAddress address, StateId state, StoredBlob blob) {
        RecordKey key = BlobTables.state(requireKey(address), state);
        transaction.put(BlobTables.HISTORY, key, blob);
        scheduleRehydration(key, blob.blob());
    }

    /** Removes a snapshot or version, deleted or not, and those of its bytes that nothing else refers to. */
    public void removeState(BlobAddress address, StateId state) {
        blobHistory.remove(requireKey(address), state);
    }

    /** Deletes a snapshot or version. Returns whether the deletion is permanent. */
    public boolean deleteState(BlobAddress address, StoredBlob state) {
        return blobHistory.deleteState(requireKey(address), state, retentionDays(address));
    }

    /** Restores a deleted blob and its deleted snapshots. */
    public void undelete(BlobAddress address) {
        blobHistory.undelete(requireKey(address));
    }

    /** Deletes a blob, if it exists, and all its uncommitted blocks. Returns whether the deletion is permanent. */
    public boolean delete(BlobAddress address) {
        RecordKey key = requireKey(address);
        blobDeleter.removeUncommittedBlocks(key);
        return blobHistory.delete(key, retentionDays(address));
    }

    /** The encryption of a new blob or block. Refuses a requested scope that the container does not allow. */
    public BlobEncryption encryption(BlobAddress address, BlobEncryption requested) {
        return reader.container(address)
                .map(container -> container.defaultScope().of(requested))
                .orElse(requested);
    }

    /** Stores an uncommitted block, replacing one with the same id. */
    public void putUncommittedBlock(BlobAddress address, BlockId id, Content content, BlobEncryption encryption) {
        RecordKey key = requireKey(address);
        UncommittedBlocks before = reader.uncommittedBlocks(address).orElseGet(() -> firstUncommittedBlocks(key, id));
        Optional<Content> replaced = reader.uncommittedBlock(before, id).map(UncommittedBlocks.Block::content);
        replaced.ifPresent(transaction::release);
        UncommittedBlocks after = (replaced.isPresent() ? before : before.plus(id)).at(transaction.now());
        transaction.put(
                BlobTables.BLOCKS,
                BlobTables.block(after, id),
                new UncommittedBlocks.Block(content, encryption.keySha256()));
        transaction.put(BlobTables.UNCOMMITTED_BLOCKS, key, after);
        if (before.lastAt() == null) {
            blobHistory.schedule(after.expiresAt(), key);
        }
    }

    /** Records whether a copy to the blob is pending, for {@link BlobReader#pendingCopies}. */
    public void setPendingCopy(BlobAddress address, boolean pending) {
        RecordKey key = BlobTables.copy(address);
        if (pending) {
            transaction.put(BlobTables.COPIES, key, 0L);
        } else {
            transaction.remove(BlobTables.COPIES, key);
        }
    }

    /** Appends an event to the event log. */
    void publish(String type, String account, String subject, Map<String, Object> data) {
        events.append(transaction, type, account, subject, data);
    }

    private void scheduleRehydration(RecordKey key, Blob blob) {
        Tiering.@Nullable Rehydration rehydration = blob.tiering().rehydration();
        if (rehydration != null) {
            blobHistory.schedule(rehydration.until(), key);
        }
    }

    /** Removes expired blocks, if there are any, and a deleted blob, because a blob of this name is on its way. */
    private UncommittedBlocks firstUncommittedBlocks(RecordKey key, BlockId id) {
        blobDeleter.removeUncommittedBlocks(key);
        blobHistory.supersedeDeleted(key, BlobType.BLOCK_BLOB);
        return new UncommittedBlocks(nextGeneration(), 0, id.length());
    }

    private Blob encrypted(BlobAddress address, Blob blob) {
        BlobEncryption encryption = encryption(address, blob.encryption());
        return encryption.equals(blob.encryption())
                ? blob
                : blob.change().encryption(encryption).build();
    }

    /** For how many days the account retains deleted blobs; 0 if deletions are permanent. */
    private int retentionDays(BlobAddress address) {
        String account = address.account();
        @Nullable Integer cached = retentionDays.get(account);
        if (cached != null) {
            return cached;
        }
        int days = days(reader.properties(account));
        // Not before the commit, because the transaction may see service properties that are not durable yet.
        transaction.afterCommit(() -> retentionDays.putIfAbsent(account, days));
        return days;
    }

    private static int days(BlobServiceProperties serviceProperties) {
        return serviceProperties.deleteRetention().days();
    }

    private RecordKey requireKey(BlobAddress address) {
        return reader.key(address).orElseThrow(() -> new IllegalStateException("no container for " + address));
    }
}
