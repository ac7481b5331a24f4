package dev.nephelite.emulator.store;

import dev.nephelite.emulator.store.disk.StoreFailedException;
import dev.nephelite.emulator.store.snapshot.SavedSnapshot;
import dev.nephelite.emulator.store.snapshot.SnapshotName;
import dev.nephelite.emulator.store.snapshot.SnapshotTree;
import dev.nephelite.emulator.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The named states of a store that can be loaded again. Each change is one transaction, as durable as any other. Thread-safe.
 *
 * @see SnapshotTree
 */
public final class StoreSnapshots implements AutoCloseable {
    private static final String FAILURE = "deleted snapshots still take space; freeing it is tried again";
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Store store;
    private final ExtentStore extentStore;
    private final Clock machine;
    private final BackgroundTask merging;

    StoreSnapshots(Store store, ExtentStore extentStore, Clock machine) {
        this.store = store;
        this.extentStore = extentStore;
        this.machine = machine;
        merging = new BackgroundTask(machine, FAILURE, this::merge);
    }

    /** The snapshots in the order in which they were saved. */
    public List<SavedSnapshot> list() {
        return store.read(SnapshotTree::list);
    }

    /**
     * Saves the current state. It copies nothing, so it takes the same time however much is stored.
     *
     * @param replace whether a snapshot of this name is replaced
     * @return false if there is a snapshot of this name, which was not to be replaced
     * @throws StoreFailedException if it cannot be written; then nothing has changed
     */
    public boolean save(SnapshotName name, boolean replace) {
        boolean saved = change((tree, transaction) -> {
            if (!replace && tree.has(name)) {
                return false;
            }
            tree.delete(name);
            tree.save(name, transaction.now());
            return true;
        });
        start();
        return saved;
    }

    /**
     * Makes the state of a snapshot the current one, for all reads and writes from then on. It takes as long as what has
     * changed since, and as much memory as the changed records.
     *
     * @param then adds to the transaction what is not a part of snapshots, if there is such a snapshot
     * @return whether there is such a snapshot
     * @throws StoreFailedException if it cannot be written; then nothing has changed
     */
    public boolean load(SnapshotName name, Consumer<Transaction> then) {
        boolean found = change((tree, transaction) -> {
            boolean loaded = tree.load(name);
            if (loaded) {
                then.accept(transaction);
            }
            return loaded;
        });
        start();
        return found;
    }

    /**
     * Deletes a snapshot. What only it has is removed in the background.
     *
     * @return whether there was such a snapshot
     */
    public boolean delete(SnapshotName name) {
        boolean deleted = change((tree, transaction) -> {
            transaction.freesSpace();
            return tree.delete(name);
        });
        start();
        return deleted;
    }

    private boolean change(Change change) {
        return store.writeAlone(transaction -> {
            SnapshotTree tree = new SnapshotTree(transaction.changes());
            boolean done = change.apply(tree, transaction);
            transaction.afterCommit(() -> tree.droppedExtents().forEach(extentStore::deleteUnused));
            return done;
        });
    }

    /** Begins or continues to remove what only deleted snapshots have. */
    void start() {
        if (store.read(SnapshotTree::hasDeleted)) {
            merging.wakeAt(soon());
        }
    }

    private Optional<Instant> merge() {
        return mergeSome() ? Optional.of(soon()) : Optional.empty();
    }

    private Instant soon() {
        return machine.now().plus(PAUSE);
    }

    private boolean mergeSome() {
        return change((tree, transaction) -> {
            transaction.freesSpace();
            return tree.mergeDeleted(GarbageCollector.CHUNK);
        });
    }

    @Override
    public void close() {
        merging.close();
    }

    /** A change of the tree as a part of a transaction. */
    @FunctionalInterface
    private interface Change {
        boolean apply(SnapshotTree tree, Transaction transaction);
    }
}
