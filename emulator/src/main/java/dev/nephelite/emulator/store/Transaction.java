package dev.nephelite.emulator.store;

import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.RecordReader;
import dev.nephelite.emulator.store.table.Table;
import java.time.Instant;

/**
 * A change of the store in the making. All of it happens, or, when an exception leaves the change, none of it. It belongs
 * to the store's writer and ends with the function that it was handed to.
 */
public interface Transaction extends RecordReader {
    <V> void put(Table<V> table, RecordKey recordKey, V value);

    void remove(Table<?> table, RecordKey recordKey);

    /** The moment of the change, on the store's clock. */
    Instant now();

    /**
     * A number greater than every one handed out before, in ticks of 100 nanoseconds since the year 1. It stands for
     * {@link #now}, moved on just as far as uniqueness asks; entity tags and snapshot times are made of it.
     */
    long ticks();

    /** Takes over what a client sent, so that records of this change may refer to it. */
    Content keep(PendingContent pendingContent);

    /** Counts one more reference to {@code content}. */
    void retain(Content content);

    /** Counts one reference less; what nobody refers to any more is deleted. */
    void release(Content content);

    /** Declares that this change frees space. It then succeeds on a full disk too, out of a small reserve. */
    void freesSpace();

    /** Runs {@code action} once the change is durable, on the writer's thread; it must be brief. */
    void afterCommit(Runnable action);
}
