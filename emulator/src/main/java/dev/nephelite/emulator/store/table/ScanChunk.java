package dev.nephelite.emulator.store.table;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * Some of the records that lie side by side, few enough for one change. They are a list of their own, for nothing may be
 * removed while a table is being scanned.
 *
 * @param size less than was asked for only if the piece is all there is
 */
public record ScanChunk<V>(List<Map.Entry<RecordKey, V>> records, int size) {
    public ScanChunk {
        records = List.copyOf(records);
    }

    /**
     * The first records under a key, as far as one more still begins within {@code most}.
     *
     * @param size what a record counts for, itself included
     */
    public static <V> ScanChunk<V> under(
            RecordKey parent, RecordReader recordReader, Table<V> table, int most, ToIntFunction<V> size) {
        List<Map.Entry<RecordKey, V>> records = new ArrayList<>();
        int sum = 0;
        Iterator<Map.Entry<RecordKey, V>> all = recordReader
                .scan(table, parent.children(), parent.afterChildren())
                .iterator();
        while (sum < most && all.hasNext()) {
            Map.Entry<RecordKey, V> next = all.next();
            records.add(next);
            sum += size.applyAsInt(next.getValue());
        }
        return new ScanChunk<>(records, sum);
    }

    /** The first {@code most} records under a key. */
    public static <V> ScanChunk<V> under(RecordKey parent, RecordReader recordReader, Table<V> table, int most) {
        return under(parent, recordReader, table, most, record -> 1);
    }

    public void forEach(Consumer<Map.Entry<RecordKey, V>> action) {
        records.forEach(action);
    }
}
