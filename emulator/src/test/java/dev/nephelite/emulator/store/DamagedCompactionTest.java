package dev.nephelite.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.testing.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store with a damaged page that nothing reads but compaction. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DamagedCompactionTest {
    private static final Logger LOG = Logger.getLogger(CheckpointTask.class.getName());
    private static final int RECORDS = 5_000;
    private static final int DAMAGED = RECORDS / 2;
    private static final String FILLER = "x".repeat(1_000);

    @TempDir
    private Path path;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Handler recorder = new Handler() {
        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
                warnings.add(line.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void damage() throws IOException {
        try (DataFolder folder = DataFolder.open(path);
                Store store = open(folder)) {
            write(store, 0, RECORDS, "first");
        }
        // A start reads the last saves completely, so the damage has to be in an earlier one.
        for (int save = 0; save < 3; save++) {
            try (DataFolder folder = DataFolder.open(path);
                    Store store = open(folder)) {
                write(store, 0, 1, "save");
            }
        }
        Path tables = path.resolve("store.mv");
        String content = Files.readString(tables, StandardCharsets.ISO_8859_1);
        String damaged = content.replace("first " + DAMAGED + " ", "FIRST " + DAMAGED + " ");
        assertThat(damaged).isNotEqualTo(content);
        Files.writeString(tables, damaged, StandardCharsets.ISO_8859_1);
        LOG.addHandler(recorder);
    }

    @AfterEach
    void removeRecorder() {
        LOG.removeHandler(recorder);
    }

    @Test
    void compact_stopsAfterDamageAndSaysHowToRepairIt() throws IOException {
        try (DataFolder folder = DataFolder.open(path);
                Store store = open(folder)) {
            overwrite(store, "second");
            clock.advance(Duration.ofSeconds(3));
            Await.until("the damage is found", () -> !warnings.isEmpty());

            overwrite(store, "third");
            awaitSave();
            write(store, 0, 1, "last");
            awaitSave();

            assertThat(store.<String>read(view -> String.valueOf(view.get(StoreContract.NAMES, key(0)))))
                    .startsWith("last 0 ");
        }
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains(path.resolve("store.mv").toString(), "repair the data folder", "page");
    }

    private void awaitSave() throws IOException {
        byte[] before = Files.readAllBytes(path.resolve("store.seal"));
        clock.advance(Duration.ofSeconds(3));
        Await.until("the tables are saved", () -> {
            clock.advance(Duration.ofMillis(1));
            return !Arrays.equals(Files.readAllBytes(path.resolve("store.seal")), before);
        });
    }

    private Store open(DataFolder folder) throws IOException {
        return Store.open(folder, Durability.PROCESS, Clocks.single(clock), RandomIds.seeded(1));
    }

    /** Leaves the damaged page alone. */
    private static void overwrite(Store store, String value) {
        write(store, 0, DAMAGED - 250, value);
        write(store, DAMAGED + 250, RECORDS, value);
    }

    private static void write(Store store, int from, int to, String value) {
        for (int i = from; i < to; i++) {
            int number = i;
            store.write(tx -> {
                tx.put(StoreContract.NAMES, key(number), value + " " + number + " " + FILLER);
                return number;
            });
        }
    }

    private static RecordKey key(int number) {
        return RecordKey.of(RecordKey.number(number));
    }
}
