package dev.nephelite.blob.store;

import dev.nephelite.blob.model.BlobName;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.Transaction;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.RecordOutput;
import dev.nephelite.emulator.store.table.ScanChunk;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.store.table.TableReader;
import dev.nephelite.emulator.value.Metadata;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Moves the blobs of a data folder of format 1, where they are stored under the names of account and container.
 *
 * <p>The old record of a container is moved last. So the old records are those that remain to be moved, and an interrupted
 * upgrade continues at the next start.
 */
final class FormatOneUpgrade {
    static final Table<Container> CONTAINERS = new Table<>("containers", new ContainerWithoutGeneration());
    static final Table<StoredBlob> BLOBS = new Table<>("blobs", new BlobCodec());
    static final Table<UncommittedBlocks> UNCOMMITTED_BLOCKS =
            new Table<>("stagings", new UncommittedBlocksWithoutGeneration());
    static final Table<Content> BLOCKS = new Table<>("blocks", Content.CODEC);

    private static final int MOVED_AT_ONCE = 1000;
    private static final int BLOB = 2;
    private static final int BLOCK = 3;

    private final Transaction transaction;
    private final RecordKey name;
    private final Container container;

    private FormatOneUpgrade(Transaction transaction, RecordKey name, Container container) {
        this.transaction = transaction;
        this.name = name;
        this.container = container;
    }

    /** Moves everything, in transactions of about a thousand records. */
    static void upgrade(Store store) {
        while (store.read(FormatOneUpgrade::first).isPresent()) {
            store.write(FormatOneUpgrade::moveSome);
        }
    }

    /** Returns whether there was anything to move. */
    static boolean moveSome(Transaction transaction) {
        Optional<Map.Entry<RecordKey, Container>> first = first(transaction);
        first.ifPresent(old -> {
            Container container = withGeneration(transaction, old.getKey(), old.getValue());
            new FormatOneUpgrade(transaction, old.getKey(), container).moveContents();
        });
        return first.isPresent();
    }

    private static Optional<Map.Entry<RecordKey, Container>> first(TableReader view) {
        return view.scan(CONTAINERS, RecordKey.FIRST, RecordKey.AFTER_ALL).findFirst();
    }

    /** The container with the generation that it received when the first of its records was moved. */
    private static Container withGeneration(Transaction transaction, RecordKey name, Container old) {
        @Nullable Container before = transaction.get(BlobTables.CONTAINERS, name);
        if (before != null) {
            return before;
        }
        Container container = new Container(old.name(), old.revision(), old.metadata(), transaction.ticks());
        transaction.put(BlobTables.CONTAINERS, name, container);
        return container;
    }

    private void moveContents() {
        int left = MOVED_AT_ONCE;
        left -= move(BLOBS, left, BlobDeleter::size, (key, blob) -> transaction.put(BlobTables.BLOBS, blob(key), blob));
        left -= move(UNCOMMITTED_BLOCKS, left, uncommittedBlocks -> 1, this::moveUncommittedBlocks);
        // After the summaries, because blocks are stored under the generation of their summary.
        left -= move(BLOCKS, left, BlobDeleter::size, this::moveBlock);
        if (left > 0) {
            transaction.remove(CONTAINERS, name);
        }
    }

    private void moveUncommittedBlocks(RecordKey key, UncommittedBlocks old) {
        transaction.put(
                BlobTables.UNCOMMITTED_BLOCKS,
                blob(key),
                new UncommittedBlocks(transaction.ticks(), old.blocks(), old.idLength()));
    }

    private void moveBlock(RecordKey key, Content content) {
        @Nullable UncommittedBlocks uncommittedBlocks = transaction.get(BlobTables.UNCOMMITTED_BLOCKS, blob(key));
        if (uncommittedBlocks == null) {
            transaction.release(content);
        } else {
            transaction.put(
                    BlobTables.BLOCKS,
                    BlobTables.block(uncommittedBlocks, new BlockId(key.part(BLOCK))),
                    new UncommittedBlocks.Block(content, null));
        }
    }

    private <V> int move(Table<V> table, int most, ToIntFunction<V> size, BiConsumer<RecordKey, V> move) {
        ScanChunk<V> chunk = ScanChunk.under(name, transaction, table, most, size);
        chunk.forEach(entry -> {
            move.accept(entry.getKey(), entry.getValue());
            transaction.remove(table, entry.getKey());
        });
        return chunk.size();
    }

    private RecordKey blob(RecordKey old) {
        return BlobTables.blob(container, BlobName.parse(old.part(BLOB)));
    }

    private static final class ContainerWithoutGeneration implements Codec<Container> {
        @Override
        public void write(Container container, RecordOutput out) {
            ContainerCodec.writeWithoutGeneration(container, out);
        }

        @Override
        public Container read(RecordInput in) {
            return new Container(
                    new ContainerName(in.text()), ContainerCodec.revision(in), new Metadata(in.texts()), 0);
        }
    }

    private static final class UncommittedBlocksWithoutGeneration implements Codec<UncommittedBlocks> {
        @Override
        public void write(UncommittedBlocks uncommittedBlocks, RecordOutput out) {
            out.number(uncommittedBlocks.blocks()).number(uncommittedBlocks.idLength());
        }

        @Override
        public UncommittedBlocks read(RecordInput in) {
            return new UncommittedBlocks(0, in.number(), (int) in.number());
        }
    }
}
