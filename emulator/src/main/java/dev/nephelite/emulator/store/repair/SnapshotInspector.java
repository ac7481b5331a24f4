package dev.nephelite.emulator.store.repair;

import dev.nephelite.emulator.store.content.Extent;
import dev.nephelite.emulator.store.snapshot.BeforeImage;
import dev.nephelite.emulator.store.snapshot.SnapshotNode;
import dev.nephelite.emulator.store.snapshot.SnapshotTree;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.StoreCounters;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is stored for snapshots. They are described by how they differ from the current records, so they do not survive
 * a repair that corrects these.
 */
final class SnapshotInspector {
    private final Inspection inspection;
    private final ContentInspector contents;

    SnapshotInspector(Inspection inspection, ContentInspector contents) {
        this.inspection = inspection;
        this.contents = contents;
    }

    /** Reads all contents that only snapshots have. */
    void read() {
        inspection.forEach(BeforeImage.TABLE, (key, image) -> {
            byte @Nullable [] record = image.record();
            if (record != null && BeforeImage.table(key).equals(Extent.TABLE.name())) {
                long id = Extent.id(new RecordKey(BeforeImage.record(key)));
                contents.readForSnapshot(id, Extent.TABLE.decode(record));
            }
        });
    }

    /** Removes all snapshots, and reports each of them as lost. */
    void removeAll() {
        inspection.forEach(SnapshotNode.TABLE, (key, node) -> {
            if (node.name() != null) {
                inspection.lost(
                        "snapshot " + node.name(), "it shares records with what is damaged; load it before a repair");
            }
            inspection.remove(SnapshotNode.TABLE, key);
        });
        inspection.forEach(BeforeImage.TABLE, (key, image) -> inspection.remove(BeforeImage.TABLE, key));
        inspection.remove(StoreCounters.TABLE, SnapshotTree.BASE);
    }
}
