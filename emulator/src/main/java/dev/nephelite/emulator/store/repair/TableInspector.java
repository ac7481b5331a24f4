package dev.nephelite.emulator.store.repair;

import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.RecordReader;
import java.util.Optional;

/** What a service knows about its records, so that damage to them can be found, named and repaired. */
public interface TableInspector {
    /** What people call the records of a table, such as "messages"; empty if the table is not the service's. */
    Optional<String> plural(String table);

    /**
     * What people call what a record is about, such as "blob devstoreaccount1/photos/cat.jpg"; empty if the table is not
     * the service's or the record is about nothing that has a name.
     */
    Optional<String> name(RecordReader recordReader, String table, RecordKey recordKey);

    /** Finds what is missing or does not belong together, reports it, and removes or mends it. */
    void inspect(Inspection inspection);
}
