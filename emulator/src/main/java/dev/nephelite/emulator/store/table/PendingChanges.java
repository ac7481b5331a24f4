package dev.nephelite.emulator.store.table;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of transactions changes, before any of it is in the tables: of every record only its last state, as bytes.
 */
public final class PendingChanges {
    private static final NavigableMap<String, Change> NONE = Collections.emptyNavigableMap();

    private final SortedMap<String, NavigableMap<String, Change>> tables = new TreeMap<>();

    /** What becomes of a record, or null if this batch leaves it alone. */
    @Nullable
    Change get(String table, String key) {
        return of(table).get(key);
    }

    /** The changes of one table in the order of their keys. */
    NavigableMap<String, Change> of(String table) {
        return tables.getOrDefault(table, NONE);
    }

    /** Returns what was to become of the record until now. */
    @Nullable
    public Change put(String table, String key, Change change) {
        return tables.computeIfAbsent(table, name -> new TreeMap<>()).put(key, change);
    }

    /** Lets the record become {@code before} again, or, if that is null, be left alone. */
    public void restore(String table, String key, @Nullable Change before) {
        if (before == null) {
            of(table).remove(key);
        } else {
            put(table, key, before);
        }
    }

    public boolean isEmpty() {
        return tables.values().stream().allMatch(NavigableMap::isEmpty);
    }

    public void forEach(Visitor visitor) {
        tables.forEach(
                (table, changes) -> changes.forEach((key, change) -> visitor.visit(table, key, change.record())));
    }

    /**
     * The new state of a record.
     *
     * @param record its bytes, or null if it is removed
     */
    @SuppressWarnings("ArrayRecordComponent") // Changes are never compared, and their bytes never change.
    public record Change(byte @Nullable [] record) {
        public static final Change REMOVED = new Change(null);
    }

    /** Is shown every change, table by table and key by key. */
    public interface Visitor {
        void visit(String table, String key, byte @Nullable [] record);
    }
}
