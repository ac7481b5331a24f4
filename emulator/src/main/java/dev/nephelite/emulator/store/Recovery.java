package dev.nephelite.emulator.store;

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

    private final Path tables;
    private final Path seal;
    private final JournalFiles journal;
    private boolean broughtBack;

    Recovery(DataFolder folder) throws IOException {
        tables = folder.file("store.mv");
        seal = folder.file("store.seal");
        journal = new JournalFiles(folder.file("journal"));
    }

    /** The tables as they were saved last, and on top what the journal has from then on. */
    Records records() throws IOException {
        cutDamage();
        Records records = open();
        try {
            seal();
            broughtBack = journal.replay(Checkpoint.first(records), records::put);
            records.publish();
            return records;
        } catch (IOException | RuntimeException failed) {
            records.close();
            throw failed;
        }
    }

    /** Whether the journal had something that was not yet saved in the tables. */
    boolean broughtBack() {
        return broughtBack;
    }

    /** The journal of what changes from now on. */
    FileJournal goOn(Records records, Durability durability) throws IOException {
        return new FileJournal(journal, Checkpoint.first(records), durability);
    }

    Checkpoint checkpoint(Records records, FileJournal goingOn, Writer writer) {
        return new Checkpoint(tables, seal, journal, records, goingOn, writer);
    }

    private void cutDamage() throws IOException {
        @Nullable Seal last = Seal.read(seal);
        if (last != null && Files.exists(tables) && last.isBrokenIn(tables)) {
            LOG.log(
                    Level.WARNING,
                    "{0} is damaged between the bytes {1} and {2}; that state was cut off and is taken from the journal",
                    new Object[] {tables, Long.toString(last.offset()), Long.toString(last.offset() + last.length())});
            last.cutFrom(tables);
            Files.delete(seal);
        }
    }

    /** An older seal would be of a state that the next checkpoint may overwrite. */
    private void seal() throws IOException {
        @Nullable Seal newest = Seal.of(tables);
        if (newest != null && !newest.equals(Seal.read(seal))) {
            newest.write(seal);
        }
    }

    private Records open() {
        try {
            return Records.open(tables);
        } catch (MVStoreException damaged) {
            throw new DataFolderException("The file " + tables + " is damaged and cannot be read: "
                    + damaged.getMessage()
                    + ". Choose another folder with --location, or delete this one to begin anew.");
        }
    }
}
