package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Layout;
import dev.nephelite.emulator.store.Cleaning;
import dev.nephelite.emulator.store.Content;
import dev.nephelite.emulator.store.Key;
import dev.nephelite.emulator.store.Transaction;
import dev.nephelite.emulator.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pieces of one blob. They do not overlap; where there is none, the blob has zeros. */
final class Pieces {
    private static final int OFFSET = 1;
    private static final int HEXADECIMAL = 16;

    private final View view;
    private final Layout.InPieces layout;

    Pieces(View view, Layout.InPieces layout) {
        this.view = view;
        this.layout = layout;
    }

    /** Those that have bytes in a range whose {@code to} is exclusive, whole, in their order. */
    Stream<StoredPiece> in(long from, long to) {
        if (from >= to) {
            return Stream.empty();
        }
        return view.scan(Tables.PIECES, firstAt(from), Tables.piece(layout, to))
                .map(Pieces::piece)
                .filter(piece -> piece.end() > from);
    }

    /** The bytes of a range that lies in the blob. */
    Content content(long from, long count) {
        long to = from + count;
        List<Content> parts = new ArrayList<>();
        long position = from;
        for (StoredPiece piece : in(from, to).toList()) {
            StoredPiece part = piece.within(from, to);
            parts.add(Content.zeros(part.offset() - position));
            parts.add(part.content());
            position = part.end();
        }
        parts.add(Content.zeros(to - position));
        return Content.join(parts);
    }

    /** Puts bytes in place of those that are there. */
    void write(Transaction transaction, long offset, Content content) {
        clear(transaction, offset, offset + content.length());
        transaction.put(Tables.PIECES, Tables.piece(layout, offset), content);
    }

    /** Removes the bytes of a range whose {@code to} is exclusive. */
    void clear(Transaction transaction, long from, long to) {
        for (StoredPiece piece : in(from, to).toList()) {
            transaction.remove(Tables.PIECES, Tables.piece(layout, piece.offset()));
            keep(transaction, piece, piece.offset(), from);
            keep(transaction, piece, to, piece.end());
            transaction.release(piece.content());
        }
    }

    /** Lets another blob have the same bytes. */
    void copyTo(Transaction transaction, Layout.InPieces copy) {
        copyTo(transaction, copy, 0, Long.MAX_VALUE);
    }

    /** Lets another blob have the same bytes in a range whose {@code to} is exclusive. */
    void copyTo(Transaction transaction, Layout.InPieces copy, long from, long to) {
        for (StoredPiece piece : in(from, to).toList()) {
            StoredPiece part = piece.within(from, to);
            transaction.retain(part.content());
            transaction.put(Tables.PIECES, Tables.piece(copy, part.offset()), part.content());
        }
    }

    /** Whether there are more in a range whose {@code to} is exclusive than are to be changed at once. */
    boolean areManyIn(long from, long to) {
        return in(from, to).limit(Cleaning.PIECE + 1L).count() > Cleaning.PIECE;
    }

    /** Where the piece is that {@code offset} may lie in, for one that begins before it may end behind it. */
    private Key firstAt(long offset) {
        Key key = Tables.piece(layout, offset);
        @Nullable Key last = view.lastBefore(Tables.PIECES, key.next());
        return last != null && last.startsWith(Tables.incarnation(layout).children()) ? last : key;
    }

    /** Keeps what a piece has in a range whose {@code to} is exclusive, which may be empty. */
    private void keep(Transaction transaction, StoredPiece piece, long from, long to) {
        if (from < to) {
            StoredPiece rest = piece.within(from, to);
            transaction.retain(rest.content());
            transaction.put(Tables.PIECES, Tables.piece(layout, rest.offset()), rest.content());
        }
    }

    private static StoredPiece piece(Map.Entry<Key, Content> entry) {
        return new StoredPiece(Long.parseLong(entry.getKey().part(OFFSET), HEXADECIMAL), entry.getValue());
    }
}
