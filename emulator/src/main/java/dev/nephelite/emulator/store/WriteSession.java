package dev.nephelite.emulator.store;

import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.store.table.CommitBatch;
import dev.nephelite.emulator.store.table.PendingChanges;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Table;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A transaction that adds its changes to those of its batch and remembers how to take them out again. */
final class WriteSession implements Transaction {
    private static final Logger LOG = Logger.getLogger(WriteSession.class.getName());

    private final CommitBatch commitBatch;
    private final ExtentStore extentStore;
    private final MonotonicTimestamps ticks;
    private final Instant now;
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final List<PendingContent> drafts = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private boolean freeingSpace;

    WriteSession(CommitBatch commitBatch, ExtentStore extentStore, MonotonicTimestamps ticks) {
        this.commitBatch = commitBatch;
        this.extentStore = extentStore;
        this.ticks = ticks;
        now = ticks.now();
    }

    @Override
    public <V> @Nullable V get(Table<V> table, RecordKey recordKey) {
        return commitBatch.get(table, recordKey);
    }

    @Override
    public <V> Stream<Map.Entry<RecordKey, V>> scan(Table<V> table, RecordKey from, RecordKey to) {
        return commitBatch.scan(table, from, to);
    }

    @Override
    public @Nullable RecordKey lastBefore(Table<?> table, RecordKey recordKey) {
        return commitBatch.lastBefore(table, recordKey);
    }

    @Override
    public <V> void put(Table<V> table, RecordKey recordKey, V value) {
        change(table, recordKey, new PendingChanges.Change(table.encode(value)));
    }

    @Override
    public void remove(Table<?> table, RecordKey recordKey) {
        change(table, recordKey, PendingChanges.Change.REMOVED);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public long ticks() {
        return ticks.next();
    }

    @Override
    public Content keep(PendingContent pendingContent) {
        drafts.add(pendingContent);
        return extentStore.keep(this, pendingContent);
    }

    @Override
    public void retain(Content content) {
        extentStore.retain(this, content);
    }

    @Override
    public void release(Content content) {
        extentStore.release(this, content);
    }

    @Override
    public void freesSpace() {
        freeingSpace = true;
    }

    boolean isFreeingSpace() {
        return freeingSpace;
    }

    @Override
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    void undo() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }

    /** The journal has the change, so what it refers to must stay, even if the change fails to become visible. */
    void written() {
        drafts.forEach(PendingContent::kept);
    }

    /** The change is durable whatever happens now, so an action that fails must not take the writer with it. */
    void committed() {
        for (Runnable action : afterCommit) {
            try {
                action.run();
            } catch (RuntimeException bug) {
                LOG.log(Level.SEVERE, "an action after a commit failed", bug);
            }
        }
    }

    private void change(Table<?> table, RecordKey recordKey, PendingChanges.Change change) {
        PendingChanges.@Nullable Change before = commitBatch.pending().put(table.name(), recordKey.text(), change);
        undo.push(() -> commitBatch.pending().restore(table.name(), recordKey.text(), before));
    }
}
