package dev.nephelite.emulator.store.table;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.RootReference;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a store. They change a batch at a time, and whoever reads sees them as they were after a whole batch.
 *
 * <p>In a file they are saved now and then, by {@link #commit}; what came later has to be brought back from the journal.
 */
public final class TableStore implements AutoCloseable {
    private static final int CACHE_MEGABYTES = 16;
    private static final int UPGRADE_STEP_BYTES = 32 * 1024 * 1024;

    /** Tables whose pages have checksums are called this in the file, and their name. Older formats have others. */
    private static final String CHECKED = "checked:";

    private volatile Tables tables;
    private volatile Snapshot newest;

    private TableStore(MVStore file) {
        file.setVersionsToKeep(0);
        file.setRetentionTime(0);
        tables = new Tables(file, new ConcurrentHashMap<>());
        file.getMapNames().stream()
                .filter(name -> name.startsWith(CHECKED))
                .forEach(name -> table(name.substring(CHECKED.length())));
        newest = snapshot();
    }

    /** Opens the tables as they were saved last. */
    public static TableStore open(String name) {
        return new TableStore(new MVStore.Builder()
                .fileName(name)
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .cacheSize(CACHE_MEGABYTES)
                .open());
    }

    public static TableStore inMemory() {
        return new TableStore(new MVStore.Builder().autoCommitDisabled().open());
    }

    /**
     * Moves the records of an older format, whose pages have no checksums. It may be cut off at any moment, and is done
     * again then.
     *
     * @param save makes what was moved so far durable
     */
    public void upgrade(Step save) throws IOException {
        MVStore file = tables.file();
        for (String name : unchecked()) {
            MVMap<String, byte[]> unchecked = file.openMap(
                    name,
                    new MVMap.Builder<String, byte[]>()
                            .keyType(StringDataType.INSTANCE)
                            .valueType(ByteArrayDataType.INSTANCE));
            for (Map.Entry<String, byte[]> each : unchecked.entrySet()) {
                put(name, each.getKey(), each.getValue());
                if (unsavedBytes() > UPGRADE_STEP_BYTES) {
                    save.run();
                }
            }
            file.removeMap(unchecked);
        }
        publish();
        save.run();
    }

    /** Whether there are records that {@link #upgrade} has to move. */
    public boolean isOfOlderFormat() {
        return !unchecked().isEmpty();
    }

    private List<String> unchecked() {
        return tables.file().getMapNames().stream()
                .filter(name -> !name.startsWith(CHECKED))
                .toList();
    }

    /** A part of an upgrade. */
    @FunctionalInterface
    public interface Step {
        void run() throws IOException;
    }

    /** Looks at the records as they are now, whatever happens to them meanwhile. */
    public <T> T read(Function<RecordReader, T> query) {
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
    public Snapshot newest() {
        return newest;
    }

    /** Makes a batch visible to readers, all of it at one moment. */
    public void apply(PendingChanges pendingChanges) {
        pendingChanges.forEach(this::put);
        publish();
    }

    /** Changes one record, visible to nobody before {@link #publish}. */
    public void put(String table, String key, byte @Nullable [] record) {
        try {
            if (record == null) {
                table(table).remove(key);
            } else {
                table(table).put(key, record);
            }
        } catch (MVStoreException failed) {
            throw new TableException(failed);
        }
    }

    public void publish() {
        Snapshot before = newest;
        newest = snapshot();
        before.release();
    }

    /**
     * Whether the file has to be opened again, because the database library closed it after an error, or because an
     * interrupt of a thread that was reading closed its channel.
     *
     * @param failed what a read or a write has thrown
     */
    public boolean isClosed(Throwable failed) {
        return tables.file().isClosed() || (failed instanceof TableException tablesFailed && tablesFailed.isClosed());
    }

    /** Closes the file and goes on with the tables of {@code reopened}, which must not be used any other way. */
    public void replaceBy(TableStore reopened) {
        tables.file().closeImmediately();
        tables = reopened.tables;
        newest = reopened.newest;
    }

    /** Roughly how much memory the changes take that the file does not have yet; more than they will take in the file. */
    public long unsavedBytes() {
        return tables.file().getUnsavedMemory();
    }

    /**
     * Saves everything in the file. May run while batches are applied: of one that is half-way in, the saved state may
     * have a part, which is made whole by the journal.
     */
    public void commit() {
        try {
            tables.file().commit();
        } catch (MVStoreException failed) {
            throw new TableException(failed);
        }
    }

    /** Waits until the disk has what was saved. */
    public void sync() {
        try {
            tables.file().sync();
        } catch (MVStoreException failed) {
            throw new TableException(failed);
        }
    }

    /**
     * Moves records out of parts of the file that are mostly outdated, so that those are free after the next commits.
     *
     * @param fillPercent how much of the file must be in use for nothing to be done
     * @param bytes how much to move at most
     * @return whether something was moved
     */
    public boolean compact(int fillPercent, int bytes) {
        try {
            boolean moved = tables.file().compact(fillPercent, bytes);
            if (moved) {
                publish();
            }
            return moved;
        } catch (MVStoreException failed) {
            throw new TableException(failed);
        }
    }

    @Override
    public void close() {
        close(true);
    }

    /** Closes the file, with a last save or as it is. */
    public void close(boolean save) {
        newest.release();
        if (save) {
            tables.file().close();
        } else {
            tables.file().closeImmediately();
        }
    }

    private Snapshot snapshot() {
        MVStore file = tables.file();
        MVStore.TxCounter use = file.registerVersionUsage();
        Map<String, RootReference<String, byte[]>> roots = new HashMap<>();
        tables.maps().forEach((name, table) -> roots.put(name, table.getRoot()));
        return new Snapshot(tables.maps(), roots, () -> file.deregisterVersionUsage(use));
    }

    private MVMap<String, byte[]> table(String name) {
        Map<String, MVMap<String, byte[]>> maps = tables.maps();
        MVMap<String, byte[]> open = maps.get(name);
        return open == null ? maps.computeIfAbsent(name, this::openTable) : open;
    }

    private MVMap<String, byte[]> openTable(String name) {
        return tables.file()
                .openMap(
                        CHECKED + name,
                        new MVMap.Builder<String, byte[]>()
                                .keyType(new ChecksummedType<>(StringDataType.INSTANCE))
                                .valueType(new ChecksummedType<>(ByteArrayDataType.INSTANCE)));
    }

    /** An open file and the maps in it, by name. */
    private record Tables(MVStore file, Map<String, MVMap<String, byte[]>> maps) {}
}
