package dev.nephelite.emulator.store.content;

import dev.nephelite.emulator.store.Transaction;
import java.util.List;

/**
 * Bytes that a client sent and that no record refers to yet. Closing it throws them away, unless a change that
 * {@linkplain Transaction#keep kept} it has been made durable.
 */
public final class PendingContent implements AutoCloseable {
    private final List<Piece> pieces;
    private final ExtentFiles files;
    private volatile boolean kept;

    public PendingContent(List<Piece> pieces, ExtentFiles files) {
        this.pieces = List.copyOf(pieces);
        this.files = files;
    }

    /** How many bytes the client sent. */
    public long length() {
        return pieces.stream().mapToLong(piece -> piece.extent().length()).sum();
    }

    public List<Piece> pieces() {
        return pieces;
    }

    public void kept() {
        kept = true;
    }

    @Override
    public void close() {
        if (!kept) {
            pieces.stream().filter(piece -> piece.extent().isFile()).forEach(piece -> files.delete(piece.id()));
        }
    }

    /** An extent that has bytes but no record yet. */
    public record Piece(long id, Extent extent) {}
}
