package dev.nephelite.emulator.store.repair;

import dev.nephelite.emulator.store.content.Extent;
import dev.nephelite.emulator.store.content.ExtentFiles;
import dev.nephelite.emulator.store.disk.DataDamagedException;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.DataFolderException;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.store.journal.JournalSalvage;
import dev.nephelite.emulator.store.repair.FolderReport.Damage;
import dev.nephelite.emulator.store.repair.TablesSalvage.LostRange;
import dev.nephelite.emulator.store.snapshot.BeforeImage;
import dev.nephelite.emulator.store.snapshot.SnapshotNode;
import dev.nephelite.emulator.store.table.CheckpointFooter;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.StoreCounters;
import dev.nephelite.emulator.store.table.TableStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads everything in a data folder, and writes new tables with all undamaged records. Changes nothing in the folder itself.
 *
 * <p>Verifying a folder discards the new tables; {@linkplain FolderRepair repairing} it replaces the old tables with them. So
 * a report says exactly what a repair would lose.
 */
public final class FolderInspection {
    private static final int MAX_NAMED = 100;
    private static final String TABLES = "store.mv";
    private static final Map<String, String> OWN_TABLES = Map.of(
            Extent.TABLE.name(),
            "contents of blobs",
            Extent.SHARING.name(),
            "counts of blobs that share a content",
            Extent.RUNS.name(),
            "numbers of earlier starts",
            StoreCounters.TABLE.name(),
            "counters",
            "events",
            "change events",
            SnapshotNode.TABLE.name(),
            "snapshots",
            BeforeImage.TABLE.name(),
            "records of snapshots");

    private final DataFolder folder;
    private final List<TableInspector> services;
    private final Consumer<String> progress;
    private final TableStore records;
    private final Inspection inspection;
    private final ContentInspector contents;
    private final SnapshotInspector snapshots;
    private final JournalSalvage journal;
    private final List<Damage> damages = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Function<LostRange, Integer> recovered = range -> 0;
    private boolean withoutTables;
    /** The number of damages that have changed no record. */
    private int harmless;

    private long recordCount;

    FolderInspection(DataFolder folder, TableStore records, List<TableInspector> services, Consumer<String> progress)
            throws IOException {
        this.folder = folder;
        this.services = services;
        this.progress = progress;
        this.records = records;
        inspection = new Inspection(records, damages::add);
        contents = new ContentInspector(folder, inspection, progress);
        snapshots = new SnapshotInspector(inspection, contents);
        journal = new JournalSalvage(folder.journal());
    }

    /**
     * Verifies a data folder. Nothing in it is changed.
     *
     * @param temporary a folder with room for a copy of the tables
     * @param services the inspectors of all services with records in the folder
     * @param progress receives the current step
     * @throws DataFolderException if it is not a data folder, or in use
     * @throws DataDamagedException if a repair was interrupted
     */
    public static FolderReport verify(
            Path location, Path temporary, List<TableInspector> services, Consumer<String> progress)
            throws IOException {
        try (DataFolder folder = DataFolder.openToRead(location)) {
            folder.requireNoUnfinishedRepair();
            Path copy = Files.createTempFile(temporary, "nephelite-verify-", ".mv");
            try (TableStore records = TableStore.open(copy.toString())) {
                return new FolderInspection(folder, records, services, progress).run();
            } finally {
                Files.delete(copy);
            }
        }
    }

    /** Reads and checks everything. Afterwards the new tables are complete. */
    FolderReport run() throws IOException {
        progress.accept("checking the tables");
        List<LostRange> lost = readTables();
        progress.accept("checking the journal");
        readJournal();
        records.publish();
        reportLost(lost);
        reportJournal();
        contents.read();
        snapshots.read();
        progress.accept("checking the records");
        services.forEach(service -> service.inspect(inspection));
        contents.settleReferences();
        if (damages.size() > harmless) {
            snapshots.removeAll();
            contents.removeSnapshots();
        }
        noteUnknownFiles();
        return new FolderReport(damages, notes, recordCount, contents.fileCount(), contents.byteCount());
    }

    /** The numbers of the journal's files. */
    List<Long> journalFiles() {
        return journal.numbers();
    }

    /** Content files that the new tables do not refer to. */
    Set<Path> unusedContents() throws IOException {
        Set<Path> unused = new LinkedHashSet<>(contents.unused());
        unused.addAll(contents.unknown());
        return unused;
    }

    private void put(String table, String key, byte @Nullable [] record) {
        recordCount++;
        inspection.put(table, key, record);
    }

