package dev.nephelite.emulator.store;

import dev.nephelite.emulator.store.content.Extent;
import dev.nephelite.emulator.store.content.ExtentFiles;
import dev.nephelite.emulator.store.snapshot.SnapshotTree;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Snapshot;
import dev.nephelite.emulator.store.table.StoreCounters;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Everything in a store as of one moment, as bytes, so that it can be copied: all records but those of snapshots and of the
 * journal, and the bytes of large extents.
 */
public final class StoreContents {
    private final Snapshot snapshot;
    private final ExtentFiles files;

    StoreContents(Snapshot snapshot, ExtentFiles files) {
        this.snapshot = snapshot;
        this.files = files;
    }

    /** The names of the tables, in alphabetical order. */
    public List<String> tables() {
        return snapshot.tables().stream()
                .filter(table -> !SnapshotTree.isOwn(table, ""))
                .sorted()
                .toList();
    }

    /** The records of a table, in the order of their keys. */
    public Stream<Map.Entry<String, byte[]>> records(String table) {
        Iterator<Map.Entry<String, byte[]>> all =
                snapshot.records(table, RecordKey.FIRST.text(), RecordKey.AFTER_ALL.text());
        Iterable<Map.Entry<String, byte[]>> iterable = () -> all;
        return StreamSupport.stream(iterable.spliterator(), false).filter(isCopied(table));
    }

    private static Predicate<Map.Entry<String, byte[]>> isCopied(String table) {
        return record -> !SnapshotTree.isOwn(table, record.getKey())
                && !(table.equals(StoreCounters.TABLE.name())
                        && record.getKey().equals(StoreCounters.FIRST_JOURNAL.text()));
    }

    /** The numbers of the extents whose bytes are not in their records. */
    public Stream<Long> largeExtents() {
        return records(Extent.TABLE.name())
                .filter(record -> Extent.TABLE.decode(record.getValue()).isFile())
                .map(record -> Extent.id(new RecordKey(record.getKey())));
    }

    /** Reads the bytes of a large extent. */
    public InputStream open(long extent) throws IOException {
        return files.read(extent);
    }

    /** Reads the contents of a store. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(StoreContents contents) throws IOException;
    }
}
