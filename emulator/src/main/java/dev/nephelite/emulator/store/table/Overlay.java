package dev.nephelite.emulator.store.table;

import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Records with changes laid over them, in the order of keys. Changes may be added while it is being read. */
final class Overlay implements Iterator<Map.Entry<String, byte[]>> {
    private final Iterator<Map.Entry<String, byte[]>> records;
    private final NavigableMap<String, PendingChanges.Change> changes;
    private final String to;
    private Map.@Nullable Entry<String, byte[]> record;
    private Map.@Nullable Entry<String, PendingChanges.Change> change;
    private Map.@Nullable Entry<String, byte[]> next;

    Overlay(
            Iterator<Map.Entry<String, byte[]>> records,
            NavigableMap<String, PendingChanges.Change> changes,
            String from,
            String to) {
        this.records = records;
        this.changes = changes;
        this.to = to;
        record = pull();
        change = bounded(changes.ceilingEntry(from));
        step();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Map.Entry<String, byte[]> next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        Map.Entry<String, byte[]> result = next;
        step();
        return result;
    }

    private void step() {
        next = null;
        while (next == null && (record != null || change != null)) {
            next = change == null || (record != null && record.getKey().compareTo(change.getKey()) < 0)
                    ? takeRecord()
                    : takeChange(change);
        }
    }

    private Map.@Nullable Entry<String, byte[]> takeRecord() {
        Map.@Nullable Entry<String, byte[]> taken = record;
        record = pull();
        return taken;
    }

    /** Returns null for a record that is removed. */
    private Map.@Nullable Entry<String, byte[]> takeChange(Map.Entry<String, PendingChanges.Change> taken) {
        if (record != null && record.getKey().equals(taken.getKey())) {
            record = pull();
        }
        change = bounded(changes.higherEntry(taken.getKey()));
        byte @Nullable [] bytes = taken.getValue().record();
        return bytes == null ? null : Map.entry(taken.getKey(), bytes);
    }

    private Map.@Nullable Entry<String, byte[]> pull() {
        return records.hasNext() ? records.next() : null;
    }

    private Map.@Nullable Entry<String, PendingChanges.Change> bounded(
            Map.@Nullable Entry<String, PendingChanges.Change> found) {
        return found == null || found.getKey().compareTo(to) >= 0 ? null : found;
    }
}
