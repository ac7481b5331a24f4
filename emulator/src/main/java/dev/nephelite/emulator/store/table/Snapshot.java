package dev.nephelite.emulator.store.table;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.RootReference;
import org.jspecify.annotations.Nullable;

/** All tables as of one commit. Reference-counted: the file keeps its pages until the last reader has released it. */
public final class Snapshot implements TableReader {
    private final Map<String, MVMap<String, byte[]>> tables;
    private final Map<String, RootReference<String, byte[]>> roots;
    private final Runnable onUnused;
    private final AtomicInteger uses = new AtomicInteger(1);

    Snapshot(
            Map<String, MVMap<String, byte[]>> tables,
            Map<String, RootReference<String, byte[]>> roots,
            Runnable onUnused) {
        this.tables = tables;
        this.roots = roots;
        this.onUnused = onUnused;
    }

    /** Adds a reader. Returns false if the snapshot was already released by all and must not be used. */
    public boolean retain() {
        return uses.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** The names of all tables. */
    public Set<String> tables() {
        return roots.keySet();
    }

    public void release() {
        if (uses.decrementAndGet() == 0) {
            onUnused.run();
        }
    }

    @Override
    public <V> @Nullable V get(Table<V> table, RecordKey key) {
        byte[] record = record(table.name(), key.text());
        return record == null ? null : table.decode(record);
    }

    @Override
    public <V> Stream<Map.Entry<RecordKey, V>> scan(Table<V> table, RecordKey from, RecordKey to) {
        return stream(records(table.name(), from.text(), to.text()))
                .map(entry -> Map.entry(new RecordKey(entry.getKey()), table.decode(entry.getValue())));
    }

    @Override
    public @Nullable RecordKey lastBefore(Table<?> table, RecordKey key) {
        String found = keyBefore(table.name(), key.text());
        return found == null ? null : new RecordKey(found);
    }

    byte @Nullable [] record(String table, String key) {
        RootReference<String, byte[]> root = roots.get(table);
        try {
            return root == null ? null : map(table).get(root.root, key);
        } catch (MVStoreException failed) {
            throw failure(failed, table, key, true);
        }
    }

    /** The records from one key, inclusive, to another, exclusive. */
    public Iterator<Map.Entry<String, byte[]>> records(String table, String from, String to) {
        RootReference<String, byte[]> root = roots.get(table);
        try {
            return root == null || from.compareTo(to) >= 0
                    ? Spliterators.iterator(Spliterators.emptySpliterator())
                    : new Records(table, map(table).cursor(root, from, null, false), from, to);
        } catch (MVStoreException failed) {
            throw failure(failed, table, from, true);
        }
    }

    @Nullable
    String keyBefore(String table, String key) {
        RootReference<String, byte[]> root = roots.get(table);
        try {
            return root == null ? null : map(table).lowerKey(root, key);
        } catch (MVStoreException failed) {
            throw failure(failed, table, key, false);
        }
    }

    private TableFailedException failure(MVStoreException failed, String table, String from, boolean forward) {
        return DamagedPageLocator.failure(
                failed, map(table), Objects.requireNonNull(roots.get(table)).root, from, forward);
    }

    static <T> Stream<T> stream(Iterator<T> iterator) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator, 0), false);
    }

    private MVMap<String, byte[]> map(String table) {
        MVMap<String, byte[]> map = tables.get(table);
        if (map == null) {
            throw new IllegalStateException("no table " + table);
        }
        return map;
    }

    /** The entries of a cursor up to a bound. */
    private final class Records implements Iterator<Map.Entry<String, byte[]>> {
        private final String table;
        private final Cursor<String, byte[]> cursor;
        private final String to;
        private String last;
        private @Nullable String next;

        private Records(String table, Cursor<String, byte[]> cursor, String from, String to) {
            this.table = table;
            this.cursor = cursor;
            last = from;
            this.to = to;
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
            Map.Entry<String, byte[]> entry = Map.entry(next, cursor.getValue());
            last = next;
            step();
            return entry;
        }

        private void step() {
            try {
                String key = cursor.hasNext() ? cursor.next() : null;
                next = key == null || key.compareTo(to) >= 0 ? null : key;
            } catch (MVStoreException failed) {
                throw failure(failed, table, last, true);
            }
        }
    }
}
