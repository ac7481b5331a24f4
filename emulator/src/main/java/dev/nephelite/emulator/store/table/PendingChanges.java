package dev.nephelite.emulator.store.table;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one group commit before they are in the tables: the last state of each changed record, as bytes. Reads see
 * the records of the snapshot that the group builds upon, with these changes applied.
 */
public final class PendingChanges implements TableReader {
    private static final NavigableMap<String, Change> NONE = Collections.emptyNavigableMap();

    private final Snapshot before;
    private final SortedMap<String, NavigableMap<String, Change>> tables = new TreeMap<>();

    /** No changes yet to the records of {@code before}. */
    public PendingChanges(Snapshot before) {
        this.before = before;
    }

    @Override
    public <V> @Nullable V get(Table<V> table, RecordKey key) {
        byte @Nullable [] record = record(table.name(), key.text());
        return record == null ? null : table.decode(record);
    }

    /** The bytes of a record. */
    public byte @Nullable [] record(String table, String key) {
        @Nullable Change change = changes(table).get(key);
        return change == null ? before.record(table, key) : change.record();
    }

    /** The bytes of a record without these changes. */
    public byte @Nullable [] before(String table, String key) {
        return before.record(table, key);
    }

    /** The records of a range without these changes, see {@link #scan}. Changes may be added during the iteration. */
    public <V> Stream<Map.Entry<RecordKey, V>> scanBefore(Table<V> table, RecordKey from, RecordKey to) {
        return before.scan(table, from, to);
    }

    @Override
    public <V> Stream<Map.Entry<RecordKey, V>> scan(Table<V> table, RecordKey from, RecordKey to) {
        NavigableMap<String, Change> changes = changes(table.name());
        if (changes.isEmpty()) {
            return before.scan(table, from, to);
        }
        String end = to.text();
        return Snapshot.stream(
                        new MergedRecords(before.records(table.name(), from.text(), end), changes, from.text(), end))
                .map(entry -> Map.entry(new RecordKey(entry.getKey()), table.decode(entry.getValue())));
    }

    @Override
    public @Nullable RecordKey lastBefore(Table<?> table, RecordKey key) {
        NavigableMap<String, Change> changes = changes(table.name());
        String below = key.text();
        while (true) {
            @Nullable String unchanged = before.keyBefore(table.name(), below);
            @Nullable String changed = changes.lowerKey(below);
            if (changed == null || (unchanged != null && unchanged.compareTo(changed) > 0)) {
                return unchanged == null ? null : new RecordKey(unchanged);
            }
            @Nullable Change change = changes.get(changed);
            if (change != null && change.record() != null) {
                return new RecordKey(changed);
            }
            below = changed;
        }
    }

    /** Writes a record. Returns the change that this one replaces, or null if there was none. */
    public <V> @Nullable Change put(Table<V> table, RecordKey key, V value) {
        return put(table.name(), key.text(), new Change(table.encode(value)));
    }

    /** Removes a record. Returns the change that this one replaces, or null if there was none. */
    public @Nullable Change remove(Table<?> table, RecordKey key) {
        return put(table.name(), key.text(), Change.REMOVED);
    }

    /** Writes the bytes of a record, or removes it if they are null. */
    public void putRecord(String table, String key, byte @Nullable [] record) {
        put(table, key, record == null ? Change.REMOVED : new Change(record));
    }

    /** Undoes a change: {@code replaced} is what making it returned. */
    public void restore(Table<?> table, RecordKey key, @Nullable Change replaced) {
        if (replaced == null) {
            changes(table.name()).remove(key.text());
        } else {
            put(table.name(), key.text(), replaced);
        }
    }

    public boolean isEmpty() {
        return tables.values().stream().allMatch(NavigableMap::isEmpty);
    }

    /** Visits every change, table by table and in the order of keys. */
    public void forEach(Visitor visitor) {
        tables.forEach(
                (table, changes) -> changes.forEach((key, change) -> visitor.visit(table, key, change.record())));
    }

    private NavigableMap<String, Change> changes(String table) {
        return tables.getOrDefault(table, NONE);
    }

    private @Nullable Change put(String table, String key, Change change) {
        return tables.computeIfAbsent(table, name -> new TreeMap<>()).put(key, change);
    }

    /**
     * The new state of a record.
     *
     * @param record its bytes, or null if it is removed
     */
    @SuppressWarnings("ArrayRecordComponent") // Changes are never compared, and their bytes never change.
    public record Change(byte @Nullable [] record) {
        private static final Change REMOVED = new Change(null);
    }

    /** Receives changed records: the bytes of each, or null for one that is removed. */
    @FunctionalInterface
    public interface Visitor {
        void visit(String table, String key, byte @Nullable [] record);
    }

    /** The records of a range with the changes applied, in the order of keys. Changes may be added during the iteration. */
    private static final class MergedRecords implements Iterator<Map.Entry<String, byte[]>> {
        private final Iterator<Map.Entry<String, byte[]>> records;
        private final NavigableMap<String, Change> changes;
        private final String to;
        private Map.@Nullable Entry<String, byte[]> record;
        private Map.@Nullable Entry<String, Change> change;
        private Map.@Nullable Entry<String, byte[]> next;

        private MergedRecords(
                Iterator<Map.Entry<String, byte[]>> records,
                NavigableMap<String, Change> changes,
                String from,
                String to) {
            this.records = records;
            this.changes = changes;
            this.to = to;
            record = nextRecord();
            change = bounded(changes.ceilingEntry(from));
            step();
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public Map.Entry<String, byte[]> next() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            Map.Entry<String, byte[]> result = next;
            step();
            return result;
        }

        private void step() {
            next = null;
            while (next == null && (record != null || change != null)) {
                next = change == null || (record != null && record.getKey().compareTo(change.getKey()) < 0)
                        ? pollRecord()
                        : pollChange(change);
            }
        }

        private Map.@Nullable Entry<String, byte[]> pollRecord() {
            Map.@Nullable Entry<String, byte[]> result = record;
            record = nextRecord();
            return result;
        }

        /** Returns null for a record that is removed. */
        private Map.@Nullable Entry<String, byte[]> pollChange(Map.Entry<String, Change> current) {
            if (record != null && record.getKey().equals(current.getKey())) {
                record = nextRecord();
            }
            change = bounded(changes.higherEntry(current.getKey()));
            byte @Nullable [] bytes = current.getValue().record();
            return bytes == null ? null : Map.entry(current.getKey(), bytes);
        }

        private Map.@Nullable Entry<String, byte[]> nextRecord() {
            return records.hasNext() ? records.next() : null;
        }

        private Map.@Nullable Entry<String, Change> bounded(Map.@Nullable Entry<String, Change> found) {
            return found == null || found.getKey().compareTo(to) >= 0 ? null : found;
        }
    }
}
