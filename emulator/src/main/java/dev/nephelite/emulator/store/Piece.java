package dev.nephelite.emulator.store;

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
public record Piece<V>(List<Map.Entry<Key, V>> records, int size) {
    public Piece {
        records = List.copyOf(records);
    }

    /**
     * The first records under a key, as far as one more still begins within {@code most}.
     *
     * @param size what a record counts for, itself included
     */
    public static <V> Piece<V> under(Key parent, View view, Table<V> table, int most, ToIntFunction<V> size) {
        List<Map.Entry<Key, V>> records = new ArrayList<>();
        int sum = 0;
        Iterator<Map.Entry<Key, V>> all =
                view.scan(table, parent.children(), parent.afterChildren()).iterator();
        while (sum < most && all.hasNext()) {
            Map.Entry<Key, V> next = all.next();
            records.add(next);
            sum += size.applyAsInt(next.getValue());
        }
        return new Piece<>(records, sum);
    }

    /** The first {@code most} records under a key. */
    public static <V> Piece<V> under(Key parent, View view, Table<V> table, int most) {
        return under(parent, view, table, most, record -> 1);
    }

    public void forEach(Consumer<Map.Entry<Key, V>> action) {
        records.forEach(action);
    }
}
