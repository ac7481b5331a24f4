package dev.nephelite.emulator.store.table;

import org.jspecify.annotations.Nullable;

/** The table with counters of the store itself. */
public final class StoreCounters {
    public static final Table<Long> TABLE = new Table<>("numbers", Codec.NUMBER);

    /** The number of the first file of the journal that is not in the saved tables. */
    public static final RecordKey FIRST_JOURNAL = RecordKey.of("journal");

    private StoreCounters() {}

    /** The number of the first file of the journal that is needed to recover the changes that {@code records} lack. */
    public static long firstJournal(TableStore records) {
        @Nullable Long first = records.read(view -> view.get(TABLE, FIRST_JOURNAL));
        return first == null ? 1 : first;
    }
}
