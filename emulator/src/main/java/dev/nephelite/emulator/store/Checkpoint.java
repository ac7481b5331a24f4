package dev.nephelite.emulator.store;

import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.journal.Journal;
import dev.nephelite.emulator.store.journal.JournalFiles;
import dev.nephelite.emulator.store.table.CheckpointFooter;
import dev.nephelite.emulator.store.table.StoreCounters;
import dev.nephelite.emulator.store.table.TableFailedException;
import dev.nephelite.emulator.store.table.TableStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Saves the tables in their file, so that earlier files of the journal can be deleted. Writers continue meanwhile.
 *
 * <p>The journal reaches back to the save before the last one. If the last one is damaged, the one before it and the journal
 * give the same state.
 */
final class Checkpoint {
    private static final int FILL_PERCENT = 60;
    private static final int ALL_PERCENT = 100;
    private static final int COMPACTION_BYTES = 4 * 1024 * 1024;
    private static final int MAX_COMPACTION_BYTES = 16 * COMPACTION_BYTES;
    /** The size of what a save writes besides the changed records: headers, and the rest of their pages. */
    private static final long OVERHEAD_BYTES = 256 * 1024;

    private static final long LARGE_JOURNAL_BYTES = 4 * 1024 * 1024;

    private final DataFolder folder;
    private final Path tables;
    private final Path footer;
    private final JournalFiles files;
    private final TableStore records;
    private final Journal journal;
    private final StoreWriter storeWriter;
    private long last;
    /** Whether the footer describes the last saved state. */
    private boolean confirmed = true;
    /** The size of what the last save has saved and the journal still has. */
    private long savedJournalBytes;

    Checkpoint(DataFolder folder, JournalFiles files, TableStore records, Journal journal, StoreWriter storeWriter) {
        this.folder = folder;
        tables = folder.tables();
        footer = folder.footer();
        this.files = files;
        this.records = records;
        this.journal = journal;
        this.storeWriter = storeWriter;
        last = StoreCounters.firstJournal(records);
    }

    /**
     * Saves the tables.
     *
     * @throws IOException if the disk is too full; the tables stay usable
     * @throws TableFailedException if they cannot be written; they have to be reopened
     */
    void save() throws IOException {
        requireRoom();
        confirm();
        long[] unsaved = new long[1];
        storeWriter.exclusively(() -> {
            unsaved[0] = journal.unsavedBytes();
            beginNextFile();
        });
        commit();
        confirm();
        files.deleteBefore(last);
        last = StoreCounters.firstJournal(records);
        savedJournalBytes = unsaved[0];
        journal.saved(unsaved[0]);
        journal.restoreReserve();
    }

    /**
     * Moves some records out of parts of the file that are mostly outdated. Later saves can reuse those parts.
     *
     * @return whether anything was moved
     */
    boolean compact() {
        return compact(FILL_PERCENT);
    }

    /**
     * Moves some records from anywhere in the file to its first free parts if much of it is free, so that its end becomes
     * free and is cut off. Writes that are faster than {@link #compact} leave such a file.
     *
     * @return whether there was something to do
     */
    boolean shrink() {
        return isSparse() && compact(ALL_PERCENT);
    }

    /** Whether another save would delete much of the journal. */
    boolean isJournalLarge() {
        return savedJournalBytes > LARGE_JOURNAL_BYTES;
    }

    /** Whether {@link #shrink} is of use. */
    boolean isSparse() {
        return records.isSparse();
    }

    /** What a save wrote is moved as a whole, so it takes more bytes at once where saves were large. */
    private boolean compact(int fillPercent) {
        boolean[] moved = new boolean[1];
        for (int bytes = COMPACTION_BYTES; !moved[0] && bytes <= MAX_COMPACTION_BYTES; bytes *= 2) {
            int most = bytes;
            storeWriter.exclusively(() -> moved[0] = records.compact(fillPercent, most));
        }
        return moved[0];
    }

    /** Refuses new changes, saves everything and closes all files. */
    void saveAndClose() throws IOException {
        storeWriter.close();
        boolean saved = false;
        try {
            requireRoom();
            confirm();
            beginNextFile();
            commit();
            confirm();
            files.deleteBefore(last);
            saved = true;
        } finally {
            records.close(saved);
            journal.close();
        }
        // Closing the file may have saved once more.
        writeFooter(CheckpointFooter.of(tables));
    }

    /** Closes all files as they are. */
    void closeWithoutSaving() throws IOException {
        storeWriter.close();
        records.close(false);
        journal.close();
    }

    /** The database library closes its file when a write fails, so a full disk must be detected before that. */
    private void requireRoom() throws IOException {
        long needed = records.unsavedBytes() + OVERHEAD_BYTES;
        long usable = folder.disk().usableBytes(tables);
        if (usable < needed) {
            throw new IOException(
                    "No space left on device for " + tables + " (" + needed + " bytes needed, " + usable + " free)");
        }
    }

    private void commit() {
        confirmed = false;
        records.commit();
    }

    /**
     * Makes the last saved state the one that a start uses. A save overwrites what the state before the last one needs, so
     * it must not begin before the last one is confirmed.
     */
    private void confirm() throws IOException {
        if (!confirmed) {
            records.sync();
            writeFooter(CheckpointFooter.of(tables, records.savedVersion()));
            confirmed = true;
        }
    }

    private void writeFooter(@Nullable CheckpointFooter newest) throws IOException {
        if (newest != null && !newest.equals(CheckpointFooter.read(footer))) {
            newest.write(footer, folder.disk());
        }
    }

    private void beginNextFile() {
        try {
            records.put(
                    StoreCounters.TABLE.name(),
                    StoreCounters.FIRST_JOURNAL.text(),
                    StoreCounters.TABLE.encode(journal.rotate()));
            records.publish();
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
    }
}
