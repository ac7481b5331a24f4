package dev.nephelite.emulator.store;

import java.util.Map;
import java.util.NavigableMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The records as they will be when the changes of a batch are in the tables. */
final class Batch implements View {
    private final Snapshot before;
    private final Pending pending = new Pending();

    Batch(Snapshot before) {
        this.before = before;
    }

    Pending pending() {
        return pending;
    }

    @Override
    public <V> @Nullable V get(Table<V> table, Key key) {
        Pending.@Nullable Change change = pending.get(table.name(), key.text());
        byte @Nullable [] record = change == null ? before.record(table.name(), key.text()) : change.record();
        return record == null ? null : table.decode(record);
    }

    @Override
    public <V> Stream<Map.Entry<Key, V>> scan(Table<V> table, Key from, Key to) {
        NavigableMap<String, Pending.Change> changes = pending.of(table.name());
        if (changes.isEmpty()) {
            return before.scan(table, from, to);
        }
        String end = to.text();
        return Snapshot.stream(new Overlay(before.records(table.name(), from.text(), end), changes, from.text(), end))
                .map(entry -> Map.entry(new Key(entry.getKey()), table.decode(entry.getValue())));
    }

    @Override
    public @Nullable Key lastBefore(Table<?> table, Key key) {
        NavigableMap<String, Pending.Change> changes = pending.of(table.name());
        String below = key.text();
        while (true) {
            @Nullable String unchanged = before.keyBefore(table.name(), below);
            @Nullable String changed = changes.lowerKey(below);
            if (changed == null || (unchanged != null && unchanged.compareTo(changed) > 0)) {
                return unchanged == null ? null : new Key(unchanged);
            }
            Pending.@Nullable Change change = changes.get(changed);
            if (change != null && change.record() != null) {
                return new Key(changed);
            }
            below = changed;
        }
    }
}
