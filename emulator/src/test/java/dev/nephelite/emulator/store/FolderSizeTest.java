package dev.nephelite.emulator.store;

import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
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

/** How large a data folder is when a load has ended. */
class FolderSizeTest {
    private static final int RECORDS = 5_000;
    private static final int WRITES = 40_000;
    private static final int RECORD_BYTES = 1_000;
    private static final int EVENT_BYTES = 400;
    private static final long LIVE_BYTES = (long) RECORDS * RECORD_BYTES + (long) WRITES * EVENT_BYTES;
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
            clock.advance(Duration.ofSeconds(3));

            Await.until("the folder is small", () -> folderBytes() < 2 * LIVE_BYTES + JOURNAL_BYTES + RESERVE_BYTES);
        }
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
