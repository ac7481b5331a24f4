package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Container;
import dev.nephelite.emulator.store.repair.Inspection;
import dev.nephelite.emulator.store.repair.TableInspector;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.RecordReader;
import java.util.Map;
import java.util.Optional;

/** Names the records of the Blob service, and finds what is damaged among them. */
public final class BlobInspector implements TableInspector {
    private static final RecordKey FIRST = new RecordKey("");
    private static final RecordKey BEHIND_ALL = new RecordKey("\uFFFF");

    private static final Map<String, String> PLURALS = Map.of(
            BlobTables.CONTAINERS.name(), "containers",
            BlobTables.DELETED_CONTAINERS.name(), "deleted containers",
            BlobTables.BLOBS.name(), "blobs",
            BlobTables.HISTORY.name(), "snapshots and versions of blobs",
            BlobTables.PIECES.name(), "parts of append and page blobs",
            BlobTables.UNCOMMITTED_BLOCKS.name(), "blobs with uncommitted blocks",
            BlobTables.BLOCKS.name(), "uncommitted blocks",
            BlobTables.DEADLINES.name(), "dates on which blobs expire",
            BlobTables.COPIES.name(), "copies in progress",
            BlobTables.SETTINGS.name(), "properties of the Blob service");

    @Override
    public Optional<String> plural(String table) {
        return Optional.ofNullable(PLURALS.get(table));
    }

    @Override
    public Optional<String> name(RecordReader recordReader, String table, RecordKey recordKey) {
        if (table.equals(BlobTables.CONTAINERS.name()) || table.equals(BlobTables.DELETED_CONTAINERS.name())) {
            return Optional.of("container " + recordKey.part(0) + "/" + recordKey.part(1));
        }
        if (table.equals(BlobTables.BLOBS.name()) || table.equals(BlobTables.HISTORY.name())) {
            return Optional.of("blob " + container(recordReader, recordKey.part(0)) + "/" + recordKey.part(1));
        }
        if (table.equals(BlobTables.UNCOMMITTED_BLOCKS.name())) {
            return Optional.of("uncommitted blocks of blob " + container(recordReader, recordKey.part(0)) + "/"
                    + recordKey.part(1));
        }
        return Optional.empty();
    }

    @Override
    public void inspect(Inspection inspection) {
        new BlobInspection(inspection).run();
    }

    /** The account and the name of the container of which this is the number. */
    private static String container(RecordReader recordReader, String number) {
        return recordReader
                .scan(BlobTables.CONTAINERS, FIRST, BEHIND_ALL)
                .filter(entry -> number.equals(number(entry.getValue())))
                .map(entry -> entry.getKey().part(0) + "/" + entry.getKey().part(1))
                .findFirst()
                .orElse("(deleted or lost container)");
    }

    private static String number(Container container) {
        return RecordKey.number(container.generation());
    }
}
