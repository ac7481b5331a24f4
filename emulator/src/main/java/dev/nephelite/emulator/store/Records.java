package dev.nephelite.emulator.store;

import java.nio.file.Path;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/** The tables of a store in their file. */
final class Records implements View, AutoCloseable {
    private static final int CACHE_MEGABYTES = 32;
    private static final int COMMITS_BETWEEN_COMPACTIONS = 128;
    private static final int FILL_PERCENT = 60;
    private static final int COMPACTION_BYTES = 4 * 1024 * 1024;

    private final MVStore file;
    private final Map<String, MVMap<String, ?>> maps = new ConcurrentHashMap<>();
    private long commits;

    private Records(MVStore file) {
        this.file = file;
        file.setVersionsToKeep(0);
        file.setRetentionTime(0);
    }

    static Records open(Path path) {
        return new Records(new MVStore.Builder()
                .fileName(path.toString())
                .autoCommitDisabled()
                .cacheSize(CACHE_MEGABYTES)
                .open());
    }

    static Records inMemory() {
        return new Records(new MVStore.Builder().autoCommitDisabled().open());
    }

    /** Keeps the pages that {@code query} may look at from being overwritten. */
    <T> T read(Function<View, T> query) {
        MVStore.TxCounter use = file.registerVersionUsage();
        try {
            return query.apply(this);
        } finally {
            file.deregisterVersionUsage(use);
        }
    }

    @Override
    public <V> @Nullable V get(Table<V> table, Key key) {
        return map(table).get(key.text());
    }

    @Override
    public <V> Stream<Map.Entry<Key, V>> scan(Table<V> table, Key from, Key to) {
        if (from.compareTo(to) >= 0) {
            return Stream.empty();
        }
        Cursor<String, V> cursor = map(table).cursor(from.text());
        return StreamSupport.stream(new Scan<>(cursor, to.text()), false);
    }

    @Override
    public @Nullable Key lastBefore(Table<?> table, Key key) {
        String found = map(table).lowerKey(key.text());
        return found == null ? null : new Key(found);
    }

    <V> @Nullable V put(Table<V> table, Key key, V value) {
        return map(table).put(key.text(), value);
    }

    <V> @Nullable V remove(Table<V> table, Key key) {
        return map(table).remove(key.text());
    }

    /** Hands everything changed so far to the operating system. */
    void commit() {
        file.commit();
        if (++commits % COMMITS_BETWEEN_COMPACTIONS == 0) {
            file.compact(FILL_PERCENT, COMPACTION_BYTES);
        }
    }

    /** Forgets everything changed since the last commit, which failed. */
    void rollback() {
        if (!file.isClosed()) {
            file.rollback();
        }
    }

    @Override
    public void close() {
        file.close();
    }

    @SuppressWarnings("unchecked")
    private <V> MVMap<String, V> map(Table<V> table) {
        MVMap<String, ?> open = maps.get(table.name());
        if (open == null) {
            open = maps.computeIfAbsent(table.name(), name -> file.openMap(name, builder(table)));
        }
        return (MVMap<String, V>) open;
    }

    private static <V> MVMap.Builder<String, V> builder(Table<V> table) {
        return new MVMap.Builder<String, V>()
                .keyType(StringDataType.INSTANCE)
                .valueType(new RecordType<>(table.codec()));
    }

    /** The entries of a cursor up to a bound. */
    private static final class Scan<V> extends Spliterators.AbstractSpliterator<Map.Entry<Key, V>> {
        private final Cursor<String, V> cursor;
        private final String to;

        private Scan(Cursor<String, V> cursor, String to) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.cursor = cursor;
            this.to = to;
        }

        @Override
        public boolean tryAdvance(Consumer<? super Map.Entry<Key, V>> action) {
            if (!cursor.hasNext()) {
                return false;
            }
            String key = cursor.next();
            if (key.compareTo(to) >= 0) {
                return false;
            }
            action.accept(Map.entry(new Key(key), cursor.getValue()));
            return true;
        }
    }
}
