package dev.nephelite.emulator.store;

import dev.nephelite.emulator.store.content.ExtentFiles;
import dev.nephelite.emulator.store.disk.DataDamagedException;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.store.disk.OwnerOnlyFiles;
import dev.nephelite.emulator.store.journal.FileJournal;
import dev.nephelite.emulator.store.journal.JournalFiles;
import dev.nephelite.emulator.store.journal.JournalSalvage;
import dev.nephelite.emulator.store.repair.TablesSalvage;
import dev.nephelite.emulator.store.table.CheckpointFooter;
import dev.nephelite.emulator.store.table.StoreNumbers;
import dev.nephelite.emulator.store.table.TableException;
import dev.nephelite.emulator.store.table.TableStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/** Brings the tables of a data folder back as they were acknowledged, however the last process ended. */
final class Recovery {
    private static final Logger LOG = Logger.getLogger(Recovery.class.getName());

    private final DataFolder folder;
    private final Path tables;
    private final Path seal;
    private final JournalFiles journal;
    private boolean hadTables;
    private boolean broughtBack;

    public Recovery(DataFolder folder) throws IOException {
        this.folder = folder;
        folder.requireNoUnfinishedRepair();
        tables = folder.tables();
        seal = folder.seal();
        journal = new JournalFiles(folder);
    }

    /** The tables as they were saved last, and on top what the journal has from then on. */
    public TableStore records() throws IOException {
        boolean hasTables = Files.exists(tables) && Files.size(tables) > 0;
        hadTables = !hasTables && (Files.exists(seal) || !new ExtentFiles(folder, Durability.PROCESS).isEmpty());
        requireNoLoss();
        cutDamage();
        TableStore records = open();
        try {
            if (records.isOfOlderFormat()) {
                seal();
                records.upgrade(() -> {
                    records.commit();
                    records.sync();
                    seal();
                });
            }
            requireJournal(StoreNumbers.firstJournal(records));
            seal();
            broughtBack = journal.replay(StoreNumbers.firstJournal(records), records::put);
            records.publish();
            if (!hasTables) {
                // Without its first header the file could not be opened after a loss of power.
                records.sync();
                folder.disk().forceFolder(folder.path());
            }
            return records;
        } catch (TableException damaged) {
            records.close(false);
            if (damaged.isClosed()) {
                throw damaged;
            }
            throw folder.damagedTables(String.valueOf(damaged.getMessage()));
        } catch (IOException | RuntimeException | Error failed) {
            // What was read back so far must not be saved as if it were all.
            records.close(false);
            throw failed;
        }
    }

    /** Whether the journal had something that was not yet saved in the tables. */
    boolean broughtBack() {
        return broughtBack;
    }

    /** The journal of what changes from now on. */
    public FileJournal goOn(TableStore records, Durability durability) throws IOException {
        return new FileJournal(journal, StoreNumbers.firstJournal(records), durability);
    }

    public Checkpoint checkpoint(TableStore records, FileJournal goingOn, StoreWriter storeWriter) {
        return new Checkpoint(folder, journal, records, goingOn, storeWriter);
    }

    /**
     * Refuses a journal that has lost writes which were acknowledged, before anything is changed. The last write of all is
     * not one of them if it is incomplete or damaged: the run may have ended before it was acknowledged.
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
            throw new DataDamagedException("The data folder " + folder.path() + " is damaged: the journal "
                    + salvage.damagedFile() + " " + salvage.problem() + ", and the writes behind that cannot be used. "
                    + folder.repairRemedy());
        }
    }

    /** A hole in the journal means that acknowledged writes are gone, so nothing may be built upon what is left. */
    private void requireJournal(long first) throws IOException {
        @Nullable Long present = journal.firstFrom(first);
        if (present != null && present != first) {
            throw new DataDamagedException("The data folder " + folder.path() + " is damaged: " + tables
                    + " needs the journal from " + journal.file(first).getFileName() + " on, which begins with "
                    + journal.file(present).getFileName() + ". " + folder.repairRemedy());
        }
        if (present == null && first == 1 && hadTables) {
            throw new DataDamagedException("The data folder " + folder.path() + " is damaged: " + tables
                    + " is missing or empty, and there is no journal. " + folder.repairRemedy());
        }
    }

    private void cutDamage() throws IOException {
        @Nullable CheckpointFooter last = CheckpointFooter.read(seal);
        @Nullable CheckpointFooter newest = Files.exists(tables) ? CheckpointFooter.of(tables) : null;
        if (newest != null && isUnfinished(newest, last)) {
            newest.cutFrom(tables);
        }
        if (last != null && Files.exists(tables) && last.isBrokenIn(tables)) {
            LOG.log(
                    Level.WARNING,
                    "{0} is damaged between the bytes {1} and {2}; that state was cut off and is taken from the journal",
                    new Object[] {tables, Long.toString(last.offset()), Long.toString(last.offset() + last.length())});
            last.cutFrom(tables);
            folder.disk().delete(seal);
        }
    }

    /**
     * Whether a state was being saved when the last run ended. Any part of it may be missing, and neither the database
     * library nor a seal would notice. The journal has everything that is in it.
     */
    private boolean isUnfinished(CheckpointFooter newest, @Nullable CheckpointFooter last) throws IOException {
        if (last != null) {
            return newest.version() > last.version();
        }
        @Nullable Long first = journal.firstFrom(1);
        return first != null && first == 1;
    }

    /** An older seal would be of a state that the next checkpoint may overwrite. */
    private void seal() throws IOException {
        @Nullable CheckpointFooter newest = CheckpointFooter.of(tables);
        if (newest != null && !newest.equals(CheckpointFooter.read(seal))) {
            newest.write(seal, folder.disk());
        }
    }

    private TableStore open() throws IOException {
        OwnerOnlyFiles.createFile(tables);
        try {
            return TableStore.open(folder.disk().nameForTables(tables));
        } catch (MVStoreException damaged) {
            throw new DataDamagedException("The file " + tables + " is damaged and cannot be read: "
                    + damaged.getMessage() + ". " + folder.repairRemedy());
        }
    }
}
