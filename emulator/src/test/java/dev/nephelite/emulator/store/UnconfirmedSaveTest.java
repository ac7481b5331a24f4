package dev.nephelite.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.store.content.ExtentFiles;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.store.journal.Journal;
import dev.nephelite.emulator.store.table.CheckpointFooter;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.store.table.TableStore;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that ended while it saved the tables. The state before that must be opened, wherever it is in the file. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UnconfirmedSaveTest {
    private static final ManualClock CLOCK = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    private static final Table<String> CHANGED = StoreContract.NAMES;
    private static final Table<String> KEPT = new Table<>("kept", CHANGED.codec());
    private static final RecordKey KEY = RecordKey.of("key");
    private static final Table<String> UNJOURNALED = new Table<>("unjournaled", CHANGED.codec());
    private static final int LARGE = 40_000;
    private static final int BLOCK = 4096;

    @TempDir
    private Path root;

    /** As it was before the last save. */
    private Path saved;

    /** As it was after the last save, before that was confirmed. */
    private Path crashed;

    private Path tables;
    private CheckpointFooter unconfirmed;

    /** Leaves an older state at the end of the file. The newer ones are in the place of the large record that was before it. */
    @BeforeEach
    void crashWhileSaving() throws IOException {
        Path path = root.resolve("running");
        saved = root.resolve("saved");
        crashed = root.resolve("crashed");
        try (DataFolder folder = DataFolder.open(path, new UnforcedDisk())) {
            Recovery recovery = new Recovery(folder);
            TableStore records = recovery.open();
            Journal journal = recovery.openJournal(records, Durability.PROCESS);
            ExtentStore extentStore = new ExtentStore(new ExtentFiles(folder, Durability.PROCESS), false);
            StoreWriter writer = new StoreWriter(records, journal, extentStore, recovery::open, CLOCK);
            Checkpoint checkpoint = recovery.checkpoint(records, journal, writer);
            put(writer, KEPT, "value");
            put(writer, CHANGED, "value");
            put(writer, UNJOURNALED, "value");
            checkpoint.save();
            put(writer, CHANGED, "x".repeat(LARGE));
            checkpoint.save();
            put(writer, CHANGED, "value");
            put(writer, KEPT, "x".repeat(LARGE));
            checkpoint.save();
            for (int i = 0; i < 5; i++) {
                put(writer, CHANGED, "value " + i);
                checkpoint.save();
            }
            put(writer, CHANGED, "newest");
            FileDamage.copy(path, saved);
            records.put(UNJOURNALED.name(), KEY.text(), UNJOURNALED.encode("unjournaled"));
            records.commit();
            FileDamage.copy(path, crashed);
            checkpoint.closeWithoutSaving();
        }
        tables = crashed.resolve("store.mv");
        unconfirmed = Objects.requireNonNull(CheckpointFooter.of(tables));
    }

    @Test
    void open_ignores_a_state_that_was_not_confirmed() throws IOException {
        assertThat(unconfirmed.version()).isEqualTo(confirmed().version() + 1);
        assertThat(unconfirmed.offset() + unconfirmed.length())
                .as("another state is at the end")
                .isLessThan(Files.size(tables));

        assertThatEverythingIsThere(crashed);
    }

    @Test
    void open_ignores_a_state_of_which_the_end_is_missing() throws IOException {
        FileDamage.zero(tables, unconfirmed.offset() + unconfirmed.length() - BLOCK, BLOCK);

        assertThatEverythingIsThere(crashed);
    }

    @Test
    void open_ignores_a_state_of_which_the_beginning_is_missing() throws IOException {
        FileDamage.zero(tables, unconfirmed.offset(), BLOCK);

        assertThatEverythingIsThere(crashed);
    }

    @Test
    void open_ignores_a_state_that_one_copy_of_the_header_does_not_name() throws IOException {
        FileDamage.zero(tables, BLOCK, BLOCK);

        assertThatEverythingIsThere(crashed);
    }

    @Test
    void open_uses_the_state_before_a_damaged_one() throws IOException {
        CheckpointFooter confirmed = confirmed();
        FileDamage.zero(saved.resolve("store.mv"), confirmed.offset(), BLOCK / 2);

        try (DataFolder folder = DataFolder.open(saved, new UnforcedDisk())) {
            TableStore records = new Recovery(folder).open();

            assertThat(records.savedVersion()).isEqualTo(confirmed.version() - 1);
            records.close(false);
        }
        assertThatEverythingIsThere(saved);
    }

    private CheckpointFooter confirmed() throws IOException {
        return Objects.requireNonNull(CheckpointFooter.read(saved.resolve("store.seal")));
    }

    private static void assertThatEverythingIsThere(Path path) throws IOException {
        try (DataFolder folder = DataFolder.open(path, new UnforcedDisk());
                Store store = Store.open(folder, Durability.PROCESS, Clocks.single(CLOCK), RandomIds.seeded(1))) {
            assertThat(read(store, CHANGED)).isEqualTo("newest");
            assertThat(read(store, KEPT)).isEqualTo("x".repeat(LARGE));
            assertThat(read(store, UNJOURNALED)).isEqualTo("value");
        }
    }

    private static @Nullable String read(Store store, Table<String> table) {
        return store.read(view -> view.get(table, KEY));
    }

    private static void put(StoreWriter writer, Table<String> table, String value) {
        writer.write(tx -> {
            tx.put(table, KEY, value);
            return KEY;
        });
    }
}
