package dev.nephelite.emulator.store;

import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.store.table.TableReader;
import java.time.Instant;

/**
 * A write to the store while it runs. It is atomic: if its function throws, nothing changes. It belongs to the store's
 * writer and ends with that function.
 */
public interface Transaction extends TableReader {
    <V> void put(Table<V> table, RecordKey key, V value);

    void remove(Table<?> table, RecordKey key);

    /** The time of the write, on the store's clock. */
    Instant now();

    /**
     * A number greater than every one returned before, in ticks of 100 nanoseconds since the year 1. It is {@link #now},
     * moved forward only as far as uniqueness requires. Entity tags and snapshot times are made from it.
     */
    long ticks();

    /** Stores the bytes that a client sent, so that records of this write may refer to them. */
    Content store(PendingContent pendingContent);

    /** Adds a reference to {@code content}. */
    void retain(Content content);

    /** Removes a reference to {@code content}. Bytes without references are deleted. */
    void release(Content content);

    /**
     * Declares that this write frees space. It then succeeds on a full disk too, because it may use a small reserve.
     */
    void freesSpace();

    /** Runs {@code action} on the writer's thread once the write is durable. The action must be short. */
    void afterCommit(Runnable action);
}
