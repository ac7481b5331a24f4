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

/** A transaction that changes the tables at once and remembers how to undo it. */
final class WriteSession implements Transaction {
    private static final Logger LOG = Logger.getLogger(WriteSession.class.getName());

    private final Records records;
    private final Extents extents;
    private final Ticks ticks;
    private final Instant now;
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final List<Runnable> afterCommit = new ArrayList<>();

    WriteSession(Records records, Extents extents, Ticks ticks) {
        this.records = records;
        this.extents = extents;
        this.ticks = ticks;
        now = ticks.now();
    }

    @Override
    public <V> @Nullable V get(Table<V> table, Key key) {
        return records.get(table, key);
    }

    @Override
    public <V> Stream<Map.Entry<Key, V>> scan(Table<V> table, Key from, Key to) {
        return records.scan(table, from, to);
    }

    @Override
    public @Nullable Key lastBefore(Table<?> table, Key key) {
        return records.lastBefore(table, key);
    }

    @Override
    public <V> void put(Table<V> table, Key key, V value) {
        rememberBefore(table, key, records.put(table, key, value));
    }

    @Override
    public void remove(Table<?> table, Key key) {
        removeTyped(table, key);
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
        afterCommit.add(draft::kept);
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
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    void undo() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
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

    private <V> void removeTyped(Table<V> table, Key key) {
        rememberBefore(table, key, records.remove(table, key));
    }

    private <V> void rememberBefore(Table<V> table, Key key, @Nullable V before) {
        undo.push(() -> {
            if (before == null) {
                records.remove(table, key);
            } else {
                records.put(table, key, before);
            }
        });
    }
}
