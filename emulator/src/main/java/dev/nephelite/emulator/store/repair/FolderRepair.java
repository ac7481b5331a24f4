package dev.nephelite.emulator.store.repair;

import dev.nephelite.emulator.store.disk.DamagedFiles;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.DataFolderException;
import dev.nephelite.emulator.store.disk.OwnerOnlyFiles;
import dev.nephelite.emulator.store.journal.JournalFiles;
import dev.nephelite.emulator.store.table.CheckpointFooter;
import dev.nephelite.emulator.store.table.StoreNumbers;
import dev.nephelite.emulator.store.table.TableStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a damaged data folder usable again, with everything in it that is undamaged. Deletes nothing: the files that are
 * replaced, and those that nothing refers to any more, go to the subfolder {@code damaged}.
 *
 * <p>The new tables are written to a file of their own first. A file says when the exchange begins, so that one that is
 * interrupted is finished by the next repair.
 */
public final class FolderRepair {
    private final DataFolder folder;
    private final DamagedFiles damaged;

    private FolderRepair(DataFolder folder) {
        this.folder = folder;
        damaged = new DamagedFiles(folder);
    }

    /**
     * Repairs a data folder. One that is sound is left as it is.
     *
     * @param services everybody who keeps records in the folder
     * @param progress is told what is being done
     * @throws DataFolderException if it is not a data folder, or in use
     */
    public static FolderReport repair(Path location, List<TableInspector> services, Consumer<String> progress)
            throws IOException {
        try (DataFolder folder = DataFolder.openExisting(location)) {
            return new FolderRepair(folder).run(services, progress);
        }
    }

    private FolderReport run(List<TableInspector> services, Consumer<String> progress) throws IOException {
        if (Files.exists(folder.unfinishedRepair())) {
            exchange();
        }
        Path repaired = folder.repairedTables();
        Files.deleteIfExists(repaired);
        OwnerOnlyFiles.createFile(repaired);
        FolderReport report;
        Set<Path> unused;
        boolean complete = false;
        try (TableStore tableStore = TableStore.open(repaired.toString())) {
            FolderInspection inspection = new FolderInspection(folder, tableStore, services, progress);
            report = inspection.run();
            unused = inspection.unusedContents();
            goOnBehind(inspection.journalFiles(), tableStore);
            complete = !report.isSound();
        } finally {
            if (!complete) {
                Files.delete(repaired);
            }
        }
        if (complete) {
            folder.disk().replace(folder.unfinishedRepair(), "unfinished\n".getBytes(StandardCharsets.US_ASCII));
            exchange();
            for (Path content : unused) {
                damaged.move(content);
            }
        }
        return report;
    }

    /** What is in the journal is in the new tables, which so begin behind it. */
    private static void goOnBehind(List<Long> journal, TableStore tableStore) {
        long next = journal.isEmpty() ? 1 : journal.get(journal.size() - 1) + 1;
        tableStore.put(StoreNumbers.TABLE.name(), StoreNumbers.FIRST_JOURNAL.text(), StoreNumbers.TABLE.encode(next));
        tableStore.publish();
        tableStore.commit();
        tableStore.sync();
    }

    /** Puts the new tables in the place of the old ones. May be interrupted at any moment and begun again. */
    private void exchange() throws IOException {
        Path repaired = folder.repairedTables();
        if (Files.exists(repaired)) {
            moveIfThere(folder.tables());
            moveIfThere(folder.seal());
            if (Files.isDirectory(folder.journal())) {
                for (long number : JournalFiles.numbersIn(folder.journal())) {
                    damaged.move(JournalFiles.fileIn(folder.journal(), number));
                }
                folder.disk().forceFolder(folder.journal());
            }
            folder.disk().forceFolder(damaged.folder());
            folder.disk().rename(repaired, folder.tables());
            folder.disk().forceFolder(folder.path());
        }
        @Nullable CheckpointFooter seal = CheckpointFooter.of(folder.tables());
        if (seal != null) {
            seal.write(folder.seal(), folder.disk());
        }
        folder.disk().delete(folder.unfinishedRepair());
        folder.disk().forceFolder(folder.path());
    }

    private void moveIfThere(Path file) throws IOException {
        if (Files.exists(file)) {
            damaged.move(file);
        }
    }
}
