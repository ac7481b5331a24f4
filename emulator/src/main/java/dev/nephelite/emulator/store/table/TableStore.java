package dev.nephelite.emulator.store.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.RootReference;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a store. Changes become visible a group at a time: every reader sees a snapshot after a whole group.
 *
 * <p>{@link #commit} saves the tables in their file. Later changes have to be recovered from the journal.
 */
public final class TableStore implements AutoCloseable {
    private static final int CACHE_MEGABYTES = 16;
    private static final int SMALL_FILE_BYTES = 8 * 1024 * 1024;
    private static final int SPARSE_PERCENT = 70;
    private static final int ALL_PERCENT = 100;
    private static final int UPGRADE_STEP_BYTES = 32 * 1024 * 1024;

    /** The prefix of the names, in the file, of tables whose pages have checksums. Tables of older formats lack it. */
    private static final String CHECKED = "checked:";

    private volatile Tables tables;
    private volatile Snapshot newest;
    private volatile boolean closed;

    private TableStore(MVStore file) {
        file.setVersionsToKeep(0);
        file.setRetentionTime(0);
        tables = new Tables(file, new ConcurrentHashMap<>());
        file.getMapNames().stream()
                .filter(name -> name.startsWith(CHECKED))
                .forEach(name -> table(name.substring(CHECKED.length())));
        newest = snapshot();
    }

    /** Opens the tables as they were last saved. */
    public static TableStore open(String name) {
        MVStore file = new MVStore.Builder()
                .fileName(name)
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .cacheSize(CACHE_MEGABYTES)
                .open();
        try {
            return new TableStore(file);
        } catch (RuntimeException damaged) {
            file.closeImmediately();
            throw damaged;
        }
    }

    public static TableStore inMemory() {
        return new TableStore(new MVStore.Builder().autoCommitDisabled().open());
    }

    /**
     * Moves the records of an older format, whose pages have no checksums, to tables with checksums. An upgrade that is
     * interrupted is repeated.
     *
     * @param save makes the records moved so far durable
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

    /** Whether there are records for {@link #upgrade} to move. */
    public boolean isOfOlderFormat() {
        return !unchecked().isEmpty();
    }

    private List<String> unchecked() {
        return tables.file().getMapNames().stream()
                .filter(name -> !name.startsWith(CHECKED))
                .toList();
    }

    /** A step of an upgrade. */
    @FunctionalInterface
    public interface Step {
        void run() throws IOException;
    }

    /**
     * Runs a query on the newest snapshot. Concurrent changes do not affect it.
     *
     * @throws IllegalStateException if the tables are closed
     */
    public <T> T read(Function<TableReader, T> query) {
        Snapshot snapshot = retained();
        try {
            return query.apply(snapshot);
        } finally {
            snapshot.release();
        }
    }

    /** The newest snapshot, which the caller has to release. */
    public Snapshot retained() {
        Snapshot snapshot = newest;
        while (!snapshot.retain()) {
            if (closed) {
                throw new IllegalStateException("the store is closed");
            }
            snapshot = newest;
        }
        return snapshot;
    }

    /** The snapshot that the next group builds upon. Only the writer may call this method and those below. */
    public Snapshot newest() {
        return newest;
    }

    /** Makes the changes of a group visible to readers atomically. */
    public void apply(PendingChanges changes) {
        changes.forEach(this::put);
        publish();
    }

    /** Changes one record, invisible to readers until {@link #publish}. */
    public void put(String table, String key, byte @Nullable [] record) {
        MVMap<String, byte[]> map = table(table);
        try {
            if (record == null) {
                map.remove(key);
            } else {
                map.put(key, record);
            }
        } catch (MVStoreException failed) {
            throw DamagedPageLocator.failure(failed, map, map.getRootPage(), key, true);
        }
    }

    public void publish() {
        Snapshot before = newest;
        newest = snapshot();
        before.release();
    }

    /**
     * Whether the file has to be reopened, because the database library closed it after an error or because the interrupt of
     * a reading thread closed its channel.
     *
     * @param failed the exception of a read or a write
     */
    public boolean isClosed(Throwable failed) {
        return tables.file().isClosed()
                || (failed instanceof TableFailedException tablesFailed && tablesFailed.isClosed());
    }

    /** Closes the file and continues with the tables of {@code reopened}, which the caller must not use any more. */
    public void replaceBy(TableStore reopened) {
        tables.file().closeImmediately();
        tables = reopened.tables;
        newest = reopened.newest;
        closed = false;
    }

    /** Roughly how much memory unsaved changes take. They take less in the file. */
    public long unsavedBytes() {
        return tables.file().getUnsavedMemory();
    }

    /**
     * Saves everything in the file. May run while a group is applied: if the saved state has only a part of the group,
     * recovery completes it from the journal.
     */
    public void commit() {
        try {
            tables.file().commit();
        } catch (MVStoreException failed) {
            throw new TableFailedException(failed);
        }
    }

    /** The number of the last saved state, or 0 if there is none. */
    public long savedVersion() {
        return tables.file().getFileStore().lastChunkVersion();
    }

    /** Makes the saved state durable. */
    public void sync() {
        try {
            tables.file().sync();
        } catch (MVStoreException failed) {
            throw new TableFailedException(failed);
        }
    }

    /**
     * Moves records out of parts of the file that are mostly outdated, so that later commits can reuse those parts.
     *
     * @param fillPercent nothing is moved if more of the file than this is in use
     * @param bytes the most to move
     * @return whether anything was moved
     */
    public boolean compact(int fillPercent, int bytes) {
        try {
            boolean moved = tables.file().compact(fillPercent, bytes);
            if (moved) {
                publish();
            }
            return moved;
        } catch (MVStoreException failed) {
            throw new TableFailedException(failed);
        }
    }

    /** Whether much of the file is free or outdated. What is free is not cut off if something behind it is in use. */
    public boolean isSparse() {
        FileStore<?> file = tables.file().getFileStore();
        return file.size() > SMALL_FILE_BYTES
                && file.getFillRate() * file.getChunksFillRate() < SPARSE_PERCENT * ALL_PERCENT;
    }

    @Override
    public void close() {
        close(true);
    }

    /** Closes the file, either saving it first or leaving it as it is. */
    public void close(boolean save) {
        closed = true;
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
        MVStore file = tables.file();
        try {
            return file.openMap(
                    CHECKED + name,
                    new MVMap.Builder<String, byte[]>()
                            .keyType(new ChecksummedType<>(StringDataType.INSTANCE))
                            .valueType(new ChecksummedType<>(ByteArrayDataType.INSTANCE)));
        } catch (MVStoreException failed) {
            throw DamagedPageLocator.failure(failed, file, CHECKED + name);
        }
    }

    /** An open file and the maps in it, by name. */
    private record Tables(MVStore file, Map<String, MVMap<String, byte[]>> maps) {}

    /**
     * The keys or the values of a page, followed by their checksum. The database library detects a missing page, but not
     * one whose bytes have changed.
     */
    private static final class ChecksummedType<T> extends BasicDataType<T> {
        /** More than a page ever has. */
        private static final int MAX_VALUES = 1 << 20;

        private final BasicDataType<T> type;

        ChecksummedType(BasicDataType<T> type) {
            this.type = type;
        }

        @Override
        public int getMemory(T value) {
            return type.getMemory(value);
        }

        @Override
        public int compare(T one, T other) {
            return type.compare(one, other);
        }

        @Override
        public int binarySearch(T key, Object storage, int size, int initialGuess) {
            return type.binarySearch(key, storage, size, initialGuess);
        }

        @Override
        public T[] createStorage(int size) {
            if (size < 0 || size > MAX_VALUES) {
                throw changed("it has " + size + " keys");
            }
            return type.createStorage(size);
        }

        @Override
        public void write(WriteBuffer buffer, Object storage, int count) {
            int start = buffer.position();
            type.write(buffer, storage, count);
            buffer.putInt(checksum(buffer.getBuffer(), start, buffer.position()));
        }

        @Override
        public void read(ByteBuffer buffer, Object storage, int count) {
            int start = buffer.position();
            T[] values = cast(storage);
            for (int i = 0; i < count; i++) {
                requirePresent(buffer);
                values[i] = type.read(buffer);
            }
            int expected = checksum(buffer, start, buffer.position());
            requireEqual(buffer.getInt(), expected);
        }

        @Override
        public void write(WriteBuffer buffer, T value) {
            throw new UnsupportedOperationException("values are written a page at a time");
        }

        @Override
        public T read(ByteBuffer buffer) {
            throw new UnsupportedOperationException("values are read a page at a time");
        }

        /** A length that has changed must not make the library allocate memory for it. */
        private static void requirePresent(ByteBuffer buffer) {
            int start = buffer.position();
            int length = DataUtils.readVarInt(buffer);
            if (length < 0 || length > buffer.remaining()) {
                throw changed("a key or value has " + length + " bytes");
            }
            buffer.position(start);
        }

        private static void requireEqual(int stored, int computed) {
            if (stored != computed) {
                throw changed("its checksum does not match");
            }
        }

        private static MVStoreException changed(String how) {
            return DataUtils.newMVStoreException(
                    DataUtils.ERROR_FILE_CORRUPT, "a page has changed since it was written: {0}", how);
        }

        private static int checksum(ByteBuffer buffer, int start, int end) {
            CRC32C checksum = new CRC32C();
            checksum.update(buffer.duplicate().position(start).limit(end));
            return (int) checksum.getValue();
        }
    }
}
