package dev.nephelite.blob.copy;

import dev.nephelite.blob.model.Revision;
import dev.nephelite.blob.store.StoredBlob;
import dev.nephelite.emulator.store.content.OpenContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The bytes of a range of a blob, read piece by piece as long as the blob stays as it was. */
final class SourceBytes extends InputStream {
    private static final long PIECE = 1024 * 1024;

    private final LocalSource source;
    private final Revision revision;
    private final long end;
    private long position;
    private byte[] piece = {};
    private int used;

    SourceBytes(LocalSource source, Revision revision, long offset, long length) {
        this.source = source;
        this.revision = revision;
        position = offset;
        end = offset + length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (used == piece.length) {
            if (position == end) {
                return -1;
            }
            piece = next(Math.min(PIECE, end - position));
            position += piece.length;
            used = 0;
        }
        int count = Math.min(length, piece.length - used);
        System.arraycopy(piece, used, bytes, offset, count);
        used += count;
        return count;
    }

    private byte[] next(long count) throws IOException {
        try {
            return source.store().read(view -> {
                StoredBlob blob = source.requireUnchanged(view, revision);
                try (OpenContent open = view.open(blob, position, count)) {
                    return open.bytes();
                } catch (IOException unreadable) {
                    throw new UncheckedIOException(unreadable);
                }
            });
        } catch (UncheckedIOException unreadable) {
            throw new IOException(unreadable);
        }
    }
}
