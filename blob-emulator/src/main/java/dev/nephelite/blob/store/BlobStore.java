package dev.nephelite.blob.store;

import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.store.GarbageCollector;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.Transaction;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.time.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/**
 * The durable state of the Blob service: containers, blobs, uncommitted blocks, settings. Knows no rule of the
 * protocol; what it promises is what {@link Store} promises, and that
 *
 * <ul>
 *   <li>bytes are kept as long as a blob or an uncommitted block has them, and go soon after that;
 *   <li>what is kept for a time is not there any more when the time is over, and its bytes go soon after that;
 *   <li>nothing takes longer because a container that is deleted has many blobs, or a blob many blocks;
 *   <li>an event is in the log exactly when its change is in the store.
 * </ul>
 */
public final class BlobStore implements AutoCloseable {
    private final Store store;
    private final EventLog events;
    private final Clock clock;
    private final boolean versioning;
    private final GarbageCollector garbageCollector;
    private final DeadlineIndex deadlineIndex;

    /**
     * Works on {@code store}, which stays open when this is closed. What an older format keeps elsewhere is first moved.
     *
     * @param events receives what {@link BlobWriter#append} tells
     * @param versioning whether the states that a blob leaves behind are kept as versions of it
     * @param clock runs the removal of what was deleted, and of what is kept for a time
     */
    public BlobStore(Store store, EventLog events, boolean versioning, Clock clock) {
        this.store = store;
        this.events = events;
        this.versioning = versioning;
        this.clock = clock;
        garbageCollector = new GarbageCollector(store, clock, BlobTables.ABANDONED, this::removeAbandoned);
        deadlineIndex = new DeadlineIndex(store, clock, this::seeTo);
        FormatOneUpgrade.upgrade(store);
    }

    /** Goes on with the removal that the last user of the store did not finish. */
    public void startGarbageCollection() {
        garbageCollector.begin();
        deadlineIndex.begin();
    }

    /** Looks at the state. Streams of the reader end with {@code query}. */
    public <T> T read(Function<BlobReader, T> query) {
        return store.read(view -> query.apply(new BlobReader(view, store, clock)));
    }

    /** Changes the state and returns when the change is durable. */
    public <T> T write(Function<BlobWriter, T> change) {
        return store.write(transaction -> change.apply(writer(transaction)));
    }

    /**
     * Takes in what a client sends, before the write that refers to it.
     *
     * @param expectedLength how many bytes will come, or -1 if unknown
     */
    public PendingContent receive(InputStream bytes, long expectedLength) throws IOException {
        return store.receive(bytes, expectedLength);
    }

    /** Stops removing. What is left is removed when the store is used again. */
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

    private int seeTo(Transaction transaction, RecordKey subject) {
        return new ExpiryTask(transaction, deleter(transaction), deadlineIndex).remove(subject)
                + new RehydrationTask(transaction, events).finish(subject);
    }

    private BlobWriter writer(Transaction transaction) {
        BlobDeleter blobDeleter = deleter(transaction);
        BlobHistory blobHistory = new BlobHistory(transaction, blobDeleter, deadlineIndex, versioning);
        BlobReader reader = new BlobReader(transaction, store, clock);
        return new BlobWriter(transaction, reader, events, blobDeleter, blobHistory);
    }
}
