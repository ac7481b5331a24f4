package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerVersion;
import dev.nephelite.blob.model.DeletedContainer;
import dev.nephelite.blob.model.Deletion;
import dev.nephelite.blob.model.Layout;
import dev.nephelite.blob.model.Staging;
import dev.nephelite.emulator.store.Cleaning;
import dev.nephelite.emulator.store.Content;
import dev.nephelite.emulator.store.Key;
import dev.nephelite.emulator.store.Piece;
import dev.nephelite.emulator.store.Table;
import dev.nephelite.emulator.store.Transaction;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** How a change gets rid of what was kept: of a little at once, of much by leaving it to the cleaning. */
final class Disposal {
    private final Transaction transaction;
    private final Cleaning cleaning;
    private final Deadlines deadlines;

    Disposal(Transaction transaction, Cleaning cleaning, Deadlines deadlines) {
        this.transaction = transaction;
        this.cleaning = cleaning;
        this.deadlines = deadlines;
    }

    /** Gets rid of everything in a container. */
    void abandon(Container container) {
        cleaning.abandon(transaction, container.incarnation());
    }

    /** Keeps a container that is deleted until nobody can bring it back any more. */
    void setAside(String account, Container container, Deletion deletion) {
        ContainerVersion version = new ContainerVersion(transaction.ticks());
        Key key = Tables.deleted(account, container.name(), version);
        transaction.remove(Tables.CONTAINERS, Tables.container(account, container.name()));
        transaction.put(Tables.DELETED_CONTAINERS, key, new DeletedContainer(container, version, deletion));
        deadlines.plan(transaction, deletion.until(), key);
    }

    /** Gets rid of the blocks that wait for the blob that is or would be kept under a key, if there are any. */
    void removeStaging(Key blob) {
        @Nullable Staging staging = transaction.get(Tables.STAGINGS, blob);
        if (staging != null) {
            transaction.remove(Tables.STAGINGS, blob);
            remove(staging);
        }
    }

    /** Gets rid of blocks that waited. */
    void remove(Staging staging) {
        if (staging.blocks() > Cleaning.PIECE) {
            cleaning.abandon(transaction, staging.incarnation());
        } else {
            removeBlocks(Tables.incarnation(staging), Integer.MAX_VALUE);
        }
    }

    /** Gets rid of the bytes of a blob whose record is gone. */
    void dispose(StoredBlob stored) {
        release(stored.content());
        if (stored.blob().layout() instanceof Layout.InPieces layout) {
            remove(layout);
        }
    }

    /** Gets rid of bytes that are kept in pieces. */
    void remove(Layout.InPieces layout) {
        Key incarnation = Tables.incarnation(layout);
        if (removePieces(incarnation, Cleaning.PIECE) >= Cleaning.PIECE) {
            cleaning.abandon(transaction, layout.incarnation());
        }
    }

    /** Gets rid of one reference to {@code content}. What is to be released later lies where blocks wait. */
    void release(Content content) {
        List<Content.Segment> segments = content.segments();
        if (segments.size() <= Cleaning.PIECE) {
            transaction.release(content);
            return;
        }
        long number = transaction.ticks();
        for (int from = 0; from < segments.size(); from += Cleaning.PIECE) {
            int to = Math.min(segments.size(), from + Cleaning.PIECE);
            Key key = Key.of(Key.number(number), Key.number(from));
            transaction.put(Tables.BLOCKS, key, new StagedContent(new Content(segments.subList(from, to)), null));
        }
        cleaning.abandon(transaction, number);
    }

    /** Removes some of what is kept under an incarnation, see {@link Cleaning.Removal}. */
    int removeUnder(Key incarnation, int most) {
        int removed = removeBlobs(Tables.BLOBS, incarnation, most);
        removed += removeBlobs(Tables.HISTORY, incarnation, most - removed);
        removed += removePieces(incarnation, most - removed);
        removed += removeStagings(incarnation, most - removed);
        return removed + removeBlocks(incarnation, most - removed);
    }

    private int removeBlobs(Table<StoredBlob> table, Key incarnation, int most) {
        return remove(table, incarnation, most, Disposal::size, blob -> {
            release(blob.content());
            if (blob.blob().layout() instanceof Layout.InPieces layout) {
                cleaning.abandon(transaction, layout.incarnation());
            }
        });
    }

    private int removePieces(Key incarnation, int most) {
        return remove(Tables.PIECES, incarnation, most, Disposal::size, transaction::release);
    }

    private int removeStagings(Key incarnation, int most) {
        return remove(Tables.STAGINGS, incarnation, most, staging -> 2, staging -> {
            cleaning.abandon(transaction, staging.incarnation());
        });
    }

    private int removeBlocks(Key incarnation, int most) {
        return remove(Tables.BLOCKS, incarnation, most, Disposal::size, block -> transaction.release(block.content()));
    }

    private <V> int remove(Table<V> table, Key above, int most, ToIntFunction<V> size, Consumer<V> dispose) {
        Piece<V> piece = Piece.under(above, transaction, table, most, size);
        for (Map.Entry<Key, V> entry : piece.records()) {
            transaction.remove(table, entry.getKey());
            dispose.accept(entry.getValue());
        }
        return piece.size();
    }

    /** How many records it takes to get rid of a blob. */
    static int size(StoredBlob blob) {
        return size(blob.content());
    }

    static int size(StagedContent block) {
        return size(block.content());
    }

    static int size(Content content) {
        return 1 + content.segments().size();
    }
}
