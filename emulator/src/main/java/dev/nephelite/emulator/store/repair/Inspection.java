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
 * The records of a data folder while they are checked. They are a copy, which may be changed; what becomes of the copy
 * depends on whether the folder is verified or repaired.
 */
public final class Inspection {
    private static final String FIRST = "";
    private static final String BEHIND_ALL = "\uFFFF";
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

    /** Reads records, as the last {@link #forEach} that has ended has left them. */
    public <V> Optional<V> get(Table<V> table, RecordKey key) {
        return Optional.ofNullable(records.<@Nullable V>read(view -> view.get(table, key)));
    }

    /** What people call a record, as {@link TableInspector#name} does. */
    Optional<String> name(TableInspector service, String table, RecordKey key) {
        return records.read(view -> service.name(view, table, key));
    }

    /**
     * Hands over every record of a table as it was at the beginning. Changes that {@code action} makes can be read after
     * the end. A record that cannot be decoded is reported and removed.
     */
    public <V> void forEach(Table<V> table, BiConsumer<RecordKey, V> action) {
        Snapshot snapshot = records.newest();
        snapshot.retain();
        try {
            Iterator<Map.Entry<String, byte[]>> all = snapshot.records(table.name(), FIRST, BEHIND_ALL);
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

    /** Why a content cannot be read; empty if it can. */
    public Optional<ContentProblem> problem(Content content) {
        return content.segments().stream()
                .map(Content.Segment::extent)
                .filter(extent -> extent != Content.Segment.ZEROS)
                .filter(extent -> !uses.containsKey(extent))
                .map(extent ->
                        unusable.getOrDefault(extent, new ContentProblem("the record of its content is lost", null)))
                .findFirst();
    }

    /** Takes note that a record that stays refers to a content. */
    public void uses(Content content) {
        for (Content.Segment segment : content.segments()) {
            if (segment.extent() != Content.Segment.ZEROS) {
                uses.merge(segment.extent(), 1L, Long::sum);
            }
        }
    }

    /** Takes back {@link #uses}, for a record that does not stay after all. */
    public void unuses(Content content) {
        for (Content.Segment segment : content.segments()) {
            if (segment.extent() != Content.Segment.ZEROS) {
                uses.merge(segment.extent(), -1L, Long::sum);
            }
        }
    }

    /** Takes note that a content loses a record that referred to it, as was reported. */
    public void discards(Content content) {
        content.segments().forEach(segment -> explained.add(segment.extent()));
    }

    /** Reports what is lost for good. */
    public void lost(String subject, ContentProblem problem) {
        lost(subject, problem.text(), problem.file());
    }

    void lost(String subject, String problem, @Nullable String file) {
        damages.accept(new Damage(subject, problem, file, true));
    }

    /** Reports what is lost for good, and no one file is to blame for. */
    public void lost(String subject, String problem) {
        lost(subject, problem, null);
    }

    /** Reports what is not as it should be and is mended by the changes that are made here. */
    public void mended(String subject, String problem) {
        damages.accept(new Damage(subject, problem, null, false));
    }

    /** An extent whose bytes can be read. */
    void usable(long extent) {
        uses.put(extent, 0L);
    }

    /** An extent whose bytes cannot be read. */
    void unusable(long extent, ContentProblem problem) {
        unusable.put(extent, problem);
    }

    /** Whether it was reported that records which referred to an extent are removed. */
    boolean isExplained(long extent) {
        return explained.contains(extent);
    }

    /** How many records that stay refer to an extent. */
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
     * Why the bytes of a content cannot be read.
     *
     * @param file where they are or were, in the data folder; null if in no file of their own
     */
    public record ContentProblem(String text, @Nullable String file) {}
}
