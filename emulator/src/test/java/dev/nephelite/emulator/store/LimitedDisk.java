package dev.nephelite.emulator.store;

import dev.nephelite.emulator.store.disk.Disk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** A disk with as much room as a test gives it. What the database library writes is not counted. */
final class LimitedDisk implements Disk {
    private static final long PLENTY = Long.MAX_VALUE / 2;

    private final AtomicLong free = new AtomicLong(PLENTY);

    void leave(long bytes) {
        free.set(bytes);
    }

    void empty() {
        free.set(PLENTY);
    }

    @Override
    public Output open(Path file) throws IOException {
        Output local = Disk.LOCAL.open(file);
        return new Output() {
            @Override
            public void write(byte[] bytes) throws IOException {
                take(bytes.length);
                local.write(bytes);
            }

            @Override
            public void truncate(long length) throws IOException {
                local.truncate(length);
            }

            @Override
            public void force() throws IOException {
                local.force();
            }

            @Override
            public void close() throws IOException {
                local.close();
            }
        };
    }

    @Override
    public FileChannel create(Path file) throws IOException {
        take(0);
        return Disk.LOCAL.create(file);
    }

    @Override
    public boolean delete(Path file) throws IOException {
        long size = Files.exists(file) ? Files.size(file) : 0;
        boolean deleted = Disk.LOCAL.delete(file);
        free.addAndGet(size);
        return deleted;
    }

    @Override
    public long usableBytes(Path path) {
        return free.get();
    }

    private void take(long bytes) throws IOException {
        if (free.addAndGet(-bytes) <= 0) {
            free.addAndGet(bytes);
            throw new IOException("No space left on device");
        }
    }
}