    private List<LostRange> readTables() throws IOException {
        Path tables = folder.tables();
        @Nullable CheckpointFooter footer = CheckpointFooter.read(folder.footer());
        if (!TablesSalvage.isPresent(tables)) {
            boolean neverUsed = footer == null
                    && new ExtentFiles(folder, Durability.PROCESS).isEmpty()
                    && isNewOrAbsent(journal.first());
            withoutTables = true;
            if (!neverUsed) {
                damages.add(new Damage(
                        "tables",
                        "the file is missing or empty; only the last writes are left, in the journal",
                        TABLES,
                        true));
            }
            return List.of();
        }
        try (TablesFile file = TablesFile.open(tables)) {
            TablesSalvage salvage = new TablesSalvage(file, footer, journal.first());
            salvage.read(tables, this::put);
            requireUpgraded(salvage);
            withoutTables = salvage.isUnreadable();
            if (withoutTables) {
                damages.add(new Damage(
                        "tables",
                        "no saved state of them can be read as a whole; single pages of them may be",
                        TABLES,
                        true));
            } else if (salvage.isNewestBroken()) {
                damages.add(new Damage(
                        "tables",
                        "what was saved last is damaged; it is taken from the state before it and the journal",
                        TABLES,
                        false));
                harmless = damages.size();
            }
            recovered = salvage::recovered;
            return List.copyOf(salvage.lost());
        }
    }

    private static boolean isNewOrAbsent(@Nullable Long firstJournal) {
        return firstJournal == null || firstJournal == 1;
    }

    private void requireUpgraded(TablesSalvage salvage) {
        if (salvage.isOfOlderFormat()) {
            throw new DataFolderException("The data folder " + folder.path() + " cannot be used: "
                    + DataFolder.needsUpgrade("its upgrade to this version is not finished"));
        }
    }

    /** If the tables are lost, reads all of the journal: its last writes are better than nothing. */
    private void readJournal() throws IOException {
        records.publish();
        @Nullable Long first = journal.first();
        journal.read(withoutTables && first != null ? first : StoreCounters.firstJournal(records), this::put);
    }

    private void reportLost(List<LostRange> lost) {
        for (LostRange range : lost) {
            int found = recovered.apply(range);
            if (range.place() < 0 && found == 0) {
                // This may be a table that was empty.
                continue;
            }
            String problem = (range.place() < 0
                            ? "the way to them is damaged; "
                            : "the page at byte " + range.place() + " is damaged; ")
                    + (found == 0
                            ? "nothing of it was found elsewhere"
                            : found
                                    + " were found elsewhere in the file, perhaps as they were before their last changes");
            boolean complete = range.records() >= 0 && found >= range.records();
            damages.add(new Damage(subject(range), problem, TABLES, !complete));
        }
    }

    private String subject(LostRange range) {
        String plural = services.stream()
                .flatMap(service -> service.plural(range.table()).stream())
                .findFirst()
                .orElse(OWN_TABLES.getOrDefault(range.table(), "records of the table " + range.table()));
        return (range.records() < 0 ? "" : range.records() + " ")
                + plural
                + Optional.of(range.from())
                        .filter(key -> !key.isEmpty())
                        .flatMap(key -> name(range.table(), key))
                        .map(name -> ", from " + name + " on")
                        .orElse("");
    }

    private void reportJournal() {
        @Nullable Path file = journal.damagedFile();
        if (journal.unfinished() != null) {
            notes.add(journal.unfinished());
        }
        if (file == null) {
            return;
        }
        String name = folder.path().relativize(file).toString();
        damages.add(new Damage("the last writes", "the journal " + journal.problem(), name, true));
        Set<String> changed = new LinkedHashSet<>();
        for (JournalSalvage.Change change : journal.unapplied()) {
            name(change.table(), change.key())
                    .map(subject -> (change.written() ? "change of " : "removal of ") + subject)
                    .ifPresent(changed::add);
        }
        changed.stream()
                .limit(MAX_NAMED)
                .forEach(subject ->
                        damages.add(new Damage(subject, "it is in the journal behind the damage", name, true)));
        if (changed.size() > MAX_NAMED) {
            damages.add(new Damage(
                    (changed.size() - MAX_NAMED) + " more changes",
                    "they are in the journal behind the damage",
                    name,
                    true));
        }
    }

    private Optional<String> name(String table, String key) {
        return services.stream()
                .map(service -> named(service, table, key))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private @Nullable String named(TableInspector service, String table, String key) {
        return inspection.name(service, table, new RecordKey(key)).orElse(null);
    }

    private void noteUnknownFiles() throws IOException {
        List<Path> unknown = contents.unknown();
        if (!unknown.isEmpty()) {
            notes.add(
                    unknown.size() + " content files belong to no record, as uploads leave that were cut off, such as "
                            + folder.path().relativize(unknown.get(0)));
        }
    }
}
