package dev.nephelite.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.store.disk.StoreFailedException;
import dev.nephelite.emulator.store.snapshot.SavedSnapshot;
import dev.nephelite.emulator.store.snapshot.SnapshotName;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.testing.Await;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running store does while its disk is full, and afterwards. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FullDiskTest {
    private static final Table<String> NAMES = StoreContract.NAMES;
    private static final RecordKey BEFORE = RecordKey.of("before");
    private static final RecordKey AFTER = RecordKey.of("after");
    private static final Duration CHECKPOINT = Duration.ofSeconds(3);
    private static final Duration RETRY = Duration.ofSeconds(30);

    @TempDir
    private Path path;

    private final LimitedDisk disk = new LimitedDisk();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    private DataFolder folder;
    private Store store;

    @BeforeEach
    void open() throws IOException {
        folder = DataFolder.open(path, disk);
        store = Store.open(folder, Durability.PROCESS, Clocks.single(clock), RandomIds.seeded(1));
    }

    @AfterEach
    void close() throws IOException {
        store.close();
        folder.close();
    }

    @Nested
    class Given_no_room_for_the_journal {
        @BeforeEach
        void fill() {
            put(BEFORE, "here");
            disk.leave(1);
        }

        @Test
        void write_is_refused_as_no_room_and_changes_nothing() {
            assertThatExceptionOfType(StoreFailedException.class)
                    .isThrownBy(() -> put(AFTER, "too much"))
                    .satisfies(refused -> assertThat(refused.isDiskFull()).isTrue());

            assertThat(get(AFTER)).isNull();
        }

        @Test
        void read_finds_what_was_written_before() {
            assertThat(get(BEFORE)).isEqualTo("here");
        }

        @Test
        void write_that_frees_space_succeeds() {
            store.write(tx -> {
                tx.freesSpace();
                tx.remove(NAMES, BEFORE);
                return BEFORE;
            });

            assertThat(get(BEFORE)).isNull();
        }

        @Test
        void receive_refuses_a_large_content_as_no_room() {
            assertThatExceptionOfType(StoreFailedException.class)
                    .isThrownBy(() -> {
                        disk.leave(0);
                        store.receive(new ByteArrayInputStream(new byte[20_000]), 20_000);
                    })
                    .satisfies(refused -> assertThat(refused.isDiskFull()).isTrue());
        }

        @Test
        void write_succeeds_as_soon_as_there_is_room_and_survives_a_restart() throws IOException {
            assertThatExceptionOfType(StoreFailedException.class).isThrownBy(() -> put(AFTER, "too much"));
            disk.empty();
            put(AFTER, "fits");

            close();
            open();

            assertThat(get(BEFORE)).isEqualTo("here");
            assertThat(get(AFTER)).isEqualTo("fits");
        }
    }

    @Nested
    class Given_no_room_for_the_tables {
        @BeforeEach
        void failACheckpoint() {
            put(BEFORE, "here");
            disk.leave(100_000);
            clock.advance(CHECKPOINT);
        }

        @Test
        void write_and_read_succeed_meanwhile() {
            put(AFTER, "later");

            assertThat(get(BEFORE)).isEqualTo("here");
            assertThat(get(AFTER)).isEqualTo("later");
        }

        @Test
        void checkpoint_is_retried_until_there_is_room() {
            put(AFTER, "later");
            long journal = unsavedFiles();
            disk.empty();

            Await.until("the tables are saved", () -> {
                clock.advance(RETRY);
                return unsavedFiles() < journal || Files.exists(path.resolve("store.seal"));
            });
        }

        @Test
        void all_writes_survive_a_restart_on_the_full_disk() throws IOException {
            put(AFTER, "later");

            close();
            open();

            assertThat(get(BEFORE)).isEqualTo("here");
            assertThat(get(AFTER)).isEqualTo("later");
        }
    }

    @Nested
    class Given_snapshots {
        private static final SnapshotName SAVED = new SnapshotName("saved");
        private static final SnapshotName REFUSED = new SnapshotName("refused");

        @BeforeEach
        void saveAndFill() {
            put(BEFORE, "here");
            store.snapshots().save(SAVED, false);
            put(BEFORE, "changed");
            disk.leave(1);
        }

        private boolean load(SnapshotName name) {
            return store.snapshots().load(name, transaction -> {});
        }

        private List<String> names() {
            return store.snapshots().list().stream().map(SavedSnapshot::name).toList();
        }

        private void assertRefused(ThrowingCallable change) {
            assertThatExceptionOfType(StoreFailedException.class)
                    .isThrownBy(change)
                    .satisfies(refused -> assertThat(refused.isDiskFull()).isTrue());
        }

        @Test
        void save_is_refused_as_no_room_and_saves_nothing() {
            assertRefused(() -> store.snapshots().save(REFUSED, false));

            assertThat(names()).containsExactly("saved");
        }

        @Test
        void load_is_refused_as_no_room_and_changes_nothing() {
            assertRefused(() -> load(SAVED));

            assertThat(get(BEFORE)).isEqualTo("changed");
        }

        @Test
        void delete_succeeds() {
            assertThat(store.snapshots().delete(SAVED)).isTrue();

            assertThat(names()).isEmpty();
        }

        @Test
        void all_work_as_soon_as_there_is_room_and_survive_a_restart() throws IOException {
            assertRefused(() -> store.snapshots().save(REFUSED, false));
            assertRefused(() -> load(SAVED));
            disk.empty();
            store.snapshots().save(new SnapshotName("fits"), false);
            load(SAVED);

            close();
            open();

            assertThat(names()).containsExactly("saved", "fits");
            assertThat(get(BEFORE)).isEqualTo("here");
            load(new SnapshotName("fits"));
            assertThat(get(BEFORE)).isEqualTo("changed");
        }
    }

    private void put(RecordKey key, String value) {
        store.write(tx -> {
            tx.put(NAMES, key, value);
            return key;
        });
    }

    private @Nullable String get(RecordKey key) {
        return store.read(view -> view.get(NAMES, key));
    }

    private long unsavedFiles() {
        try (Stream<Path> files = Files.list(path.resolve("journal"))) {
            return files.count();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
