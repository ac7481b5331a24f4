package dev.nephelite.emulator.store.repair;

import dev.nephelite.emulator.store.disk.DamagedFiles;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.DataFolderException;
import dev.nephelite.emulator.store.disk.OwnerOnlyFiles;
import dev.nephelite.emulator.store.journal.JournalFiles;
import dev.nephelite.emulator.store.table.CheckpointFooter;
import dev.nephelite.emulator.store.table.StoreCounters;
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
 * Makes a damaged data folder usable again, with all undamaged data. Deletes nothing: replaced files, and files that no record
 * refers to any more, are moved to the subfolder {@code damaged}.
 *
 * <p>The new tables are first written to a separate file. A marker file exists while files are replaced, so that the next
 * repair finishes an interrupted one.
 */
public final class FolderRepair {
    private final DataFolder folder;
    private final DamagedFiles damaged;

    private FolderRepair(DataFolder folder) {
        this.folder = folder;
        damaged = new DamagedFiles(folder);
    }

    /**
     * Repairs a data folder. An undamaged folder is not changed.
     *
     * @param services the inspectors of all services with records in the folder
     * @param progress receives the current step
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
            replaceTables();
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
            skipJournal(inspection.journalFiles(), tableStore);
            complete = !report.isSound();
        } finally {
            if (!complete) {
                Files.delete(repaired);
            }
        }
        if (complete) {
            folder.disk().replace(folder.unfinishedRepair(), "unfinished\n".getBytes(StandardCharsets.US_ASCII));
            replaceTables();
            for (Path content : unused) {
                damaged.move(content);
            }
        }
        return report;
    }

    /** Makes the new tables continue after the journal, because they already have its changes. */
    private static void skipJournal(List<Long> journal, TableStore tableStore) {
        long next = journal.isEmpty() ? 1 : journal.get(journal.size() - 1) + 1;
        tableStore.put(
                StoreCounters.TABLE.name(), StoreCounters.FIRST_JOURNAL.text(), StoreCounters.TABLE.encode(next));
        tableStore.publish();
        tableStore.commit();
        tableStore.sync();
    }

    /** Replaces the old tables with the new ones. If it is interrupted, it can be repeated. */
    private void replaceTables() throws IOException {
        Path repaired = folder.repairedTables();
        if (Files.exists(repaired)) {
            moveIfExists(folder.tables());
            moveIfExists(folder.footer());
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
        @Nullable CheckpointFooter footer = CheckpointFooter.of(folder.tables());
        if (footer != null) {
            footer.write(folder.footer(), folder.disk());
        }
        folder.disk().delete(folder.unfinishedRepair());
        folder.disk().forceFolder(folder.path());
    }

    private void moveIfExists(Path file) throws IOException {
        if (Files.exists(file)) {
            damaged.move(file);
        }
    }
}
