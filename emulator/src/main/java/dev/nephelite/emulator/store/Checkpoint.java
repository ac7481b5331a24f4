package dev.nephelite.emulator.store;

import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.journal.FileJournal;
import dev.nephelite.emulator.store.journal.JournalFiles;
import dev.nephelite.emulator.store.table.CheckpointFooter;
import dev.nephelite.emulator.store.table.StoreNumbers;
import dev.nephelite.emulator.store.table.TableException;
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
    private static final int COMPACTION_BYTES = 4 * 1024 * 1024;
    /** The size of what a save writes besides the changed records: headers, and the rest of their pages. */
    private static final long OVERHEAD_BYTES = 256 * 1024;

    private final DataFolder folder;
    private final Path tables;
    private final Path footer;
    private final JournalFiles files;
    private final TableStore records;
    private final FileJournal journal;
    private final StoreWriter storeWriter;
    private long last;

    Checkpoint(
            DataFolder folder, JournalFiles files, TableStore records, FileJournal journal, StoreWriter storeWriter) {
        this.folder = folder;
        tables = folder.tables();
        footer = folder.footer();
        this.files = files;
        this.records = records;
        this.journal = journal;
        this.storeWriter = storeWriter;
        last = StoreNumbers.firstJournal(records);
    }

    /**
     * Saves the tables.
     *
     * @throws IOException if the disk is too full; the tables stay usable
     * @throws TableException if they cannot be written; they have to be reopened
     */
    void save() throws IOException {
        requireRoom();
        long[] unsaved = new long[1];
        storeWriter.exclusively(() -> {
            unsaved[0] = journal.unsavedBytes();
            beginNextFile();
        });
        records.commit();
        records.sync();
        writeFooter();
        files.deleteBefore(last);
        last = StoreNumbers.firstJournal(records);
        journal.saved(unsaved[0]);
        journal.restoreReserve();
    }

    /**
     * Moves some records out of parts of the file that are mostly outdated. Later saves can reuse those parts.
     *
     * @return whether anything was moved
     */
    boolean compact() {
        boolean[] moved = new boolean[1];
        storeWriter.exclusively(() -> moved[0] = records.compact(FILL_PERCENT, COMPACTION_BYTES));
        return moved[0];
    }

    /** Refuses new changes, saves everything and closes all files. */
    void saveAndClose() throws IOException {
        storeWriter.close();
        boolean saved = false;
        try {
            requireRoom();
            beginNextFile();
            records.commit();
            records.sync();
            saved = true;
        } finally {
            records.close(saved);
            journal.close();
        }
        writeFooter();
        files.deleteBefore(last);
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

    private void writeFooter() throws IOException {
        @Nullable CheckpointFooter newest = CheckpointFooter.of(tables);
        if (newest != null) {
            newest.write(footer, folder.disk());
        }
    }

    private void beginNextFile() {
        try {
            records.put(
                    StoreNumbers.TABLE.name(),
                    StoreNumbers.FIRST_JOURNAL.text(),
                    StoreNumbers.TABLE.encode(journal.rotate()));
            records.publish();
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
    }
}
