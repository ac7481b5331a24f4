package dev.nephelite.emulator.store;

import dev.nephelite.emulator.store.content.ExtentFiles;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.store.disk.OwnerOnlyFiles;
import dev.nephelite.emulator.store.journal.Journal;
import dev.nephelite.emulator.store.journal.JournalFiles;
import dev.nephelite.emulator.store.journal.JournalSalvage;
import dev.nephelite.emulator.store.repair.TablesSalvage;
import dev.nephelite.emulator.store.table.CheckpointFooter;
import dev.nephelite.emulator.store.table.StoreCounters;
import dev.nephelite.emulator.store.table.TableFailedException;
import dev.nephelite.emulator.store.table.TableStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Recovers the tables of a data folder with every acknowledged write, no matter how the last process ended. */
final class Recovery {
    private static final Logger LOG = Logger.getLogger(Recovery.class.getName());

    private final DataFolder folder;
    private final Path tables;
    private final Path footer;
    private final JournalFiles journal;
    private boolean hadTables;
    private boolean replayed;

    Recovery(DataFolder folder) throws IOException {
        this.folder = folder;
        folder.requireNoUnfinishedRepair();
        tables = folder.tables();
        footer = folder.footer();
        journal = new JournalFiles(folder);
    }

    /** Opens the tables as they were last saved, and applies the later changes from the journal. */
    TableStore open() throws IOException {
        boolean hasTables = Files.exists(tables) && Files.size(tables) > 0;
        hadTables = !hasTables && (Files.exists(footer) || !new ExtentFiles(folder, Durability.PROCESS).isEmpty());
        requireNoLoss();
        selectState();
        TableStore records = openFile();
        try {
            if (records.isOfOlderFormat()) {
                writeFooter(records);
                records.upgrade(() -> {
                    records.commit();
                    records.sync();
                    writeFooter(records);
                });
            }
            requireJournal(StoreCounters.firstJournal(records));
            writeFooter(records);
            replayed = journal.replay(StoreCounters.firstJournal(records), records::put);
            records.publish();
            if (!hasTables) {
                // After a loss of power, the file could not be opened without its first header.
                records.sync();
                folder.disk().forceFolder(folder.path());
            }
            return records;
        } catch (TableFailedException damaged) {
            records.close(false);
            if (damaged.isClosed()) {
                throw damaged;
            }
            throw folder.damagedTables(String.valueOf(damaged.getMessage()));
        } catch (IOException | RuntimeException | Error failed) {
            // The part that was recovered so far must not be saved as if it were everything.
            records.close(false);
            throw failed;
        }
    }

    /** Whether the journal had changes that the saved tables lack. */
    boolean replayed() {
        return replayed;
    }

    /** Opens the journal for new changes. */
    Journal openJournal(TableStore records, Durability durability) throws IOException {
        return new Journal(journal, StoreCounters.firstJournal(records), durability);
    }

    Checkpoint checkpoint(TableStore records, Journal openJournal, StoreWriter storeWriter) {
        return new Checkpoint(folder, journal, records, openJournal, storeWriter);
    }

    /**
     * Refuses a journal that has lost acknowledged writes, before anything is changed. The very last write may be incomplete or
     * damaged, because the run may have ended before it was acknowledged.
     */
    private void requireNoLoss() throws IOException {
        if (journal.isIntact()) {
            return;
        }
        JournalSalvage salvage = new JournalSalvage(folder.journal());
        @Nullable Long present = salvage.first();
        @Nullable Long needed = TablesSalvage.firstJournal(folder, present);
        salvage.read(needed != null ? needed : present != null ? present : 1, (table, key, record) -> {});
        if (salvage.isLosing()) {
            throw folder.damaged("the journal " + salvage.damagedFile() + " " + salvage.problem()
                    + ", and the writes behind that cannot be used");
        }
    }

    /** Refuses a journal with a gap: acknowledged writes are lost, and later ones cannot be applied. */
    private void requireJournal(long first) throws IOException {
        @Nullable Long present = journal.firstFrom(first);
        if (present != null && present != first) {
            throw folder.damaged(tables + " needs the journal from "
                    + journal.file(first).getFileName() + " on, which begins with "
                    + journal.file(present).getFileName());
        }
        if (present == null && first == 1 && hadTables) {
            throw folder.damaged(tables + " is missing or empty, and there is no journal");
        }
    }

    /**
     * Selects the confirmed state. If there is a newer one, the last run ended while it saved that, and any part of it may be
     * missing, which the database library would not detect. The journal has all of its changes.
     */
    private void selectState() throws IOException {
        if (!Files.exists(tables)) {
            return;
        }
        @Nullable CheckpointFooter confirmed = CheckpointFooter.read(footer);
        if (confirmed == null) {
            cutFirstState();
        } else if (confirmed.isWholeIn(tables)) {
            if (!confirmed.equals(CheckpointFooter.of(tables)) && isContinued()) {
                confirmed.selectIn(tables, folder.disk());
            }
        } else if (confirmed.isBrokenIn(tables)) {
            LOG.log(
                    Level.WARNING,
                    "{0} is damaged between the bytes {1} and {2}; that state was cut off and is taken from the journal",
                    new Object[] {
                        tables,
                        Long.toString(confirmed.offset()),
                        Long.toString(confirmed.offset() + confirmed.length())
                    });
            confirmed.cutFrom(tables, folder.disk());
            @Nullable CheckpointFooter before = confirmed.before(tables);
            if (before != null) {
                before.selectIn(tables, folder.disk());
            }
        }
    }

    /** Cuts off the very first state, which was not confirmed, if the journal begins with the first write. */
    private void cutFirstState() throws IOException {
        @Nullable CheckpointFooter newest = CheckpointFooter.of(tables);
        @Nullable Long first = journal.firstFrom(1);
        if (newest != null && first != null && first == 1) {
            newest.cutFrom(tables, folder.disk());
        }
    }

    /** Whether the journal continues the confirmed state. Older versions did not confirm each state, but deleted its journal. */
    private boolean isContinued() throws IOException {
        @Nullable Long needed = TablesSalvage.firstJournal(folder, journal.firstFrom(1));
        @Nullable Long present = needed == null ? null : journal.firstFrom(needed);
        return present == null || present.equals(needed);
    }

    /** Updates the footer file. An older footer would describe a state that the next checkpoint may overwrite. */
    private void writeFooter(TableStore records) throws IOException {
        long version = records.savedVersion();
        if (version > 0) {
            CheckpointFooter newest = CheckpointFooter.of(tables, version);
            if (!newest.equals(CheckpointFooter.read(footer))) {
                newest.write(footer, folder.disk());
            }
        }
    }

    private TableStore openFile() throws IOException {
        OwnerOnlyFiles.createFile(tables);
        try {
            return TableStore.open(folder.disk().nameForTables(tables));
        } catch (RuntimeException damaged) {
            // The library throws many kinds of exceptions for bytes that it did not write.
            throw folder.damagedTables("it cannot be read: " + damaged.getMessage());
        }
    }
}
