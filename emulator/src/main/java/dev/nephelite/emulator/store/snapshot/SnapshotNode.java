package dev.nephelite.emulator.store.snapshot;

import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.RecordOutput;
import dev.nephelite.emulator.store.table.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A state of the tables, described by how it differs from the next one: see {@link SnapshotTree}.
 *
 * @param name null once it is deleted; it stays as long as another node needs it
 * @param next the number of the node whose state its before-images change, or {@link #CURRENT}
 */
public record SnapshotNode(long id, @Nullable String name, Instant savedAt, long next) {
    /** In place of the number of a node: the state that clients read and write. */
    static final long CURRENT = 0;

    /** By number. */
    public static final Table<SnapshotNode> TABLE = new Table<>("snapshots", new Codec<>() {
        @Override
        public void write(SnapshotNode node, RecordOutput out) {
            out.number(node.id).text(node.name).instant(node.savedAt).number(node.next);
        }

        @Override
        public SnapshotNode read(RecordInput in) {
            return new SnapshotNode(in.number(), in.optionalText(), in.instant(), in.number());
        }
    });

    static RecordKey key(long id) {
        return RecordKey.of(RecordKey.number(id));
    }

    RecordKey key() {
        return key(id);
    }

    boolean isDeleted() {
        return name == null;
    }

    SnapshotNode deleted() {
        return new SnapshotNode(id, null, savedAt, next);
    }

    SnapshotNode withNext(long node) {
        return new SnapshotNode(id, name, savedAt, node);
    }
}
