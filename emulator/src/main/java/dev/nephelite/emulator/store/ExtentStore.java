package dev.nephelite.emulator.store;

import dev.nephelite.emulator.store.content.BlockChecksums;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.Extent;
import dev.nephelite.emulator.store.content.ExtentFiles;
import dev.nephelite.emulator.store.content.OpenContent;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.store.disk.OutageLog;
import dev.nephelite.emulator.store.disk.StoreException;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.RecordReader;
import dev.nephelite.emulator.time.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The bytes of all contents: small ones in a table, large ones in files; each goes when its last reference goes. */
public final class ExtentStore implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ExtentStore.class.getName());
    private static final int LARGEST_INLINE = 8 * 1024;
    private static final int LARGEST_ARRAY = 1024 * 1024;
    private static final int BUFFER = 64 * 1024;

    private final ExtentFiles files;
    private final ExtentDeleter disposal;
    private final OutageLog outageLog = new OutageLog(
            LOG, "cannot write files of contents; uploads are refused", "files of contents can be written again");
    private final AtomicLong lastId = new AtomicLong();

    /**
     * The contents in {@code files}.
     *
     * @param sweeps whether files that no record refers to are deleted
     */
    public ExtentStore(ExtentFiles files, boolean sweeps) {
        this.files = files;
        disposal = new ExtentDeleter(files, sweeps);
    }

    /** Takes up the work in a store whose writer runs. What earlier runs left behind is deleted in the background. */
    void begin(Store store, Ids ids) {
        lastId.set(disposal.begin(store, ids));
    }

    /**
     * Takes in what a client sends, as durable as the store promises. A stream that breaks, and a thread that is
     * interrupted, leave nothing behind.
     */
    PendingContent receive(InputStream in, long expectedLength) throws IOException {
        List<PendingContent.Piece> pieces = new ArrayList<>();
        boolean complete = false;
        try {
            receive(in, expectedLength, pieces);
            complete = true;
            return new PendingContent(pieces, files);
        } finally {
            if (!complete) {
                pieces.forEach(piece -> files.delete(piece.id()));
            }
        }
    }

    Content keep(Transaction transaction, PendingContent pendingContent) {
        List<Content.Segment> segments = new ArrayList<>();
        for (PendingContent.Piece piece : pendingContent.pieces()) {
            transaction.put(Extent.TABLE, Extent.key(piece.id()), piece.extent());
            segments.add(new Content.Segment(piece.id(), 0, piece.extent().length()));
        }
        return new Content(segments);
    }

    void retain(Transaction transaction, Content content) {
        content.segments().forEach(segment -> share(transaction, segment.extent()));
    }

    void release(Transaction transaction, Content content) {
        content.segments().forEach(segment -> unshare(transaction, segment.extent()));
    }

    OpenContent open(RecordReader recordReader, Content content) {
        return new OpenContent(recordReader, files, lastId::incrementAndGet, content);
    }

    /** Ends what runs in the background. */
    @Override
    public void close() {
        disposal.close();
    }

    /** One reference more. The extent itself need not be read for that, and it may be large. */
    private static void share(Transaction transaction, long id) {
        RecordKey key = Extent.key(id);
        @Nullable Long before = transaction.get(Extent.SHARING, key);
        putSharing(transaction, key, before, (before == null ? 0 : before) + 1);
    }

    /** One reference less. */
    private void unshare(Transaction transaction, long id) {
        RecordKey key = Extent.key(id);
        @Nullable Extent extent = transaction.get(Extent.TABLE, key);
        if (extent == null) {
            throw new IllegalStateException("extent " + id + " is referred to and not there");
        }
        @Nullable Long before = transaction.get(Extent.SHARING, key);
        long sharing = (before == null ? 0 : before) - 1;
        boolean unused = extent.references() + sharing == 0;
        putSharing(transaction, key, before, unused ? 0 : sharing);
        if (unused) {
            remove(transaction, id, extent);
        }
    }

    private static void putSharing(Transaction transaction, RecordKey key, @Nullable Long before, long sharing) {
        if (sharing != 0) {
            transaction.put(Extent.SHARING, key, sharing);
        } else if (before != null) {
            transaction.remove(Extent.SHARING, key);
        }
    }

    private void remove(Transaction transaction, long id, Extent extent) {
        transaction.remove(Extent.TABLE, Extent.key(id));
        if (extent.isFile()) {
            transaction.afterCommit(() -> disposal.delete(id));
        }
    }

    private void receive(InputStream in, long expectedLength, List<PendingContent.Piece> pieces) throws IOException {
        boolean small = expectedLength >= 0 && expectedLength <= LARGEST_INLINE;
        byte[] bytes = in.readNBytes(small ? (int) expectedLength : LARGEST_INLINE);
        if (small || bytes.length < LARGEST_INLINE) {
            if (bytes.length > 0) {
                pieces.add(
                        new PendingContent.Piece(lastId.incrementAndGet(), new Extent(1, bytes.length, bytes, null)));
            }
        } else if (files.onDisk()) {
            pieces.add(file(bytes, in));
        } else {
            for (; bytes.length > 0; bytes = in.readNBytes(LARGEST_ARRAY)) {
                pieces.add(array(bytes));
            }
        }
    }

    private PendingContent.Piece array(byte[] bytes) {
        long id = lastId.incrementAndGet();
        files.keepInMemory(id, bytes);
        return new PendingContent.Piece(id, new Extent(1, bytes.length, null, null));
    }

    private PendingContent.Piece file(byte[] first, InputStream rest) throws IOException {
        long id = lastId.incrementAndGet();
        boolean complete = false;
        try {
            Extent written = write(id, first, rest);
            complete = true;
            return new PendingContent.Piece(id, written);
        } finally {
            if (!complete) {
                files.delete(id);
            }
        }
    }

    private Extent write(long id, byte[] first, InputStream rest) throws IOException {
        try (FileChannel file = create(id)) {
            BlockChecksums.Builder checksums = new BlockChecksums.Builder();
            checksums.update(first, first.length);
            long length = write(file, first, first.length);
            byte[] buffer = new byte[BUFFER];
            for (int read = rest.read(buffer); read >= 0; read = rest.read(buffer)) {
                checksums.update(buffer, read);
                length += write(file, buffer, read);
            }
            persist(id, file);
            outageLog.succeeded();
            return new Extent(1, length, null, checksums.build());
        }
    }

    private FileChannel create(long id) throws IOException {
        try {
            return files.create(id);
        } catch (IOException failed) {
            throw failed(failed);
        }
    }

    private void persist(long id, FileChannel file) throws IOException {
        try {
            files.persist(id, file);
        } catch (IOException failed) {
            throw failed(failed);
        }
    }

    private long write(FileChannel file, byte[] bytes, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
        try {
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
        } catch (IOException failed) {
            throw failed(failed);
        }
        return count;
    }

    /** The client's connection fails with an {@link IOException}, too, which must be told from a failure of the disk. */
    private StoreException failed(IOException failed) throws ClosedByInterruptException {
        if (failed instanceof ClosedByInterruptException interrupted) {
            throw interrupted;
        }
        outageLog.failed(failed);
        return new StoreException("cannot write a content file: " + failed.getMessage(), failed);
    }
}
