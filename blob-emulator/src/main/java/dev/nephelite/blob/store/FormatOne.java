package dev.nephelite.blob.store;

import dev.nephelite.blob.model.BlobName;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.model.Staging;
import dev.nephelite.emulator.store.Codec;
import dev.nephelite.emulator.store.Content;
import dev.nephelite.emulator.store.Key;
import dev.nephelite.emulator.store.Piece;
import dev.nephelite.emulator.store.RecordInput;
import dev.nephelite.emulator.store.RecordOutput;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.Table;
import dev.nephelite.emulator.store.Transaction;
import dev.nephelite.emulator.store.View;
import dev.nephelite.emulator.value.Metadata;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The blobs of a data folder of format 1, which are kept under the names of their account and container, and their way to
 * where they are kept now.
 *
 * <p>Of all that is moved for a container its old record goes last. So the old records say what is still to be done, and
 * the next start goes on where one was cut off.
 */
final class FormatOne {
    static final Table<Container> CONTAINERS = new Table<>("containers", new ContainerWithoutIncarnation());
    static final Table<StoredBlob> BLOBS = new Table<>("blobs", new BlobCodec());
    static final Table<Staging> STAGINGS = new Table<>("stagings", new StagingWithoutIncarnation());
    static final Table<Content> BLOCKS = new Table<>("blocks", new ContentCodec());

    private static final int MOVED_AT_ONCE = 1000;
    private static final int BLOB = 2;
    private static final int BLOCK = 3;
    private static final Key BEFORE_ALL = new Key("");
    private static final Key BEHIND_ALL = new Key("\uFFFF");

    private final Transaction transaction;
    private final Key name;
    private final Container container;

    private FormatOne(Transaction transaction, Key name, Container container) {
        this.transaction = transaction;
        this.name = name;
        this.container = container;
    }

    /** Moves everything there is, by changes of about a thousand records each. */
    static void upgrade(Store store) {
        while (store.read(FormatOne::first).isPresent()) {
            store.write(FormatOne::moveSome);
        }
    }

    /** Returns whether there was anything to move. */
    static boolean moveSome(Transaction transaction) {
        Optional<Map.Entry<Key, Container>> first = first(transaction);
        first.ifPresent(old -> {
            Container container = incarnate(transaction, old.getKey(), old.getValue());
            new FormatOne(transaction, old.getKey(), container).moveContents();
        });
        return first.isPresent();
    }

    private static Optional<Map.Entry<Key, Container>> first(View view) {
        return view.scan(CONTAINERS, BEFORE_ALL, BEHIND_ALL).findFirst();
    }

    /** The container with the incarnation that it was given when the first of its records was moved. */
    private static Container incarnate(Transaction transaction, Key name, Container old) {
        @Nullable Container before = transaction.get(Tables.CONTAINERS, name);
        if (before != null) {
            return before;
        }
        Container container = new Container(old.name(), old.revision(), old.metadata(), transaction.ticks());
        transaction.put(Tables.CONTAINERS, name, container);
        return container;
    }

    private void moveContents() {
        int left = MOVED_AT_ONCE;
        left -= move(BLOBS, left, Disposal::size, (key, blob) -> transaction.put(Tables.BLOBS, blob(key), blob));
        left -= move(STAGINGS, left, staging -> 1, this::moveStaging);
        // Behind all stagings, for a block is kept under the incarnation of its own.
        left -= move(BLOCKS, left, Disposal::size, this::moveBlock);
        if (left > 0) {
            transaction.remove(CONTAINERS, name);
        }
    }

    private void moveStaging(Key key, Staging old) {
        transaction.put(Tables.STAGINGS, blob(key), new Staging(transaction.ticks(), old.blocks(), old.idLength()));
    }

    private void moveBlock(Key key, Content content) {
        @Nullable Staging staging = transaction.get(Tables.STAGINGS, blob(key));
        if (staging == null) {
            transaction.release(content);
        } else {
            transaction.put(
                    Tables.BLOCKS,
                    Tables.block(staging, new BlockId(key.part(BLOCK))),
                    new StagedContent(content, null));
        }
    }

    private <V> int move(Table<V> table, int most, ToIntFunction<V> size, BiConsumer<Key, V> move) {
        Piece<V> piece = Piece.under(name, transaction, table, most, size);
        piece.forEach(entry -> {
            move.accept(entry.getKey(), entry.getValue());
            transaction.remove(table, entry.getKey());
        });
        return piece.size();
    }

    private Key blob(Key old) {
        return Tables.blob(container, new BlobName(old.part(BLOB)));
    }

    private static final class ContainerWithoutIncarnation implements Codec<Container> {
        @Override
        public void write(Container container, RecordOutput out) {
            ContainerCodec.writeWithoutIncarnation(container, out);
        }

        @Override
        public Container read(RecordInput in) {
            return new Container(
                    new ContainerName(in.text()), ContainerCodec.revision(in), new Metadata(in.texts()), 0);
        }
    }

    private static final class StagingWithoutIncarnation implements Codec<Staging> {
        @Override
        public void write(Staging staging, RecordOutput out) {
            out.number(staging.blocks()).number(staging.idLength());
        }

        @Override
        public Staging read(RecordInput in) {
            return new Staging(0, in.number(), (int) in.number());
        }
    }
}
