package dev.nephelite.emulator.store.table;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * Adjacent records, few enough to change in one transaction. The list is a copy, because a table must not be changed while
 * it is scanned.
 *
 * @param size less than the requested size only if there are no more records
 */
public record ScanChunk<V>(List<Map.Entry<RecordKey, V>> records, int size) {
    public ScanChunk {
        records = List.copyOf(records);
    }

    /**
     * The first records below a key, until their sizes add up to at least {@code most}.
     *
     * @param size the size of a record
     */
    public static <V> ScanChunk<V> under(
            RecordKey parent, TableReader view, Table<V> table, int most, ToIntFunction<V> size) {
        List<Map.Entry<RecordKey, V>> records = new ArrayList<>();
        int sum = 0;
        Iterator<Map.Entry<RecordKey, V>> all =
                view.scan(table, parent.children(), parent.afterChildren()).iterator();
        while (sum < most && all.hasNext()) {
            Map.Entry<RecordKey, V> next = all.next();
            records.add(next);
            sum += size.applyAsInt(next.getValue());
        }
        return new ScanChunk<>(records, sum);
    }

    /** The first {@code most} records below a key. */
    public static <V> ScanChunk<V> under(RecordKey parent, TableReader view, Table<V> table, int most) {
        return under(parent, view, table, most, record -> 1);
    }

    public void forEach(Consumer<Map.Entry<RecordKey, V>> action) {
        records.forEach(action);
    }
}
