package dev.nephelite.emulator.store.content;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Small extents copied one behind the other, so that they can be read after their records are gone. More of them than
 * belong in memory are copied to a file that lives as long as this.
 */
final class ExtentCopy implements Closeable {
    private static final int LARGEST_IN_MEMORY = 1024 * 1024;

    private final ExtentFiles files;
    private final LongSupplier newId;
    private ByteArrayOutputStream memory = new ByteArrayOutputStream(0);
    private byte[] gathered = {};
    private @Nullable FileChannel file;
    private long length;

    ExtentCopy(ExtentFiles files, LongSupplier newId) {
        this.files = files;
        this.newId = newId;
    }

    long length() {
        return length;
    }

    void add(byte[] bytes, int offset, int count) throws IOException {
        memory.write(bytes, offset, count);
        length += count;
        if (memory.size() > LARGEST_IN_MEMORY && files.onDisk()) {
            if (file == null) {
                file = files.createForNow(newId.getAsLong());
            }
            moveToFile(file);
        }
    }

    /** Is called when all is added, and before the first reading. */
    void complete() throws IOException {
        if (file == null) {
            gathered = memory.toByteArray();
        } else {
            moveToFile(file);
        }
        memory = new ByteArrayOutputStream(0);
    }

    /** Returns how many bytes the sink took. */
    long copyTo(OpenContent.Sink sink, long position, long count) throws IOException {
        return file == null ? sink.write(gathered, (int) position, (int) count) : sink.transfer(file, position, count);
    }

    InputStream stream(long position, long count) {
        return file == null
                ? new ByteArrayInputStream(gathered, (int) position, (int) count)
                : new FileRange(file, position, count, false, (any, from, size) -> {});
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    private void moveToFile(FileChannel to) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(memory.toByteArray());
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
        memory.reset();
    }
}
