package dev.nephelite.emulator.store;

import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.store.table.PendingChanges;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.store.table.TableReader;
import dev.nephelite.emulator.trace.TraceContext;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A write to the store while it runs. It is atomic: if its function throws, nothing changes. It belongs to the store's
 * writer and ends with that function.
 *
 * <p>It adds its changes to the pending ones of its group, and can undo them.
 */
public final class Transaction implements TableReader {
    private static final Logger LOG = Logger.getLogger(Transaction.class.getName());

    private final PendingChanges pending;
    private final ExtentStore extentStore;
    private final MonotonicTimestamps timestamps;
    private final @Nullable Supplier<TraceContext> trace;
    private final Instant now;
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final List<PendingContent> storedContents = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private boolean freesSpace;

    /** @param trace makes the trace context of the thread that waits for the write, or null if it has none */
    Transaction(
            PendingChanges pending,
            ExtentStore extentStore,
            MonotonicTimestamps timestamps,
            @Nullable Supplier<TraceContext> trace) {
        this.pending = pending;
        this.extentStore = extentStore;
        this.timestamps = timestamps;
        this.trace = trace;
        now = timestamps.now();
    }

    @Override
    public <V> @Nullable V get(Table<V> table, RecordKey key) {
        return pending.get(table, key);
    }

    @Override
    public <V> Stream<Map.Entry<RecordKey, V>> scan(Table<V> table, RecordKey from, RecordKey to) {
        return pending.scan(table, from, to);
    }

    @Override
    public @Nullable RecordKey lastBefore(Table<?> table, RecordKey key) {
        return pending.lastBefore(table, key);
    }

    public <V> void put(Table<V> table, RecordKey key, V value) {
        undoable(table, key, pending.put(table, key, value));
    }

    public void remove(Table<?> table, RecordKey key) {
        undoable(table, key, pending.remove(table, key));
    }

    /** The time of the write, on the store's clock. */
    public Instant now() {
        return now;
    }

    /** The trace context of the request that makes this write, or null if the write belongs to no trace. */
    public @Nullable TraceContext trace() {
        return trace == null ? null : trace.get();
    }

    /**
     * A number greater than every one returned before, in ticks of 100 nanoseconds since the year 1. It is {@link #now},
     * moved forward only as far as uniqueness requires. Entity tags and snapshot times are made from it.
     */
    public long ticks() {
        return timestamps.next();
    }

    /** Stores the bytes that a client sent, so that records of this write may refer to them. */
    public Content store(PendingContent pendingContent) {
        storedContents.add(pendingContent);
        return extentStore.store(this, pendingContent);
    }

    /** Adds a reference to {@code content}. */
    public void retain(Content content) {
        extentStore.retain(this, content);
    }

    /** Removes a reference to {@code content}. Bytes without references are deleted. */
    public void release(Content content) {
        extentStore.release(this, content);
    }

    /**
     * Declares that this write frees space. It then succeeds on a full disk too, because it may use a small reserve.
     */
    public void freesSpace() {
        freesSpace = true;
    }

    /** Runs {@code action} on the writer's thread once the write is durable. The action must be short. */
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    /** All changes of the group. Only a write that is alone in its group may change them without this transaction. */
    PendingChanges changes() {
        return pending;
    }

    /** Whether it has declared that it {@link #freesSpace}. */
    boolean isFreeingSpace() {
        return freesSpace;
    }

    /** Takes its changes out of the pending ones. */
    void undo() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }

    /** The journal has the changes, so their contents must stay even if publishing them fails. */
    void written() {
        storedContents.forEach(PendingContent::markStored);
    }

    /** The write is already durable, so a failing action must not fail it. */
    void committed() {
        for (Runnable action : afterCommit) {
            try {
                action.run();
            } catch (RuntimeException bug) {
                LOG.log(Level.SEVERE, "an action after a commit failed", bug);
            }
        }
    }

    private void undoable(Table<?> table, RecordKey key, PendingChanges.@Nullable Change replaced) {
        undo.push(() -> pending.restore(table, key, replaced));
    }
}
