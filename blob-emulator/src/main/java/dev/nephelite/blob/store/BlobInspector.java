package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Container;
import dev.nephelite.emulator.store.Inspection;
import dev.nephelite.emulator.store.Key;
import dev.nephelite.emulator.store.TableInspector;
import dev.nephelite.emulator.store.View;
import java.util.Map;
import java.util.Optional;

/** Names the records of the Blob service, and finds what is damaged among them. */
public final class BlobInspector implements TableInspector {
    private static final Key FIRST = new Key("");
    private static final Key BEHIND_ALL = new Key("\uFFFF");

    private static final Map<String, String> PLURALS = Map.of(
            Tables.CONTAINERS.name(), "containers",
            Tables.DELETED_CONTAINERS.name(), "deleted containers",
            Tables.BLOBS.name(), "blobs",
            Tables.HISTORY.name(), "snapshots and versions of blobs",
            Tables.PIECES.name(), "parts of append and page blobs",
            Tables.STAGINGS.name(), "blobs with uncommitted blocks",
            Tables.BLOCKS.name(), "uncommitted blocks",
            Tables.DEADLINES.name(), "dates on which blobs expire",
            Tables.COPIES.name(), "copies in progress",
            Tables.SETTINGS.name(), "properties of the Blob service");

    @Override
    public Optional<String> plural(String table) {
        return Optional.ofNullable(PLURALS.get(table));
    }

    @Override
    public Optional<String> name(View view, String table, Key key) {
        if (table.equals(Tables.CONTAINERS.name()) || table.equals(Tables.DELETED_CONTAINERS.name())) {
            return Optional.of("container " + key.part(0) + "/" + key.part(1));
        }
        if (table.equals(Tables.BLOBS.name()) || table.equals(Tables.HISTORY.name())) {
            return Optional.of("blob " + container(view, key.part(0)) + "/" + key.part(1));
        }
        if (table.equals(Tables.STAGINGS.name())) {
            return Optional.of("uncommitted blocks of blob " + container(view, key.part(0)) + "/" + key.part(1));
        }
        return Optional.empty();
    }

    @Override
    public void inspect(Inspection inspection) {
        new BlobInspection(inspection).run();
    }

    /** The account and the name of the container of which this is the number. */
    private static String container(View view, String number) {
        return view.scan(Tables.CONTAINERS, FIRST, BEHIND_ALL)
                .filter(entry -> number.equals(number(entry.getValue())))
                .map(entry -> entry.getKey().part(0) + "/" + entry.getKey().part(1))
                .findFirst()
                .orElse("(deleted or lost container)");
    }

    private static String number(Container container) {
        return Key.number(container.incarnation());
    }
}
