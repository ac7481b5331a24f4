package dev.nephelite.blob.store;

import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.Deletion;
import dev.nephelite.emulator.store.GarbageCollector;
import dev.nephelite.emulator.store.Transaction;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.ScanChunk;
import dev.nephelite.emulator.store.table.Table;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Removes the records that a transaction deletes. It removes a few at once and leaves many, as a generation, to the garbage
 * collector.
 */
final class BlobDeleter {
    private final Transaction transaction;
    private final GarbageCollector garbageCollector;
    private final DeadlineIndex deadlineIndex;

    BlobDeleter(Transaction transaction, GarbageCollector garbageCollector, DeadlineIndex deadlineIndex) {
        this.transaction = transaction;
        this.garbageCollector = garbageCollector;
        this.deadlineIndex = deadlineIndex;
    }

    /** Removes everything in a container. */
    void abandon(Container container) {
        garbageCollector.abandon(transaction, container.generation());
    }

    /** Moves a container to the deleted ones until its retention period is over. */
    void softDelete(String account, Container container, Deletion deletion) {
        Container.Deleted.Version version = new Container.Deleted.Version(transaction.ticks());
        RecordKey key = BlobTables.deleted(account, container.name(), version);
        transaction.remove(BlobTables.CONTAINERS, BlobTables.container(account, container.name()));
        transaction.put(BlobTables.DELETED_CONTAINERS, key, new Container.Deleted(container, version, deletion));
        deadlineIndex.schedule(transaction, deletion.until(), key);
    }

    /** Removes the uncommitted blocks of a blob and returns their summary, or null if there were none. */
    @Nullable
    UncommittedBlocks removeUncommittedBlocks(RecordKey blobKey) {
        @Nullable UncommittedBlocks uncommittedBlocks = transaction.get(BlobTables.UNCOMMITTED_BLOCKS, blobKey);
        if (uncommittedBlocks != null) {
            transaction.remove(BlobTables.UNCOMMITTED_BLOCKS, blobKey);
            remove(uncommittedBlocks);
        }
        return uncommittedBlocks;
    }

    /** Removes uncommitted blocks whose summary is removed already. */
    void remove(UncommittedBlocks uncommittedBlocks) {
        if (uncommittedBlocks.blocks() > GarbageCollector.CHUNK) {
            garbageCollector.abandon(transaction, uncommittedBlocks.generation());
        } else {
            removeBlocks(BlobTables.generation(uncommittedBlocks), Integer.MAX_VALUE);
        }
    }

    /** Removes the bytes of a blob whose record is removed already. */
    void dispose(StoredBlob stored) {
        release(stored.content());
        if (stored.blob().layout() instanceof BlobLayout.Segmented layout) {
            remove(layout);
        }
    }

    /** Removes the segments of an append or page blob. */
    void remove(BlobLayout.Segmented layout) {
        RecordKey generation = BlobTables.generation(layout);
        if (removeSegments(generation, GarbageCollector.CHUNK) >= GarbageCollector.CHUNK) {
            garbageCollector.abandon(transaction, layout.generation());
        }
    }

    /**
     * Releases one reference to content. Many segments are stored like uncommitted blocks of an abandoned generation,
     * for the garbage collector to release.
     */
    void release(Content content) {
        List<Content.Segment> segments = content.segments();
        if (segments.size() <= GarbageCollector.CHUNK) {
            transaction.release(content);
            return;
        }
        long number = transaction.ticks();
        for (int from = 0; from < segments.size(); from += GarbageCollector.CHUNK) {
            int to = Math.min(segments.size(), from + GarbageCollector.CHUNK);
            RecordKey key = RecordKey.of(RecordKey.number(number), RecordKey.number(from));
            transaction.put(
                    BlobTables.BLOCKS, key, new UncommittedBlocks.Block(new Content(segments.subList(from, to)), null));
        }
        garbageCollector.abandon(transaction, number);
    }

    /** Removes some of the records of a generation, see {@link GarbageCollector.Removal}. */
    int removeUnder(RecordKey generation, int most) {
        int removed = removeBlobs(BlobTables.BLOBS, generation, most);
        removed += removeBlobs(BlobTables.HISTORY, generation, most - removed);
        removed += removeSegments(generation, most - removed);
        removed += removeAllUncommittedBlocks(generation, most - removed);
        return removed + removeBlocks(generation, most - removed);
    }

    private int removeBlobs(Table<StoredBlob> table, RecordKey generation, int most) {
        return remove(table, generation, most, BlobDeleter::size, blob -> {
            release(blob.content());
            if (blob.blob().layout() instanceof BlobLayout.Segmented layout) {
                garbageCollector.abandon(transaction, layout.generation());
            }
        });
    }

    private int removeSegments(RecordKey generation, int most) {
        return remove(BlobTables.SEGMENTS, generation, most, BlobDeleter::size, transaction::release);
    }

    private int removeAllUncommittedBlocks(RecordKey generation, int most) {
        return remove(BlobTables.UNCOMMITTED_BLOCKS, generation, most, uncommittedBlocks -> 2, uncommittedBlocks -> {
            garbageCollector.abandon(transaction, uncommittedBlocks.generation());
        });
    }

    private int removeBlocks(RecordKey generation, int most) {
        return remove(
                BlobTables.BLOCKS, generation, most, BlobDeleter::size, block -> transaction.release(block.content()));
    }

    private <V> int remove(Table<V> table, RecordKey parent, int most, ToIntFunction<V> size, Consumer<V> dispose) {
        ScanChunk<V> chunk = ScanChunk.under(parent, transaction, table, most, size);
        for (Map.Entry<RecordKey, V> entry : chunk.records()) {
            transaction.remove(table, entry.getKey());
            dispose.accept(entry.getValue());
        }
        return chunk.size();
    }

    /** The number of records that the removal of a blob touches. */
    static int size(StoredBlob blob) {
        return size(blob.content());
    }

    static int size(UncommittedBlocks.Block block) {
        return size(block.content());
    }

    static int size(Content content) {
        return 1 + content.segments().size();
    }
}
