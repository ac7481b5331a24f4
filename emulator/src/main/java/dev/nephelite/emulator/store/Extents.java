package dev.nephelite.emulator.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The bytes of all contents: small ones in a table, large ones in files; each goes when its last reference goes. */
final class Extents {
    private static final int LARGEST_INLINE = 8 * 1024;
    private static final int LARGEST_IN_MEMORY = 1024 * 1024;
    private static final int BUFFER = 128 * 1024;
    private static final Key BEHIND_ALL = new Key("\uFFFF");

    private final ExtentFiles files;
    private final AtomicLong lastId;
    private final int largestInline;

    Extents(ExtentFiles files, Records records) {
        this.files = files;
        largestInline = files.available() ? LARGEST_INLINE : LARGEST_IN_MEMORY;
        lastId = new AtomicLong(records.read(view -> {
            @Nullable Key last = view.lastBefore(Extent.TABLE, BEHIND_ALL);
            long lastRecord = last == null ? 0 : Long.parseLong(last.text(), 16);
            long lastFile = files.sweep(id -> view.get(Extent.TABLE, Extent.key(id)) != null);
            return Math.max(lastRecord, lastFile);
        }));
    }

    Draft receive(InputStream in, long expectedLength) throws IOException {
        List<Draft.Piece> pieces = new ArrayList<>();
        boolean small = expectedLength >= 0 && expectedLength <= largestInline;
        byte[] first = in.readNBytes(small ? (int) expectedLength : largestInline);
        while (first.length == largestInline && !files.available()) {
            pieces.add(inline(first));
            first = in.readNBytes(largestInline);
        }
        if (first.length < largestInline || small) {
            if (first.length > 0) {
                pieces.add(inline(first));
            }
        } else {
            pieces.add(file(first, in));
        }
        return new Draft(pieces, files);
    }

    Content keep(Transaction transaction, Draft draft) {
        List<Content.Segment> segments = new ArrayList<>();
        for (Draft.Piece piece : draft.pieces()) {
            transaction.put(Extent.TABLE, Extent.key(piece.id()), piece.extent());
            segments.add(new Content.Segment(piece.id(), 0, piece.extent().length()));
        }
        return new Content(segments);
    }

    void retain(Transaction transaction, Content content) {
        content.segments().forEach(segment -> count(transaction, segment.extent(), 1));
    }

    void release(Transaction transaction, Content content) {
        content.segments().forEach(segment -> count(transaction, segment.extent(), -1));
    }

    OpenContent open(View view, Content content) {
        return new OpenContent(view, files, content);
    }

    private void count(Transaction transaction, long id, int change) {
        Key key = Extent.key(id);
        @Nullable Extent extent = transaction.get(Extent.TABLE, key);
        if (extent == null) {
            throw new IllegalStateException("extent " + id + " is referred to and not there");
        }
        long references = extent.references() + change;
        if (references > 0) {
            transaction.put(Extent.TABLE, key, extent.withReferences(references));
            return;
        }
        transaction.remove(Extent.TABLE, key);
        if (extent.isFile()) {
            transaction.afterCommit(() -> files.delete(id));
        }
    }

    private Draft.Piece inline(byte[] bytes) {
        return new Draft.Piece(lastId.incrementAndGet(), new Extent(1, bytes.length, bytes));
    }

    private Draft.Piece file(byte[] first, InputStream rest) throws IOException {
        long id = lastId.incrementAndGet();
        try (FileChannel file = files.create(id)) {
            long length = write(file, first, first.length);
            byte[] buffer = new byte[BUFFER];
            for (int read = rest.read(buffer); read >= 0; read = rest.read(buffer)) {
                length += write(file, buffer, read);
            }
            return new Draft.Piece(id, new Extent(1, length, null));
        } catch (IOException | RuntimeException incomplete) {
            files.delete(id);
            throw incomplete;
        }
    }

    private static long write(FileChannel file, byte[] bytes, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
        return count;
    }
}
