package dev.nephelite.blob.store;

import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.store.Draft;
import dev.nephelite.emulator.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/**
 * The durable state of the Blob service: containers, blobs, uncommitted blocks, settings. Knows no rule of the
 * protocol; what it promises is what {@link Store} promises, and that
 *
 * <ul>
 *   <li>bytes are kept exactly as long as a blob or an uncommitted block has them;
 *   <li>an event is in the log exactly when its change is in the store.
 * </ul>
 */
public final class BlobStore {
    private final Store store;
    private final EventLog events;

    public BlobStore(Store store, EventLog events) {
        this.store = store;
        this.events = events;
    }

    /** Looks at the state. Streams of the reader end with {@code query}. */
    public <T> T read(Function<BlobReader, T> query) {
        return store.read(view -> query.apply(new BlobReader(view, store)));
    }

    /** Changes the state and returns when the change is durable. */
    public <T> T write(Function<BlobWriter, T> change) {
        return store.write(transaction -> change.apply(new BlobWriter(transaction, store, events)));
    }

    /**
     * Takes in what a client sends, before the write that refers to it.
     *
     * @param expectedLength how many bytes will come, or -1 if unknown
     */
    public Draft receive(InputStream bytes, long expectedLength) throws IOException {
        return store.receive(bytes, expectedLength);
    }
}
