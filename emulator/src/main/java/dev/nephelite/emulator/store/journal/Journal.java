package dev.nephelite.emulator.store.journal;

import dev.nephelite.emulator.store.disk.Disk;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.store.table.PendingChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The write-ahead log: the changes of every group of writes are appended before they become visible. It never uses an
 * interruptible channel, because an interrupted writer would close the file that all threads share.
 */
public final class Journal implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Journal.class.getName());
    private static final int RESERVE_BYTES = 1024 * 1024;

    private final JournalFiles files;
    private final Durability durability;
    private final AtomicLong unsaved = new AtomicLong();
    private Disk.Output file;
    private long number;
    private long size;
    /** Whether the file may end with bytes of a failed write. */
    private boolean dirty;

    /**
     * Begins a new file after the existing ones.
     *
     * @param first the least number for it
     */
    public Journal(JournalFiles files, long first, Durability durability) throws IOException {
        this.files = files;
        this.durability = durability;
        number = Math.max(files.last() + 1, first);
        file = begin(number);
        restoreReserve();
    }

    /**
     * Appends the changes of a group. If this returns, they are as durable as the store promises. If it throws, the journal
     * is unchanged.
     */
    public void append(PendingChanges changes) throws IOException {
        byte[] frame = JournalFrame.encode(changes);
        removeFailedWrite();
        dirty = true;
        try {
            file.write(frame);
            if (durability == Durability.FSYNC) {
                file.force();
            }
            dirty = false;
        } catch (IOException failed) {
            try {
                removeFailedWrite();
            } catch (IOException cannot) {
                failed.addSuppressed(cannot);
            }
            throw failed;
        }
        size += frame.length;
        unsaved.addAndGet(frame.length);
    }

    /** Begins the next file and returns its number. */
    public long rotate() throws IOException {
        removeFailedWrite();
        Disk.Output next = begin(number + 1);
        file.close();
        file = next;
        number++;
        size = 0;
        return number;
    }

    /** The number of bytes appended since the last checkpoint. */
    public long unsavedBytes() {
        return unsaved.get();
    }

    /** Records that a checkpoint has saved the first {@code bytes} of the unsaved ones. */
    public void saved(long bytes) {
        unsaved.addAndGet(-bytes);
    }

    /** Releases the space that is reserved for writes that free space. Returns whether there was any. */
    public boolean releaseReserve() throws IOException {
        return files.disk().delete(files.reserve());
    }

    /** Reserves space again if it was released and the disk has room. */
    public void restoreReserve() {
        Path reserve = files.reserve();
        try {
            if (!Files.exists(reserve) && files.disk().usableBytes(reserve.resolveSibling(".")) > 2 * RESERVE_BYTES) {
                try (Disk.Output out = files.disk().open(reserve)) {
                    out.write(new byte[RESERVE_BYTES]);
                }
            }
        } catch (IOException full) {
            // A smaller reserve is better than none.
            LOG.log(Level.FINE, "no room for the whole reserve", full);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private Disk.Output begin(long next) throws IOException {
        Disk.Output begun = files.disk().open(files.file(next));
        begun.truncate(0);
        if (durability == Durability.FSYNC) {
            files.disk().forceFolder(files.file(next).resolveSibling("."));
        }
        return begun;
    }

    /** A partial or refused frame must be removed before the next one is written or the next file begins. */
    private void removeFailedWrite() throws IOException {
        if (dirty) {
            file.truncate(size);
            dirty = false;
        }
    }
}
