package dev.nephelite.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.store.journal.JournalFiles;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often a load has to wait for the tables to be saved, and how large the data folder is afterwards. */
class FolderSizeTest {
    private static final int RECORDS = 5_000;
    private static final int WRITES = 40_000;
    private static final int RECORD_BYTES = 1_000;
    private static final int EVENT_BYTES = 400;
    private static final long LIVE_BYTES = (long) RECORDS * RECORD_BYTES + (long) WRITES * EVENT_BYTES;
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(3);
    private static final int CHECKPOINTS = 5;
    private static final long RESERVE_BYTES = 1024 * 1024;
    private static final long JOURNAL_BYTES = 8 * 1024 * 1024;

    @TempDir
    private Path path;

    @Test
    void folder_isLessThanTwiceItsLiveDataSoonAfterTheLastWrite() throws IOException {
        ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
        try (DataFolder folder = DataFolder.open(path);
                Store store = Store.open(folder, Durability.PROCESS, Clocks.single(clock), RandomIds.seeded(1));
                EventLog log = new EventLog(store, RandomIds.seeded(1))) {
            String value = "v".repeat(RECORD_BYTES);
            String subject = "s".repeat(EVENT_BYTES);
            for (int i = 0; i < WRITES; i++) {
                RecordKey key = RecordKey.of(RecordKey.number(i * 7919L % RECORDS));
                store.write(tx -> {
                    tx.put(StoreContract.NAMES, key, value);
                    log.append(tx, "Type", "account", subject, Map.of());
                    return key;
                });
            }
            Await.until("the folder is small", () -> {
                clock.advance(CHECKPOINT_INTERVAL);
                return folderBytes() < 2 * LIVE_BYTES + JOURNAL_BYTES + RESERVE_BYTES;
            });
        }
    }

    /** Each checkpoint that is due is a save, and one more if it compacts. */
    @Test
    void deletions_areNotInterruptedByAttemptsToShrinkTheFile() throws IOException {
        ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
        try (DataFolder folder = DataFolder.open(path);
                Store store = Store.open(folder, Durability.PROCESS, Clocks.single(clock), RandomIds.seeded(1))) {
            String value = "v".repeat(RECORD_BYTES);
            for (int i = 0; i < WRITES; i++) {
                RecordKey key = RecordKey.of(RecordKey.number(i));
                store.write(tx -> {
                    tx.put(StoreContract.NAMES, key, value);
                    return key;
                });
            }
            long before = saves(folder);
            for (int i = 0; i < WRITES; i++) {
                RecordKey key = RecordKey.of(RecordKey.number(i));
                store.write(tx -> {
                    tx.remove(StoreContract.NAMES, key);
                    return key;
                });
                if ((i + 1) % (WRITES / CHECKPOINTS) == 0) {
                    clock.advance(CHECKPOINT_INTERVAL);
                }
            }

            assertThat(saves(folder) - before).isLessThan(2 * CHECKPOINTS + 3);
        }
    }

    /** Each save begins the next file of the journal. */
    private static long saves(DataFolder folder) throws IOException {
        List<Long> numbers = JournalFiles.numbersIn(folder.journal());
        return numbers.get(numbers.size() - 1) - 1;
    }

    private long folderBytes() {
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> present = files.filter(Files::isRegularFile).toList();
            long bytes = 0;
            for (Path file : present) {
                bytes += Files.size(file);
            }
            return bytes;
        } catch (IOException | UncheckedIOException deletedMeanwhile) {
            return Long.MAX_VALUE;
        }
    }
}
