package dev.nephelite.emulator.store.table;

import java.util.Map;
import java.util.NavigableMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The records as they will be when the changes of a batch are in the tables. */
public final class CommitBatch implements RecordReader {
    private final Snapshot before;
    private final PendingChanges pending = new PendingChanges();

    public CommitBatch(Snapshot before) {
        this.before = before;
    }

    public PendingChanges pending() {
        return pending;
    }

    @Override
    public <V> @Nullable V get(Table<V> table, RecordKey recordKey) {
        PendingChanges.@Nullable Change change = pending.get(table.name(), recordKey.text());
        byte @Nullable [] record = change == null ? before.record(table.name(), recordKey.text()) : change.record();
        return record == null ? null : table.decode(record);
    }

    @Override
    public <V> Stream<Map.Entry<RecordKey, V>> scan(Table<V> table, RecordKey from, RecordKey to) {
        NavigableMap<String, PendingChanges.Change> changes = pending.of(table.name());
        if (changes.isEmpty()) {
            return before.scan(table, from, to);
        }
        String end = to.text();
        return Snapshot.stream(new Overlay(before.records(table.name(), from.text(), end), changes, from.text(), end))
                .map(entry -> Map.entry(new RecordKey(entry.getKey()), table.decode(entry.getValue())));
    }

    @Override
    public @Nullable RecordKey lastBefore(Table<?> table, RecordKey recordKey) {
        NavigableMap<String, PendingChanges.Change> changes = pending.of(table.name());
        String below = recordKey.text();
        while (true) {
            @Nullable String unchanged = before.keyBefore(table.name(), below);
            @Nullable String changed = changes.lowerKey(below);
            if (changed == null || (unchanged != null && unchanged.compareTo(changed) > 0)) {
                return unchanged == null ? null : new RecordKey(unchanged);
            }
            PendingChanges.@Nullable Change change = changes.get(changed);
            if (change != null && change.record() != null) {
                return new RecordKey(changed);
            }
            below = changed;
        }
    }
}
