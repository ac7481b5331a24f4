package dev.nephelite.emulator.store.table;

import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Read access to the records of a store. */
public interface TableReader {
    <V> @Nullable V get(Table<V> table, RecordKey key);

    /**
     * The records from {@code from}, inclusive, to {@code to}, exclusive, in the order of their keys. The stream is lazy.
     */
    <V> Stream<Map.Entry<RecordKey, V>> scan(Table<V> table, RecordKey from, RecordKey to);

    /** The greatest key of the table that is less than {@code key}, or null if there is none. */
    @Nullable
    RecordKey lastBefore(Table<?> table, RecordKey key);
}
