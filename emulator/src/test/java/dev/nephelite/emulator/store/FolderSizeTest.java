package dev.nephelite.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Disk;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.store.journal.JournalFiles;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.time.Clock;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
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
    private static final int BATCHES = 6;
    private static final int BATCH = 2_000;
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
                return bytesIn(path) < 2 * LIVE_BYTES + JOURNAL_BYTES + RESERVE_BYTES;
            });
        }
    }

    @Test
    void journal_ofManyChangesDuringASave_isDeletedThoughThereAreNoMoreWrites() throws IOException {
        ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
        AtomicReference<Runnable> duringNextSave = new AtomicReference<>(() -> {});
        Disk disk = new Disk() {
            @Override
            public void replace(Path file, byte[] bytes) throws IOException {
                Disk.LOCAL.replace(file, bytes);
                duringNextSave.getAndSet(() -> {}).run();
            }
        };
        try (DataFolder folder = DataFolder.open(path, disk);
                Store store = Store.open(folder, Durability.PROCESS, Clocks.single(clock), RandomIds.seeded(1))) {
            String value = "v".repeat(RECORD_BYTES);
            writeBatch(store, 0, (tx, key) -> tx.put(StoreContract.NAMES, key, value));
            duringNextSave.set(() -> {
                for (int batch = 1; batch <= BATCHES; batch++) {
                    writeBatch(store, batch, (tx, key) -> tx.put(StoreContract.NAMES, key, value));
                }
                clock.advance(CHECKPOINT_INTERVAL);
            });
            long before = saves(folder);
            clock.advance(CHECKPOINT_INTERVAL);
            Await.until("the changes during the first save are saved, too", () -> saves(folder) > before + 1);

            Await.until("the journal is small", () -> {
                clock.advance(CHECKPOINT_INTERVAL);
                return bytesIn(folder.journal()) < JOURNAL_BYTES;
            });
        }
    }

    /** One save for the checkpoint and one for a compaction; what is left is put off until there are no more writes. */
    @Test
    void checkpoint_ofManyChanges_doesNotShrinkTheFileYet() throws IOException {
        ManualClock time = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
        AtomicInteger scheduled = new AtomicInteger();
        try (DataFolder folder = DataFolder.open(path);
                Store store = Store.open(
                        folder, Durability.PROCESS, Clocks.single(counting(time, scheduled)), RandomIds.seeded(1))) {
            for (int batch = 0; batch < BATCHES; batch++) {
                long before = saves(folder);
                writeBatch(store, batch, (tx, key) -> tx.put(StoreContract.NAMES, key, "v".repeat(RECORD_BYTES)));
                time.advance(CHECKPOINT_INTERVAL);
                Await.until("the batch is saved", () -> saves(folder) > before);
            }
            long before = saves(folder);
            for (int batch = 0; batch < BATCHES; batch++) {
                writeBatch(store, batch, (tx, key) -> tx.remove(StoreContract.NAMES, key));
            }
            int scheduledBefore = scheduled.get();

            time.advance(CHECKPOINT_INTERVAL);
            Await.until("the next checkpoint is scheduled", () -> scheduled.get() > scheduledBefore);

            assertThat(saves(folder) - before).isBetween(1L, 2L);
        }
    }

    private static void writeBatch(Store store, int batch, BiConsumer<Transaction, RecordKey> change) {
        for (int i = batch * BATCH; i < (batch + 1) * BATCH; i++) {
            RecordKey key = RecordKey.of(RecordKey.number(i));
            store.write(tx -> {
                change.accept(tx, key);
                return key;
            });
        }
    }

    /** A clock that counts how often something is scheduled. */
    private static Clock counting(Clock clock, AtomicInteger scheduled) {
        return new Clock() {
            @Override
            public Instant now() {
                return clock.now();
            }

            @Override
            public Scheduled scheduleAt(Instant due, Runnable task) {
                Scheduled timer = clock.scheduleAt(due, task);
                scheduled.incrementAndGet();
                return timer;
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                clock.sleep(duration);
            }
        };
    }

    /** Each save begins the next file of the journal. */
    private static long saves(DataFolder folder) {
        try {
            List<Long> numbers = JournalFiles.numbersIn(folder.journal());
            return numbers.get(numbers.size() - 1) - 1;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static long bytesIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
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
