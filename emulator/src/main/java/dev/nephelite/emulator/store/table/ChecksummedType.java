package dev.nephelite.emulator.store.table;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * The keys or the values of a page, followed by their checksum. The database library notices a page that is missing, but
 * not one whose bytes have changed.
 */
final class ChecksummedType<T> extends BasicDataType<T> {
    private final BasicDataType<T> type;

    ChecksummedType(BasicDataType<T> type) {
        this.type = type;
    }

    @Override
    public int getMemory(T value) {
        return type.getMemory(value);
    }

    @Override
    public int compare(T one, T other) {
        return type.compare(one, other);
    }

    @Override
    public int binarySearch(T key, Object storage, int size, int initialGuess) {
        return type.binarySearch(key, storage, size, initialGuess);
    }

    @Override
    public T[] createStorage(int size) {
        return type.createStorage(size);
    }

    @Override
    public void write(WriteBuffer buffer, Object storage, int count) {
        int start = buffer.position();
        type.write(buffer, storage, count);
        buffer.putInt(checksum(buffer.getBuffer(), start, buffer.position()));
    }

    @Override
    public void read(ByteBuffer buffer, Object storage, int count) {
        int start = buffer.position();
        type.read(buffer, storage, count);
        int expected = checksum(buffer, start, buffer.position());
        requireEqual(buffer.getInt(), expected);
    }

    @Override
    public void write(WriteBuffer buffer, T value) {
        throw new UnsupportedOperationException("values are written a page at a time");
    }

    @Override
    public T read(ByteBuffer buffer) {
        throw new UnsupportedOperationException("values are read a page at a time");
    }

    private static void requireEqual(int stored, int computed) {
        if (stored != computed) {
            throw DataUtils.newMVStoreException(
                    DataUtils.ERROR_FILE_CORRUPT,
                    "a page has changed since it was written: its checksum does not match");
        }
    }

    private static int checksum(ByteBuffer buffer, int start, int end) {
        CRC32C checksum = new CRC32C();
        checksum.update(buffer.duplicate().position(start).limit(end));
        return (int) checksum.getValue();
    }
}
