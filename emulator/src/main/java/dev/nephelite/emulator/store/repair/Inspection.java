package dev.nephelite.emulator.store.repair;

import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.repair.FolderReport.Damage;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Snapshot;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.store.table.TableStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the records of a data folder, which inspectors read and correct. It is discarded if the folder is verified, and
 * replaces the records if the folder is repaired.
 */
public final class Inspection {
    private static final long SAVED_STEP_BYTES = 32 * 1024 * 1024;

    private final TableStore records;
    private final Consumer<Damage> damages;
    private final Map<Long, ContentProblem> unusable = new HashMap<>();
    private final Map<Long, Long> uses = new HashMap<>();
    private final Set<Long> explained = new HashSet<>();

    Inspection(TableStore records, Consumer<Damage> damages) {
        this.records = records;
        this.damages = damages;
    }

    /** Reads a record. Changes since the last completed {@link #forEach} are not visible. */
    public <V> Optional<V> get(Table<V> table, RecordKey key) {
        return Optional.ofNullable(records.<@Nullable V>read(view -> view.get(table, key)));
    }

    /** The user's name for the subject of a record, see {@link TableInspector#name}. */
    Optional<String> name(TableInspector service, String table, RecordKey key) {
        return records.read(view -> service.name(view, table, key));
    }

    /**
     * Visits every record of a table. Changes that {@code action} makes are visible afterwards. Records that cannot be decoded
     * are reported and removed.
     */
    public <V> void forEach(Table<V> table, BiConsumer<RecordKey, V> action) {
        Snapshot snapshot = records.newest();
        snapshot.retain();
        try {
            Iterator<Map.Entry<String, byte[]>> all =
                    snapshot.records(table.name(), RecordKey.FIRST.text(), RecordKey.AFTER_ALL.text());
            while (all.hasNext()) {
                Map.Entry<String, byte[]> entry = all.next();
                RecordKey key = new RecordKey(entry.getKey());
                @Nullable V value = decoded(table, key, entry.getValue());
                if (value != null) {
                    action.accept(key, value);
                }
            }
        } finally {
            snapshot.release();
        }
        records.publish();
    }

    private <V> @Nullable V decoded(Table<V> table, RecordKey key, byte[] record) {
        try {
            return table.decode(record);
        } catch (RuntimeException unreadable) {
            lost("record of the table " + table.name(), "cannot be read: " + unreadable, null);
            remove(table, key);
            return null;
        }
    }

    public <V> void put(Table<V> table, RecordKey key, V value) {
        put(table.name(), key.text(), table.encode(value));
    }

    public void remove(Table<?> table, RecordKey key) {
        put(table.name(), key.text(), null);
    }

    /** The reason why a content cannot be read. Empty if it can be read. */
    public Optional<ContentProblem> problem(Content content) {
        return content.segments().stream()
                .map(Content.Segment::extent)
                .filter(extent -> extent != Content.Segment.ZEROS)
                .filter(extent -> !uses.containsKey(extent))
                .map(extent ->
                        unusable.getOrDefault(extent, new ContentProblem("the record of its content is lost", null)))
                .findFirst();
    }

    /** Counts a reference from a record that is kept. */
    public void uses(Content content) {
        for (Content.Segment segment : content.segments()) {
            if (segment.extent() != Content.Segment.ZEROS) {
                uses.merge(segment.extent(), 1L, Long::sum);
            }
        }
    }

    /** Reverts {@link #uses}, for a record that is removed after all. */
    public void unuses(Content content) {
        for (Content.Segment segment : content.segments()) {
            if (segment.extent() != Content.Segment.ZEROS) {
                uses.merge(segment.extent(), -1L, Long::sum);
            }
        }
    }

    /** Records that a reported damage removed a reference to a content, so that it is not reported again. */
    public void discards(Content content) {
        content.segments().forEach(segment -> explained.add(segment.extent()));
    }

    /** Reports a permanent loss. */
    public void lost(String subject, ContentProblem problem) {
        lost(subject, problem.text(), problem.file());
    }

    void lost(String subject, String problem, @Nullable String file) {
        damages.accept(new Damage(subject, problem, file, true));
    }

    /** Reports a permanent loss that is not due to one file. */
    public void lost(String subject, String problem) {
        lost(subject, problem, null);
    }

    /** Reports damage that the inspector corrects. */
    public void mended(String subject, String problem) {
        damages.accept(new Damage(subject, problem, null, false));
    }

    /** Records that the bytes of an extent can be read. */
    void usable(long extent) {
        uses.put(extent, 0L);
    }

    /** Records that the bytes of an extent cannot be read. */
    void unusable(long extent, ContentProblem problem) {
        unusable.put(extent, problem);
    }

    /** Whether the removal of references to an extent was already reported. */
    boolean isExplained(long extent) {
        return explained.contains(extent);
    }

    /** The number of references to an extent from records that are kept. */
    long uses(long extent) {
        return uses.getOrDefault(extent, 0L);
    }

    void put(String table, String key, byte @Nullable [] record) {
        records.put(table, key, record);
        if (records.unsavedBytes() > SAVED_STEP_BYTES) {
            records.commit();
        }
    }

    /**
     * The reason why the bytes of a content cannot be read.
     *
     * @param file their file, relative to the data folder; null if they have no separate file
     */
    public record ContentProblem(String text, @Nullable String file) {}
}
