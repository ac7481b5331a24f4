package dev.nephelite.emulator.store;

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

    private final Batch batch;
    private final Extents extents;
    private final Ticks ticks;
    private final Instant now;
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final List<Draft> drafts = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private boolean freeingSpace;

    WriteSession(Batch batch, Extents extents, Ticks ticks) {
        this.batch = batch;
        this.extents = extents;
        this.ticks = ticks;
        now = ticks.now();
    }

    @Override
    public <V> @Nullable V get(Table<V> table, Key key) {
        return batch.get(table, key);
    }

    @Override
    public <V> Stream<Map.Entry<Key, V>> scan(Table<V> table, Key from, Key to) {
        return batch.scan(table, from, to);
    }

    @Override
    public @Nullable Key lastBefore(Table<?> table, Key key) {
        return batch.lastBefore(table, key);
    }

    @Override
    public <V> void put(Table<V> table, Key key, V value) {
        change(table, key, new Pending.Change(table.encode(value)));
    }

    @Override
    public void remove(Table<?> table, Key key) {
        change(table, key, Pending.Change.REMOVED);
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
    public Content keep(Draft draft) {
        drafts.add(draft);
        return extents.keep(this, draft);
    }

    @Override
    public void retain(Content content) {
        extents.retain(this, content);
    }

    @Override
    public void release(Content content) {
        extents.release(this, content);
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
        drafts.forEach(Draft::kept);
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

    private void change(Table<?> table, Key key, Pending.Change change) {
        Pending.@Nullable Change before = batch.pending().put(table.name(), key.text(), change);
        undo.push(() -> batch.pending().restore(table.name(), key.text(), before));
    }
}
