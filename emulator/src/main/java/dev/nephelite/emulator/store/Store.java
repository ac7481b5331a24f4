package dev.nephelite.emulator.store;

import dev.nephelite.emulator.time.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The durable state of every service in one data folder, or in memory. It promises atomicity and knows no rule of any
 * protocol.
 *
 * <ul>
 *   <li>{@link #write} runs alone. Its change is kept when it returns, and undone when it throws.
 *   <li>A write that has returned survives a crash, see {@link Durability}.
 *   <li>{@link #read} never waits for a write, and sees all of a write or nothing of it.
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
    private final @Nullable Checkpoints checkpoints;
    private final Durability durability;

    private Store(
            Records records, Extents extents, Writer writer, @Nullable Checkpoints checkpoints, Durability durability) {
        this.durability = durability;
        this.records = records;
        this.extents = extents;
        this.writer = writer;
        this.checkpoints = checkpoints;
        extents.begin(this);
    }

    /**
     * Opens the state in {@code folder}, which stays open until the store is closed. What a crash left undone is done
     * now.
     */
    public static Store open(DataFolder folder, Durability durability, Clock clock) {
        try {
            Recovery recovery = new Recovery(folder);
            Records records = recovery.records();
            FileJournal journal = recovery.goOn(records, durability);
            Extents extents = new Extents(new ExtentFiles(folder.file("extents"), durability));
            Writer writer = new Writer(records, journal, extents, clock);
            Checkpoint checkpoint = recovery.checkpoint(records, journal, writer);
            Checkpoints checkpoints = new Checkpoints(checkpoint, journal, clock);
            if (recovery.broughtBack()) {
                checkpoints.begin();
            }
            return new Store(records, extents, writer, checkpoints, durability);
        } catch (IOException cannot) {
            throw new UncheckedIOException("cannot open the data folder " + folder.file("") + ": " + cannot, cannot);
        }
    }

    /** A store that is empty and leaves nothing behind. */
    public static Store inMemory(Clock clock) {
        Records records = Records.inMemory();
        Extents extents = new Extents(ExtentFiles.inMemory());
        return new Store(records, extents, new Writer(records, Journal.NONE, extents, clock), null, Durability.PROCESS);
    }

    /** Whether a write returns only when a disk has done its part. */
    public boolean writesWait() {
        return durability == Durability.FSYNC;
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
        T result = writer.write(change);
        if (checkpoints != null) {
            checkpoints.written();
        }
        return result;
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
        extents.close();
        if (checkpoints == null) {
            writer.close();
            records.close();
        } else {
            checkpoints.close();
        }
    }
}
