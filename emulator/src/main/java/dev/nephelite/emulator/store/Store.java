package dev.nephelite.emulator.store;

import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.ExtentFiles;
import dev.nephelite.emulator.store.content.OpenContent;
import dev.nephelite.emulator.store.content.OpenContent.ContentGoneException;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.store.disk.DamagedFiles;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.store.disk.OutageLog;
import dev.nephelite.emulator.store.disk.StoreFailedException;
import dev.nephelite.emulator.store.journal.Journal;
import dev.nephelite.emulator.store.table.TableFailedException;
import dev.nephelite.emulator.store.table.TableReader;
import dev.nephelite.emulator.store.table.TableStore;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.time.RandomIds;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The durable state of all services in one data folder, or in memory. It guarantees atomicity and durability, and knows no
 * rule of any protocol.
 *
 * <ul>
 *   <li>{@link #write} runs alone. Its changes are stored when it returns, and undone when it throws.
 *   <li>A write that has returned survives a crash, see {@link Durability}.
 *   <li>{@link #read} never waits for a write, and sees either all changes of a write or none.
 * </ul>
 *
 * <p>The bytes that a client sends become a {@link PendingContent} <em>before</em> the write that refers to them, so that no
 * write waits for a client's network.
 */
public final class Store implements AutoCloseable {
    private static final int ATTEMPTS = 10;

    private final TableStore records;
    private final ExtentStore extentStore;
    private final StoreWriter storeWriter;
    private final @Nullable CheckpointTask checkpointTask;
    private final StoreSnapshots snapshots;
    private final Durability durability;
    private final @Nullable DataFolder folder;
    private final OutageLog damage = new OutageLog(
            Logger.getLogger(Store.class.getName()),
            "a part of the tables' file is damaged; requests that read it are answered with an error",
            "the tables' file can be read again");

    private Store(
            TableStore records,
            ExtentStore extentStore,
            StoreWriter storeWriter,
            @Nullable CheckpointTask checkpointTask,
            Clock machine,
            Durability durability,
            @Nullable DataFolder folder) {
        this.durability = durability;
        this.folder = folder;
        this.records = records;
        this.extentStore = extentStore;
        this.storeWriter = storeWriter;
        this.checkpointTask = checkpointTask;
        snapshots = new StoreSnapshots(this, extentStore, machine);
    }

    /**
     * Opens the state in {@code folder}, which must stay open until the store is closed. Recovers it after a crash.
     *
     * @throws DataDamagedException if acknowledged writes are lost, or the tables that a start reads are damaged
     */
    public static Store open(DataFolder folder, Durability durability, Clocks clocks, Ids ids) {
        try {
            Recovery recovery = new Recovery(folder);
            TableStore records = recovery.open();
            Journal journal = recovery.openJournal(records, durability);
            ExtentStore extentStore =
                    new ExtentStore(new ExtentFiles(folder, durability), new DamagedFiles(folder).isEmpty());
            StoreWriter storeWriter = new StoreWriter(records, journal, extentStore, recovery::open, clocks.cloud());
            Checkpoint checkpoint = recovery.checkpoint(records, journal, storeWriter);
            CheckpointTask checkpointTask =
                    new CheckpointTask(checkpoint, journal, storeWriter, folder, clocks.machine());
            if (recovery.replayed()) {
                checkpointTask.request();
            }
            Store store =
                    new Store(records, extentStore, storeWriter, checkpointTask, clocks.machine(), durability, folder);
            try {
                return store.start(() -> {
                    extentStore.start(store, ids);
                    store.snapshots.start();
                    return store;
                });
            } catch (RuntimeException failed) {
                store.close();
                throw failed;
            }
        } catch (IOException cannot) {
            throw new UncheckedIOException("cannot open the data folder " + folder.file("") + ": " + cannot, cannot);
        }
    }

    /** An empty store that leaves nothing behind, with one clock for everything. */
    public static Store inMemory(Clock clock) {
        return inMemory(Clocks.single(clock));
    }

    /**
     * An empty store that leaves nothing behind.
     *
     * @param clocks the cloud's is the source of Last-Modified
     */
    public static Store inMemory(Clocks clocks) {
        TableStore records = TableStore.inMemory();
        ExtentStore extentStore = new ExtentStore(ExtentFiles.inMemory(), false);
        StoreWriter storeWriter = new StoreWriter(records, null, extentStore, Store::nothingToReopen, clocks.cloud());
        Store store = new Store(records, extentStore, storeWriter, null, clocks.machine(), Durability.PROCESS, null);
        // The numbers of runs need not be unique, because no run leaves anything behind.
        extentStore.start(store, RandomIds.seeded(0));
        return store;
    }

    /**
     * Starts a part of the program that reads the tables while it starts.
     *
     * @throws DataDamagedException if the tables that it reads are damaged
     */
    public <T> T start(Supplier<T> part) {
        try {
            return part.get();
        } catch (TableFailedException unreadable) {
            throw folder == null ? unreadable : folder.damagedTables(String.valueOf(unreadable.getMessage()));
        }
    }

    /** The number of groups of writes that have changed something since this store was opened. */
    public long committedGroups() {
        return storeWriter.committedGroups();
    }

    /** Whether a write waits for the disk. */
    public boolean writesWait() {
        return durability == Durability.FSYNC;
    }

    /**
     * Reads records. Streams must be consumed inside {@code query}, which is called again if a content was deleted meanwhile
     * or the tables have to be reopened.
     *
     * @throws StoreFailedException if the tables cannot be read
     */
    public <T> T read(Function<TableReader, T> query) {
        for (int attempt = 1; ; attempt++) {
            try {
                return records.read(query);
            } catch (ContentGoneException deleted) {
                if (attempt == ATTEMPTS) {
                    throw new IllegalStateException("a content is missing while its record exists", deleted);
                }
            } catch (RuntimeException failed) {
                if (attempt == ATTEMPTS || !storeWriter.reopenAfter(failed)) {
                    report(failed);
                    throw failed;
                }
            }
        }
    }

    /**
     * Changes records. Returns when the change is durable. Waits if the journal has grown faster than checkpoints save it,
     * and refuses the change if they fail.
     *
     * @throws StoreFailedException if the change cannot be written; then nothing has changed
     */
    public <T> T write(Function<Transaction, T> change) {
        return write(() -> storeWriter.write(change));
    }

    /** See {@link StoreWriter#writeAlone}. */
    <T> T writeAlone(Function<Transaction, T> change) {
        return write(() -> storeWriter.writeAlone(change));
    }

    private <T> T write(Supplier<T> write) {
        if (checkpointTask == null) {
            return write.get();
        }
        checkpointTask.requireRoom();
        T result = reopening(write);
        checkpointTask.written();
        return result;
    }

    /** Runs a write again that found the tables closed, because it has changed nothing yet. */
    private <T> T reopening(Supplier<T> write) {
        try {
            return write.get();
        } catch (TableFailedException failed) {
            if (!storeWriter.reopenAfter(failed)) {
                report(failed);
                throw failed;
            }
            return write.get();
        }
    }

    /**
     * Reads everything that is stored as of one moment. Others go on reading and writing, but nothing is deleted from the disk
     * meanwhile.
     */
    public <T> T readContents(StoreContents.Reader<T> reader) throws IOException {
        return extentStore.readContents(records, reader);
    }

    /** Copies the contents of another store into this one, which must be new. */
    public StoreRestore restore() {
        return new StoreRestore(this, extentStore);
    }

    /** Named states of this store that can be loaded again. */
    public StoreSnapshots snapshots() {
        return snapshots;
    }

    private void report(RuntimeException failed) {
        if (failed instanceof TableFailedException) {
            damage.failed(failed);
        }
    }

    private static TableStore nothingToReopen() {
        throw new IllegalStateException("a store in memory has no files to recover from");
    }

    /**
     * Stores the bytes that a client sends, until the end of the stream.
     *
     * @param expectedLength the number of bytes, or -1 if unknown
     */
    public PendingContent receive(InputStream bytes, long expectedLength) throws IOException {
        return extentStore.receive(bytes, expectedLength);
    }

    /** Opens a content that a record read from {@code view} refers to. */
    public OpenContent open(TableReader view, Content content) {
        return extentStore.open(view, content);
    }

    @Override
    public void close() {
        snapshots.close();
        extentStore.close();
        if (checkpointTask == null) {
            storeWriter.close();
            records.close();
        } else {
            checkpointTask.close();
        }
    }
}
