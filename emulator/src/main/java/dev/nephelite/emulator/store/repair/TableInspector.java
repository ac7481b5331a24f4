package dev.nephelite.emulator.store.repair;

import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.TableReader;
import java.util.Optional;

/** Names, checks and repairs the records of one service. */
public interface TableInspector {
    /** The user's word for the records of a table, such as "messages". Empty if the table belongs to another service. */
    Optional<String> plural(String table);

    /**
     * The user's name for the subject of a record, such as "blob devstoreaccount1/photos/cat.jpg". Empty if the table belongs
     * to another service or the subject has no name.
     */
    Optional<String> name(TableReader view, String table, RecordKey key);

    /** Finds missing and inconsistent records, reports them, and removes or corrects them. */
    void inspect(Inspection inspection);
}
