package dev.nephelite.emulator.store;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RootReference;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a store. They change a batch at a time, and whoever reads sees them as they were after a whole batch.
 *
 * <p>In a file they are saved now and then, by {@link #commit}; what came later has to be brought back from the journal.
 */
final class Records implements AutoCloseable {
    private static final int CACHE_MEGABYTES = 16;

    private final MVStore file;
    private final Map<String, MVMap<String, byte[]>> tables = new ConcurrentHashMap<>();
    private volatile Snapshot newest;

    private Records(MVStore file) {
        this.file = file;
        file.setVersionsToKeep(0);
        file.setRetentionTime(0);
        file.getMapNames().forEach(this::table);
        newest = snapshot();
    }

    static Records open(Path path) {
        return new Records(new MVStore.Builder()
                .fileName(path.toString())
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .cacheSize(CACHE_MEGABYTES)
                .open());
    }

    static Records inMemory() {
        return new Records(new MVStore.Builder().autoCommitDisabled().open());
    }

    /** Looks at the records as they are now, whatever happens to them meanwhile. */
    <T> T read(Function<View, T> query) {
        Snapshot snapshot = newest;
        while (!snapshot.retain()) {
            snapshot = newest;
        }
        try {
            return query.apply(snapshot);
        } finally {
            snapshot.release();
        }
    }

    /** What the next batch builds upon. For the writer alone, as is everything below. */
    Snapshot newest() {
        return newest;
    }

    /** Makes a batch visible to readers, all of it at one moment. */
    void apply(Pending pending) {
        pending.forEach(this::put);
        publish();
    }

    /** Changes one record, visible to nobody before {@link #publish}. */
    void put(String table, String key, byte @Nullable [] record) {
        if (record == null) {
            table(table).remove(key);
        } else {
            table(table).put(key, record);
        }
    }

    void publish() {
        Snapshot before = newest;
        newest = snapshot();
        before.release();
    }

    /**
     * Saves everything in the file. May run while batches are applied: of one that is half-way in, the saved state may
     * have a part, which is made whole by the journal.
     */
    void commit() {
        file.commit();
    }

    /** Waits until the disk has what was saved. */
    void sync() {
        file.sync();
    }

    /**
     * Moves records out of parts of the file that are mostly outdated, so that those are free after the next commits.
     *
     * @param fillPercent how much of the file must be in use for nothing to be done
     * @param bytes how much to move at most
     * @return whether something was moved
     */
    boolean compact(int fillPercent, int bytes) {
        boolean moved = file.compact(fillPercent, bytes);
        if (moved) {
            publish();
        }
        return moved;
    }

    @Override
    public void close() {
        newest.release();
        file.close();
    }

    private Snapshot snapshot() {
        MVStore.TxCounter use = file.registerVersionUsage();
        Map<String, RootReference<String, byte[]>> roots = new HashMap<>();
        tables.forEach((name, table) -> roots.put(name, table.getRoot()));
        return new Snapshot(tables, roots, () -> file.deregisterVersionUsage(use));
    }

    private MVMap<String, byte[]> table(String name) {
        MVMap<String, byte[]> open = tables.get(name);
        return open == null ? tables.computeIfAbsent(name, this::openTable) : open;
    }

    private MVMap<String, byte[]> openTable(String name) {
        return file.openMap(
                name,
                new MVMap.Builder<String, byte[]>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE));
    }
}
