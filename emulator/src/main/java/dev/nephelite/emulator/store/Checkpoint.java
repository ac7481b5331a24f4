package dev.nephelite.emulator.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Saves the tables in their file, so that the journal up to there is no longer needed. Writers go on meanwhile.
 *
 * <p>The journal is kept from the save before the last one on: should the last one turn out to be damaged, the one before
 * it and the journal give the same state.
 */
final class Checkpoint {
    /** The number of the first file of the journal that is not in the saved tables. */
    static final Key JOURNAL = Key.of("journal");

    private static final int FILL_PERCENT = 60;
    private static final int COMPACTION_BYTES = 4 * 1024 * 1024;

    private final Path tables;
    private final Path seal;
    private final JournalFiles files;
    private final Records records;
    private final FileJournal journal;
    private final Writer writer;
    private long last;

    Checkpoint(Path tables, Path seal, JournalFiles files, Records records, FileJournal journal, Writer writer) {
        this.tables = tables;
        this.seal = seal;
        this.files = files;
        this.records = records;
        this.journal = journal;
        this.writer = writer;
        last = first(records);
    }

    /** The number of the first file of the journal that is needed to bring back what is not in {@code records}. */
    static long first(Records records) {
        @Nullable Long first = records.read(view -> view.get(Ticks.NUMBERS, JOURNAL));
        return first == null ? 1 : first;
    }

    void save() throws IOException {
        writer.alone(this::beginNextFile);
        records.commit();
        records.sync();
        writeSeal();
        files.deleteBefore(last);
        last = first(records);
    }

    /**
     * Moves some records out of parts of the file that are mostly outdated. The parts are free after the next saves.
     *
     * @return whether there was something to do
     */
    boolean compact() {
        boolean[] moved = new boolean[1];
        writer.alone(() -> moved[0] = records.compact(FILL_PERCENT, COMPACTION_BYTES));
        return moved[0];
    }

    /** Lets nobody write any more, saves everything and closes all files. */
    void saveAndClose() throws IOException {
        writer.close();
        beginNextFile();
        records.commit();
        records.sync();
        records.close();
        writeSeal();
        files.deleteBefore(last);
        journal.close();
    }

    private void writeSeal() throws IOException {
        @Nullable Seal newest = Seal.of(tables);
        if (newest != null) {
            newest.write(seal);
        }
    }

    private void beginNextFile() {
        try {
            records.put(Ticks.NUMBERS.name(), JOURNAL.text(), Ticks.NUMBERS.encode(journal.rotate()));
            records.publish();
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
    }
}
