package dev.nephelite.emulator.store;

import static dev.nephelite.emulator.store.Soon.assertThatSoon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.emulator.store.content.ExtentFiles;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.store.disk.DataDamagedException;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.store.disk.StoreException;
import dev.nephelite.emulator.store.journal.FileJournal;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.store.table.TableStore;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder of which a part is gone. What is left must not be taken for the whole, and must not be deleted. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DamagedFolderTest {
    private static final Table<String> NAMES = StorePromises.NAMES;
    private static final int LARGE = 20_000;
    private static final int STARTS = 3;

    @TempDir
    private Path path;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));

    @Nested
    class Given_a_folder_that_was_used_several_times {
        @BeforeEach
        void use() throws IOException {
            for (int i = 0; i < STARTS; i++) {
                try (Running running = new Running()) {
                    running.put(RecordKey.of("start " + i));
                    running.keep(i);
                }
            }
        }

        @Test
        void open_refuses_a_missing_tables_file_and_touches_nothing() throws IOException {
            Files.delete(path.resolve("store.mv"));

            assertThatItIsRefusedAsItIs();
        }

        @Test
        void open_refuses_an_empty_tables_file_and_touches_nothing() throws IOException {
            try (RandomAccessFile tables =
                    new RandomAccessFile(path.resolve("store.mv").toFile(), "rw")) {
                tables.setLength(0);
            }

            assertThatItIsRefusedAsItIs();
        }

        @Test
        void open_refuses_a_missing_journal_file_and_touches_nothing() throws IOException {
            try (Running running = new Running()) {
                running.put(RecordKey.of("unsaved"));
                copyJournal(running);
            }
            List<Path> copied = files("journal copy");
            Files.delete(path.resolve("store.mv"));
            Files.delete(path.resolve("store.seal"));
            try (Stream<Path> journal = Files.list(path.resolve("journal"))) {
                for (Path file : journal.toList()) {
                    Files.delete(file);
                }
            }
            Files.copy(
                    copied.get(copied.size() - 1),
                    path.resolve("journal")
                            .resolve(copied.get(copied.size() - 1).getFileName()));

            assertThatItIsRefusedAsItIs();
        }

        private void copyJournal(Running running) throws IOException {
            Files.createDirectories(path.resolve("journal copy"));
            for (Path file : files("journal")) {
                Files.copy(file, path.resolve("journal copy").resolve(file.getFileName()));
            }
            assertThat(running.get(RecordKey.of("unsaved"))).isNotNull();
        }

        private List<Path> files(String folder) throws IOException {
            try (Stream<Path> files = Files.list(path.resolve(folder))) {
                return files.filter(file -> file.toString().endsWith(".journal"))
                        .sorted()
                        .toList();
            }
        }

        private void assertThatItIsRefusedAsItIs() throws IOException {
            Map<String, Long> before = contents();
            for (int i = 0; i < 2; i++) {
                assertThatExceptionOfType(DataDamagedException.class)
                        .isThrownBy(Running::new)
                        .withMessageContaining(path.toString());
            }
            assertThat(contents()).isEqualTo(before);
        }

        /** Every file that holds data, and its size. */
        private Map<String, Long> contents() throws IOException {
            Map<String, Long> sizes = new TreeMap<>();
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String name = path.relativize(file).toString();
                    if (name.startsWith("journal") || name.startsWith("extents")) {
                        sizes.put(name, Files.size(file));
                    }
                }
            }
            return sizes;
        }
    }

    @Nested
    class Given_a_folder_that_is_deleted_while_it_is_used {
        @Test
        void write_is_refused_once_that_is_noticed() throws IOException {
            try (Running running = new Running()) {
                running.put(RecordKey.of("before"));
                Files.delete(path.resolve("lock"));
                clock.advance(Duration.ofSeconds(3));

                assertThatSoon(() -> running.isRefused(RecordKey.of("after")));
            }
        }
    }

    @Nested
    class Given_tables_that_were_closed_by_an_error {
        @Test
        void write_and_read_go_on_with_everything_there_was() throws IOException {
            try (DataFolder folder = DataFolder.open(path)) {
                Recovery recovery = new Recovery(folder);
                TableStore records = recovery.records();
                FileJournal journal = recovery.goOn(records, Durability.PROCESS);
                ExtentStore extentStore = new ExtentStore(new ExtentFiles(folder, Durability.PROCESS), false);
                StoreWriter storeWriter = new StoreWriter(records, journal, extentStore, recovery::records, clock);
                put(storeWriter, "before");
                records.close(false);
                put(storeWriter, "after");

                assertThat(records.<@Nullable String>read(view -> view.get(NAMES, RecordKey.of("before"))))
                        .isEqualTo("value");
                assertThat(records.<@Nullable String>read(view -> view.get(NAMES, RecordKey.of("after"))))
                        .isEqualTo("value");
                records.close();
                journal.close();
            }
        }

        private void put(StoreWriter storeWriter, String key) {
            storeWriter.write(tx -> {
                tx.put(NAMES, RecordKey.of(key), "value");
                return key;
            });
        }
    }

    /** A store that is open. */
    private final class Running implements AutoCloseable {
        private final DataFolder folder;
        private final Store store;

        private Running() throws IOException {
            folder = DataFolder.open(path);
            try {
                store = Store.open(folder, Durability.PROCESS, clock, RandomIds.seeded(1));
            } catch (RuntimeException refused) {
                folder.close();
                throw refused;
            }
        }

        private void put(RecordKey key) {
            store.write(tx -> {
                tx.put(NAMES, key, "value");
                return key;
            });
        }

        private @Nullable String get(RecordKey key) {
            return store.read(view -> view.get(NAMES, key));
        }

        private void keep(int fill) throws IOException {
            try (PendingContent pendingContent =
                    store.receive(new ByteArrayInputStream(new byte[LARGE + fill]), LARGE + fill)) {
                store.write(tx -> tx.keep(pendingContent));
            }
        }

        private boolean isRefused(RecordKey key) {
            try {
                put(key);
                return false;
            } catch (StoreException refused) {
                return true;
            }
        }

        @Override
        public void close() throws IOException {
            store.close();
            folder.close();
        }
    }
}
