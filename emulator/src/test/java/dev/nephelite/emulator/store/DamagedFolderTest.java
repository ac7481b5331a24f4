package dev.nephelite.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.emulator.store.content.ExtentFiles;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.store.disk.DataDamagedException;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Disk;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.store.disk.StoreFailedException;
import dev.nephelite.emulator.store.journal.Journal;
import dev.nephelite.emulator.store.journal.JournalFiles;
import dev.nephelite.emulator.store.journal.JournalFrame;
import dev.nephelite.emulator.store.table.PendingChanges;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.store.table.TableStore;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.testing.Await;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
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
    private static final Table<String> NAMES = StoreContract.NAMES;
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
    class Given_writes_in_several_journal_files {
        @Test
        void open_refuses_a_damaged_write_with_another_one_in_a_later_file() throws IOException {
            write(List.of("first", "second"), List.of("third"));
            flipLastByte(1);

            assertThatExceptionOfType(DataDamagedException.class)
                    .isThrownBy(Running::new)
                    .withMessageContaining(journal(1).getFileName().toString())
                    .withMessageContaining("Repair the folder");
            assertThat(path.resolve("damaged")).doesNotExist();
        }

        @Test
        void open_refuses_a_missing_file_between_two_others() throws IOException {
            write(List.of("first"), List.of("second"), List.of("third"));
            Files.delete(journal(2));

            assertThatExceptionOfType(DataDamagedException.class)
                    .isThrownBy(Running::new)
                    .withMessageContaining(journal(2).getFileName().toString());
            assertThat(journal(3)).exists();
        }

        @Test
        void open_cuts_off_a_damaged_last_write_before_a_file_without_any() throws IOException {
            write(List.of("first", "second"), List.of());
            flipLastByte(1);

            try (Running running = new Running()) {
                assertThat(running.get(RecordKey.of("first"))).isEqualTo("value");
                assertThat(running.get(RecordKey.of("second"))).isNull();
            }
        }

        @Test
        void open_ignores_damage_in_a_file_that_the_saved_tables_do_not_need() throws IOException {
            write(List.of("first", "second"), List.of());
            Path older = journal(1).resolveSibling("older");
            Files.copy(journal(1), older);
            for (int i = 0; i < STARTS; i++) {
                new Running().close();
            }
            Files.move(older, journal(1));
            flip(journal(1), JournalFrame.HEAD);

            try (Running running = new Running()) {
                assertThat(running.get(RecordKey.of("second"))).isEqualTo("value");
            }
        }

        @SafeVarargs
        private void write(List<String>... files) throws IOException {
            try (DataFolder folder = DataFolder.open(path)) {
                Recovery recovery = new Recovery(folder);
                TableStore records = recovery.open();
                try (Journal journal = recovery.openJournal(records, Durability.PROCESS)) {
                    for (List<String> file : files) {
                        for (String key : file) {
                            journal.append(change(key));
                        }
                        if (file != files[files.length - 1]) {
                            journal.rotate();
                        }
                    }
                }
                records.close(false);
            }
        }

        private Path journal(long number) {
            return JournalFiles.fileIn(path.resolve("journal"), number);
        }

        private void flipLastByte(long number) throws IOException {
            flip(journal(number), Files.size(journal(number)) - 1);
        }

        private void flip(Path file, long place) throws IOException {
            try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
                damaged.seek(place);
                int before = damaged.read();
                damaged.seek(place);
                damaged.write(before ^ 1);
            }
        }
    }

    @Nested
    class Given_a_journal_that_could_not_be_shortened_after_a_write_had_failed {
        private final FailingDisk disk = new FailingDisk();

        @Test
        void append_and_rotate_go_on_once_it_can_be() throws IOException {
            try (DataFolder folder = DataFolder.open(path, disk)) {
                Recovery recovery = new Recovery(folder);
                TableStore records = recovery.open();
                try (Journal journal = recovery.openJournal(records, Durability.PROCESS)) {
                    journal.append(change("before"));
                    disk.fail(true);
                    assertThatExceptionOfType(IOException.class).isThrownBy(() -> journal.append(change("refused")));
                    assertThatExceptionOfType(IOException.class).isThrownBy(journal::rotate);
                    disk.fail(false);
                    journal.rotate();
                    journal.append(change("after"));
                }
                records.close(false);
            }

            try (Running running = new Running()) {
                assertThat(running.get(RecordKey.of("before"))).isEqualTo("value");
                assertThat(running.get(RecordKey.of("refused"))).isNull();
                assertThat(running.get(RecordKey.of("after"))).isEqualTo("value");
            }
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

                Await.until("writes are refused", () -> running.isRefused(RecordKey.of("after")));
            }
        }
    }

    @Nested
    class Given_tables_that_were_closed_by_an_error {
        @Test
        void write_and_read_go_on_with_everything_there_was() throws IOException {
            try (DataFolder folder = DataFolder.open(path)) {
                Recovery recovery = new Recovery(folder);
                TableStore records = recovery.open();
                Journal journal = recovery.openJournal(records, Durability.PROCESS);
                ExtentStore extentStore = new ExtentStore(new ExtentFiles(folder, Durability.PROCESS), false);
                StoreWriter storeWriter = new StoreWriter(records, journal, extentStore, recovery::open, clock);
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

    private static PendingChanges change(String key) {
        PendingChanges changes = new PendingChanges(TableStore.inMemory().newest());
        changes.put(NAMES, RecordKey.of(key), "value");
        return changes;
    }

    /** A disk that, while it fails, writes half of what it is given and cannot shorten a file. */
    private static final class FailingDisk implements Disk {
        private boolean failing;

        private void fail(boolean fails) {
            failing = fails;
        }

        @Override
        public Output open(Path file) throws IOException {
            Output local = Disk.LOCAL.open(file);
            return new Output() {
                @Override
                public void write(byte[] bytes) throws IOException {
                    local.write(failing ? Arrays.copyOf(bytes, bytes.length / 2) : bytes);
                    requireSound();
                }

                @Override
                public void truncate(long length) throws IOException {
                    requireSound();
                    local.truncate(length);
                }

                @Override
                public void force() throws IOException {
                    local.force();
                }

                @Override
                public void close() throws IOException {
                    local.close();
                }
            };
        }

        private void requireSound() throws IOException {
            if (failing) {
                throw new IOException("expected by the test");
            }
        }
    }

    /** A store that is open. */
    private final class Running implements AutoCloseable {
        private final DataFolder folder;
        private final Store store;

        private Running() throws IOException {
            folder = DataFolder.open(path);
            try {
                store = Store.open(folder, Durability.PROCESS, Clocks.single(clock), RandomIds.seeded(1));
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
                store.write(tx -> tx.store(pendingContent));
            }
        }

        private boolean isRefused(RecordKey key) {
            try {
                put(key);
                return false;
            } catch (StoreFailedException refused) {
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
