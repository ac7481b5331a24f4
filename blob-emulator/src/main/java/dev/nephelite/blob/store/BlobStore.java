package dev.nephelite.blob.store;

import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.store.GarbageCollector;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.Transaction;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clocks;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The durable state of the Blob service: containers, blobs, uncommitted blocks and service properties. It
 * parses no request and writes no response. In addition to the guarantees of {@link Store}, it guarantees that
 *
 * <ul>
 * <li>bytes are stored as long as a blob or an uncommitted block refers to them, and are removed soon afterwards;
 * <li>expired blobs and blocks are no longer visible, and their bytes are removed soon afterwards;
 * <li>no operation takes longer because a deleted container has many blobs, or a blob many blocks;
 * <li>an event is in the log exactly when its change is in the store.
 * </ul>
 */
public final class BlobStore implements AutoCloseable {
    private final Store store;
    private final EventLog events;
    private final Clock cloud;
    private final boolean versioning;
    private final GarbageCollector garbageCollector;
    private final DeadlineIndex deadlineIndex;
    private final Map<String, Integer> retentionDays = new ConcurrentHashMap<>();

    /**
     * Opens the state in {@code store}, which stays open when this is closed. Records of an older format are moved
     * first.
     *
     * @param events receives the events of {@link BlobWriter#publish}
     * @param versioning whether the former states of a blob become versions
     * @param clocks the cloud's decides when a record expires; the machine's paces the removal of deleted ones
     */
    public BlobStore(Store store, EventLog events, boolean versioning, Clocks clocks) {
        this.store = store;
        this.events = events;
        this.versioning = versioning;
        cloud = clocks.cloud();
        garbageCollector = new GarbageCollector(store, clocks.machine(), BlobTables.ABANDONED, this::removeAbandoned);
        deadlineIndex = new DeadlineIndex(store, clocks, this::runDue);
        FormatOneUpgrade.upgrade(store);
    }

    /** Starts to remove the deleted and expired records that a former process has left. */
    public void startGarbageCollection() {
        garbageCollector.start();
        deadlineIndex.start();
    }

    /** Reads the state. Streams of the reader must not outlive {@code query}. */
    public <T> T read(Function<BlobReader, T> query) {
        return store.read(view -> query.apply(new BlobReader(view, store, cloud)));
    }

    /** Changes the state and returns when the change is durable. */
    public <T> T write(Function<BlobWriter, T> change) {
        return store.write(transaction -> change.apply(writer(transaction)));
    }

    /**
     * Removes all containers and the service properties as a part of {@code transaction}, whatever protects them.
     *
     * @param account null for all accounts
     * @param kept the names of containers that stay as they are
     */
    public void reset(Transaction transaction, @Nullable String account, Predicate<String> kept) {
        new BlobReset(transaction, deleter(transaction)).reset(account, kept);
        transaction.afterCommit(retentionDays::clear);
    }

    /** Adjusts to a state of the tables that has replaced the one before, once {@code transaction} is durable. */
    public void stateReplaced(Transaction transaction) {
        transaction.afterCommit(() -> {
            retentionDays.clear();
            startGarbageCollection();
        });
    }

    /**
     * Receives content before the write that refers to it.
     *
     * @param expectedLength in bytes, or -1 if unknown
     */
    public PendingContent receive(InputStream bytes, long expectedLength) throws IOException {
        return store.receive(bytes, expectedLength);
    }

    /** Stops the removal. It continues after the next start. */
    @Override
    public void close() {
        deadlineIndex.close();
        garbageCollector.close();
    }

    private int removeAbandoned(Transaction transaction, RecordKey generation, int most) {
        return deleter(transaction).removeUnder(generation, most);
    }

    private BlobDeleter deleter(Transaction transaction) {
        return new BlobDeleter(transaction, garbageCollector, deadlineIndex);
    }

    private int runDue(Transaction transaction, RecordKey subject) {
        return new ExpiryTask(transaction, deleter(transaction), deadlineIndex).remove(subject)
                + new RehydrationTask(transaction, writer(transaction)).finish(subject);
    }

    private BlobWriter writer(Transaction transaction) {
        BlobDeleter blobDeleter = deleter(transaction);
        BlobHistory blobHistory = new BlobHistory(transaction, blobDeleter, deadlineIndex, versioning);
        BlobReader reader = new BlobReader(transaction, store, cloud);
        return new BlobWriter(transaction, reader, events, blobDeleter, blobHistory, retentionDays);
    }
}
