package dev.nephelite.emulator.store;

import dev.nephelite.emulator.store.content.Extent;
import dev.nephelite.emulator.store.table.RecordKey;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies the {@link StoreContents} of another store into a new one that nobody uses yet. The bytes of large extents come first,
 * then the records of all tables. If it fails, the new store has to be thrown away.
 */
public final class StoreRestore {
    private static final int BYTES_AT_ONCE = 1024 * 1024;

    private final Store store;
    private final ExtentStore extentStore;
    private final Map<Long, Extent> received = new HashMap<>();

    StoreRestore(Store store, ExtentStore extentStore) {
        this.store = store;
        this.extentStore = extentStore;
    }

    /** Stores the bytes of a large extent. Returns their number. */
    public long extent(long id, InputStream bytes) throws IOException {
        Extent written = extentStore.restore(id, bytes);
        received.put(id, written);
        return written.length();
    }

    /**
     * Stores the records of a table. Returns their number.
     *
     * @throws IOException if the bytes of an extent are missing or not the ones that its record describes
     */
    public long records(String table, Iterator<Map.Entry<String, byte[]>> records) throws IOException {
        Map<String, byte[]> chunk = new HashMap<>();
        long count = 0;
        int size = 0;
        while (records.hasNext()) {
            Map.Entry<String, byte[]> record = records.next();
            byte[] bytes = table.equals(Extent.TABLE.name()) ? checked(record) : record.getValue();
            chunk.put(record.getKey(), bytes);
            size += bytes.length;
            count++;
            if (size > BYTES_AT_ONCE) {
                write(table, chunk);
                size = 0;
            }
        }
        write(table, chunk);
        return count;
    }

    private void write(String table, Map<String, byte[]> chunk) {
        store.writeAlone(transaction -> {
            chunk.forEach((key, record) -> transaction.changes().putRecord(table, key, record));
            return table;
        });
        chunk.clear();
    }

    /** Compares a large extent with its bytes, and adds checksums if the record is from a store in memory, which needs none. */
    private byte[] checked(Map.Entry<String, byte[]> record) throws IOException {
        Extent extent = Extent.TABLE.decode(record.getValue());
        if (!extent.isFile()) {
            return record.getValue();
        }
        long id = Extent.id(new RecordKey(record.getKey()));
        @Nullable Extent written = received.get(id);
        if (written == null || written.length() != extent.length() || !written.hasChecksumsOf(extent)) {
            throw new IOException(
                    written == null
                            ? "the content " + id + " is missing"
                            : "the content " + id + " is not the one that its record describes");
        }
        return Extent.TABLE.encode(new Extent(extent.references(), extent.length(), null, written.checksums()));
    }
}
