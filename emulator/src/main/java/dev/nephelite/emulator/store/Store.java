package dev.nephelite.emulator.store;

import dev.nephelite.emulator.time.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/**
 * The durable state of every service in one data folder, or in memory. It promises atomicity and knows no rule of any
 * protocol.
 *
 * <ul>
 *   <li>{@link #write} runs alone. Its change is kept when it returns, and undone when it throws.
 *   <li>A write that has returned survives a crash of the process.
 *   <li>{@link #read} never waits for a write.
 *   <li>What the stream of a scan yields was in the table together, at one moment.
 * </ul>
 *
 * <p>Bytes a client sends become a {@link Draft} <em>before</em> the write that refers to them, so that no write waits
 * for a client's network.
 */
public final class Store implements AutoCloseable {
    private static final int ATTEMPTS = 10;

    private final Records records;
    private final Extents extents;
    private final Writer writer;

    private Store(Records records, ExtentFiles files, Clock clock) {
        this.records = records;
        extents = new Extents(files);
        writer = new Writer(records, extents, clock);
        extents.begin(this);
    }

    /** Opens the state in {@code folder}, which stays open until the store is closed. */
    public static Store open(DataFolder folder, Durability durability, Clock clock) {
        return new Store(
                Records.open(folder.file("store.mv")), new ExtentFiles(folder.file("extents"), durability), clock);
    }

    /** A store that is empty and leaves nothing behind. */
    public static Store inMemory(Clock clock) {
        return new Store(Records.inMemory(), ExtentFiles.inMemory(), clock);
    }

    /** Looks at the records. Streams of the view end with {@code query}. */
    public <T> T read(Function<View, T> query) {
        for (int attempt = 1; ; attempt++) {
            try {
                return records.read(query);
            } catch (ContentGoneException overwritten) {
                if (attempt == ATTEMPTS) {
                    throw new IllegalStateException("content vanished under its record", overwritten);
                }
            }
        }
    }

    /** Changes the records and returns when the change is durable. */
    public <T> T write(Function<Transaction, T> change) {
        return writer.write(change);
    }

    /**
     * Takes in what a client sends, to its end.
     *
     * @param expectedLength how many bytes will come, or -1 if unknown
     */
    public Draft receive(InputStream bytes, long expectedLength) throws IOException {
        return extents.receive(bytes, expectedLength);
    }

    /** Opens a content that a record of {@code view} refers to. */
    public OpenContent open(View view, Content content) {
        return extents.open(view, content);
    }

    @Override
    public void close() {
        writer.close();
        extents.close();
        records.close();
    }
}
