package dev.nephelite.emulator.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A journal in files. It never uses an interruptible channel, for a thread that is interrupted while it writes must not
 * close the file that all threads share.
 */
final class FileJournal implements Journal, AutoCloseable {
    private final JournalFiles files;
    private final Durability durability;
    private final AtomicLong size = new AtomicLong();
    private RandomAccessFile file;
    private long number;
    private @Nullable IOException broken;

    /**
     * Begins a new file behind those that are there.
     *
     * @param first the least number it may have
     */
    FileJournal(JournalFiles files, long first, Durability durability) throws IOException {
        this.files = files;
        this.durability = durability;
        number = Math.max(files.last() + 1, first);
        file = begin(number);
    }

    @Override
    public void append(Pending pending) throws IOException {
        if (broken != null) {
            throw new IOException("the journal is broken since an earlier write failed", broken);
        }
        byte[] frame = JournalFrame.encode(pending);
        try {
            file.write(frame);
            durability.force(file);
            size.addAndGet(frame.length);
        } catch (IOException failed) {
            takeBack(failed);
            throw failed;
        }
    }

    /** Begins the next file and returns its number. */
    long rotate() throws IOException {
        RandomAccessFile next = begin(number + 1);
        file.close();
        file = next;
        number++;
        size.set(0);
        return number;
    }

    /** How many bytes the current file has. */
    long size() {
        return size.get();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private RandomAccessFile begin(long next) throws IOException {
        RandomAccessFile begun = new RandomAccessFile(files.file(next).toFile(), "rw");
        begun.setLength(0);
        durability.forceFolderOf(files.file(next));
        return begun;
    }

    /** Half a batch, or one that nobody is told of, must not be there when the next is written. */
    private void takeBack(IOException failed) {
        try {
            file.setLength(size.get());
            file.seek(size.get());
        } catch (IOException cannot) {
            failed.addSuppressed(cannot);
            broken = failed;
        }
    }
}
