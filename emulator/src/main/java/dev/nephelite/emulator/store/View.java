package dev.nephelite.emulator.store;

import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The records of a store, for looking at. */
public interface View {
    <V> @Nullable V get(Table<V> table, Key key);

    /**
     * The records from {@code from}, inclusive, to {@code to}, exclusive, in the order of their keys. They are read as the
     * stream is consumed.
     */
    <V> Stream<Map.Entry<Key, V>> scan(Table<V> table, Key from, Key to);

    /** The greatest key of the table that is less than {@code key}. */
    @Nullable
    Key lastBefore(Table<?> table, Key key);
}
