package dev.nephelite.cloud.snapshot;

import dev.nephelite.emulator.store.StoreSnapshots;
import dev.nephelite.emulator.store.snapshot.SavedSnapshot;
import dev.nephelite.emulator.store.snapshot.SnapshotName;
import java.util.List;
import java.util.function.Predicate;

/**
 * Named states of everything that all accounts of a cloud store: containers with their blobs, versions and leases, queues with
 * their messages, service properties, and what function hosts store. Ports, accounts, faults, the clock and the event log are
 * not part of them. They are stored where the data is: in the data folder, or in memory.
 *
 * <p>Names have up to 64 letters, digits, dots, hyphens and underscores. Each method is one transaction: it happens
 * completely or, if it throws, not at all. Thread-safe.
 *
 * @see dev.nephelite.cloud.LocalCloud#snapshots
 */
public final class CloudSnapshots {
    private final StoreSnapshots store;
    private final Predicate<SnapshotName> loader;

    /**
     * The snapshots of one store.
     *
     * @param loader loads a snapshot for all services, and returns false if there is none of this name
     */
    public CloudSnapshots(StoreSnapshots store, Predicate<SnapshotName> loader) {
        this.store = store;
        this.loader = loader;
    }

    /**
     * Saves the current state. It copies nothing, so it takes the same time however much is stored.
     *
     * @throws SnapshotExistsException if there is a snapshot of this name
     * @throws IllegalArgumentException if {@code name} cannot be the name of a snapshot
     */
    public void save(String name) {
        if (!store.save(new SnapshotName(name), false)) {
            throw new SnapshotExistsException(name);
        }
    }

    /**
     * Saves the current state, in place of a snapshot of this name if there is one.
     *
     * @throws IllegalArgumentException if {@code name} cannot be the name of a snapshot
     */
    public void saveOrReplace(String name) {
        store.save(new SnapshotName(name), true);
    }

    /**
     * Makes the state of a snapshot the current one. The state before is lost, unless it was saved, too. It takes as long as
     * what has changed, not as what is stored.
     *
     * <p>A request in progress sees either state as a whole. Downloads continue with the bytes that they have begun with. The
     * event log gets an event {@code Nephelite.SnapshotLoaded}, but none for what comes back. Functions run for messages and
     * blobs that they had not handled when the snapshot was saved, and not again for those that they had. A function that is
     * running may write afterwards, so wait until the cloud is {@linkplain dev.nephelite.cloud.LocalCloud#awaitIdle idle} first.
     *
     * @throws UnknownSnapshotException if there is no such snapshot
     * @throws IllegalArgumentException if {@code name} cannot be the name of a snapshot
     */
    public void load(String name) {
        if (!loader.test(new SnapshotName(name))) {
            throw new UnknownSnapshotException(name);
        }
    }

    /** The snapshots in the order in which they were saved. */
    public List<SavedSnapshot> list() {
        return store.list();
    }

    /**
     * Deletes a snapshot. What only it contains is removed in the background.
     *
     * @throws UnknownSnapshotException if there is no such snapshot
     * @throws IllegalArgumentException if {@code name} cannot be the name of a snapshot
     */
    public void delete(String name) {
        if (!store.delete(new SnapshotName(name))) {
            throw new UnknownSnapshotException(name);
        }
    }
}
