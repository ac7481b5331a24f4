package dev.nephelite.emulator.store;

import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.Extent;
import dev.nephelite.emulator.store.content.Extent.BlockChecksums;
import dev.nephelite.emulator.store.content.ExtentFiles;
import dev.nephelite.emulator.store.content.OpenContent;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.store.disk.OutageLog;
import dev.nephelite.emulator.store.disk.StoreFailedException;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Snapshot;
import dev.nephelite.emulator.store.table.TableReader;
import dev.nephelite.emulator.store.table.TableStore;
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

/** Stores the bytes of contents: small ones in a table, large ones in files. An extent is deleted with its last reference. */
final class ExtentStore implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ExtentStore.class.getName());
    private static final int MAX_INLINE_BYTES = 8 * 1024;
    private static final int MAX_ARRAY_BYTES = 1024 * 1024;
    private static final int BUFFER = 64 * 1024;

    private final ExtentFiles files;
    private final ExtentDeleter deleter;
    private final OutageLog outageLog = new OutageLog(
            LOG, "cannot write files of contents; uploads are refused", "files of contents can be written again");
    private final AtomicLong lastId = new AtomicLong();

    /**
     * A store whose large extents are in {@code files}.
     *
     * @param sweeps whether to delete files without a record in the background
     */
    public ExtentStore(ExtentFiles files, boolean sweeps) {
        this.files = files;
        deleter = new ExtentDeleter(files, sweeps);
    }

    /** Registers this run in the store, and begins to delete files that earlier runs left behind. */
    void start(Store store, Ids ids) {
        lastId.set(deleter.start(store, ids));
    }

    /**
     * Stores the bytes that a client sends, as durably as the store promises. If the stream fails or the thread is
     * interrupted, nothing is left behind.
     */
    PendingContent receive(InputStream in, long expectedLength) throws IOException {
        List<PendingContent.NewExtent> extents = new ArrayList<>();
        boolean complete = false;
        try {
            receive(in, expectedLength, extents);
            complete = true;
            return new PendingContent(extents, files);
        } finally {
            if (!complete) {
                extents.forEach(each -> files.delete(each.id()));
            }
        }
    }

    Content store(Transaction transaction, PendingContent pendingContent) {
        List<Content.Segment> segments = new ArrayList<>();
        for (PendingContent.NewExtent each : pendingContent.extents()) {
            transaction.put(Extent.TABLE, Extent.key(each.id()), each.extent());
            segments.add(new Content.Segment(each.id(), 0, each.extent().length()));
        }
        return new Content(segments);
    }

    void retain(Transaction transaction, Content content) {
        content.segments().forEach(segment -> share(transaction, segment.extent()));
    }

    void release(Transaction transaction, Content content) {
        content.segments().forEach(segment -> unshare(transaction, segment.extent()));
    }

    /** Stores the bytes of an extent of another store under the number that it has there. */
    Extent restore(long id, InputStream bytes) throws IOException {
        return write(id, new byte[0], bytes);
    }

    /** Runs {@code reader} on the newest snapshot of the tables while the bytes of no extent are deleted. */
    <T> T readContents(TableStore records, StoreContents.Reader<T> reader) throws IOException {
        return deleter.holding(() -> {
            Snapshot snapshot = records.retained();
            try {
                return reader.read(new StoreContents(snapshot, files));
            } finally {
                snapshot.release();
            }
        });
    }

    /** Deletes what is stored of an extent soon, unless its record or a snapshot's exists. */
    void deleteUnused(long extent) {
        deleter.delete(extent);
    }

    OpenContent open(TableReader view, Content content) {
        return new OpenContent(view, files, lastId::incrementAndGet, content);
    }

    /** Waits for background deletions. */
    @Override
    public void close() {
        deleter.close();
    }

    /** Adds a reference without reading the extent, which may be large. */
    private static void share(Transaction transaction, long id) {
        RecordKey key = Extent.key(id);
        @Nullable Long before = transaction.get(Extent.SHARING, key);
        putSharing(transaction, key, before, (before == null ? 0 : before) + 1);
    }

    /** Removes a reference. */
    private void unshare(Transaction transaction, long id) {
        RecordKey key = Extent.key(id);
        @Nullable Extent extent = transaction.get(Extent.TABLE, key);
        if (extent == null) {
            throw new IllegalStateException("extent " + id + " is referred to but does not exist");
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
            transaction.afterCommit(() -> deleter.delete(id));
        }
    }

    private void receive(InputStream in, long expectedLength, List<PendingContent.NewExtent> extents)
            throws IOException {
        boolean small = expectedLength >= 0 && expectedLength <= MAX_INLINE_BYTES;
        byte[] bytes = in.readNBytes(small ? (int) expectedLength : MAX_INLINE_BYTES);
        if (small || bytes.length < MAX_INLINE_BYTES) {
            if (bytes.length > 0) {
                extents.add(new PendingContent.NewExtent(
                        lastId.incrementAndGet(), new Extent(1, bytes.length, bytes, null)));
            }
        } else if (files.onDisk()) {
            extents.add(file(bytes, in));
        } else {
            for (; bytes.length > 0; bytes = in.readNBytes(MAX_ARRAY_BYTES)) {
                extents.add(array(bytes));
            }
        }
    }

    private PendingContent.NewExtent array(byte[] bytes) {
        long id = lastId.incrementAndGet();
        files.putArray(id, bytes);
        return new PendingContent.NewExtent(id, new Extent(1, bytes.length, null, null));
    }

    private PendingContent.NewExtent file(byte[] first, InputStream rest) throws IOException {
        long id = lastId.incrementAndGet();
        boolean complete = false;
        try {
            Extent written = write(id, first, rest);
            complete = true;
            return new PendingContent.NewExtent(id, written);
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

    /** Distinguishes a failure of the disk from one of the client's connection, which is an {@link IOException}, too. */
    private StoreFailedException failed(IOException failed) throws ClosedByInterruptException {
        if (failed instanceof ClosedByInterruptException interrupted) {
            throw interrupted;
        }
        outageLog.failed(failed);
        return new StoreFailedException("cannot write a content file: " + failed.getMessage(), failed);
    }
}
