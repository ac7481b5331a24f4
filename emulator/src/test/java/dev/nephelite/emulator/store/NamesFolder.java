package dev.nephelite.emulator.store;

import static dev.nephelite.emulator.store.FileDamage.copy;
import static dev.nephelite.emulator.store.FileDamage.deleteAll;

import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.OpenContent;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.store.journal.JournalFiles;
import dev.nephelite.emulator.store.repair.FolderInspection;
import dev.nephelite.emulator.store.repair.FolderRepair;
import dev.nephelite.emulator.store.repair.FolderReport;
import dev.nephelite.emulator.store.repair.Inspection;
import dev.nephelite.emulator.store.repair.TableInspector;
import dev.nephelite.emulator.store.snapshot.SnapshotName;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.store.table.TableReader;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A data folder with records, of which only the last was saved in the last run, and with contents that are small, large and
 * shared.
 */
public abstract class NamesFolder {
    static final Table<String> NAMES = StoreContract.NAMES;
    static final Table<Content> FILES = new Table<>("files", Content.CODEC);
    static final ManualClock CLOCK = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    public static final int RECORDS = 2_000;
    public static final int CONTENTS = 6;
    public static final int LARGE = 600_000;
    public static final int BLOCK = 4_096;

    @TempDir
    public Path root;

    public Path folder;

    @BeforeEach
    void write() throws IOException {
        folder = root.resolve("data");
        try (Running running = new Running()) {
            running.put(RecordKey.of("first"), "save");
            running.keep(CONTENTS);
        }
        try (Running running = new Running()) {
            running.store.write(tx -> {
                for (int i = 0; i < RECORDS; i++) {
                    tx.put(NAMES, key(i), value(i));
                }
                return RECORDS;
            });
            for (int i = 0; i < CONTENTS; i++) {
                running.keep(i);
            }
        }
        // So that the records are not in the newest save.
        try (Running running = new Running()) {
            running.put(RecordKey.of("newest"), "save");
        }
    }

    FolderReport verify() throws IOException {
        return FolderInspection.verify(folder, root, List.of(new NamesInspector()), step -> {});
    }

    FolderReport repair() throws IOException {
        return FolderRepair.repair(folder, List.of(new NamesInspector()), step -> {});
    }

    Path tables() {
        return folder.resolve("store.mv");
    }

    Path lastJournal() throws IOException {
        Path journal = folder.resolve("journal");
        List<Long> numbers = JournalFiles.numbersIn(journal);
        return JournalFiles.fileIn(journal, numbers.get(numbers.size() - 1));
    }

    Map<String, String> state() throws IOException {
        Path copy = root.resolve("looked at");
        deleteAll(copy);
        copy(folder, copy);
        Path original = folder;
        folder = copy;
        try (Running running = new Running()) {
            return running.state();
        } finally {
            folder = original;
        }
    }

    static RecordKey key(int i) {
        return RecordKey.of("record " + i * 7919L % RECORDS);
    }

    static String value(int i) {
        return ("value " + i + " ").repeat(20);
    }

    Map<String, Long> sizes() throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sizes.put(folder.relativize(file).toString(), Files.size(file));
            }
        }
        return sizes;
    }

    /** A store that is open. */
    public final class Running implements AutoCloseable {
        private final DataFolder data;
        private final Store store;

        public Running() throws IOException {
            data = DataFolder.open(folder, new UnforcedDisk());
            try {
                store = Store.open(data, Durability.PROCESS, Clocks.single(CLOCK), RandomIds.seeded(1));
            } catch (RuntimeException refused) {
                data.close();
                throw refused;
            }
        }

        public void put(RecordKey key, String value) {
            store.write(tx -> {
                tx.put(NAMES, key, value);
                return key;
            });
        }

        /** The first content is small and shared by two records. */
        void keep(int number) throws IOException {
            int length = number == 0 ? 1000 : LARGE;
            byte[] bytes = new byte[length];
            Arrays.fill(bytes, (byte) number);
            try (PendingContent pendingContent = store.receive(new ByteArrayInputStream(bytes), length)) {
                store.write(tx -> {
                    Content content = tx.store(pendingContent);
                    tx.put(FILES, RecordKey.of("file " + number), content);
                    if (number == 0) {
                        tx.retain(content);
                        tx.put(FILES, RecordKey.of("file shared"), content);
                    }
                    return content;
                });
            }
        }

        void save(String snapshot) {
            store.snapshots().save(new SnapshotName(snapshot), false);
        }

        boolean load(String snapshot) {
            return store.snapshots().load(new SnapshotName(snapshot), transaction -> {});
        }

        Map<String, String> state() {
            return store.read(view -> view.scan(NAMES, RecordKey.FIRST, RecordKey.AFTER_ALL)
                    .collect(Collectors.toMap(
                            entry -> entry.getKey().text(), Map.Entry::getValue, (one, other) -> other, TreeMap::new)));
        }

        public List<String> files() {
            List<String> read = new ArrayList<>();
            store.read(view -> view.scan(FILES, RecordKey.FIRST, RecordKey.AFTER_ALL)
                            .toList())
                    .forEach(entry -> {
                        if (!entry.getKey().text().equals("file shared")) {
                            try (OpenContent open = store.read(view -> store.open(view, entry.getValue()))) {
                                read.add(entry.getKey().text() + open.bytes().length);
                            } catch (IOException unreadable) {
                                throw new AssertionError(unreadable);
                            }
                        }
                    });
            return read;
        }

        public void removeAllFiles() {
            store.write(tx -> {
                tx.scan(FILES, RecordKey.FIRST, RecordKey.AFTER_ALL).toList().forEach(entry -> {
                    tx.release(entry.getValue());
                    tx.remove(FILES, entry.getKey());
                });
                return tx;
            });
        }

        @Override
        public void close() throws IOException {
            store.close();
            data.close();
        }
    }

    /** A service with names and files. */
    static final class NamesInspector implements TableInspector {
        @Override
        public Optional<String> plural(String table) {
            return Optional.ofNullable(
                    Map.of("names", "names", "files", "files").get(table));
        }

        @Override
        public Optional<String> name(TableReader view, String table, RecordKey key) {
            return switch (table) {
                case "names" -> Optional.of("name " + key.text());
                case "files" -> Optional.of(key.text());
                default -> Optional.empty();
            };
        }

        @Override
        public void inspect(Inspection inspection) {
            inspection.forEach(NAMES, (key, name) -> {});
            inspection.forEach(FILES, (key, content) -> {
                Inspection.@Nullable ContentProblem problem =
                        inspection.problem(content).orElse(null);
                if (problem == null) {
                    inspection.uses(content);
                } else {
                    inspection.lost(key.text(), problem);
                    inspection.discards(content);
                    inspection.remove(FILES, key);
                }
            });
        }
    }
}
