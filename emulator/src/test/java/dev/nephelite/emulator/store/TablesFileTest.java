package dev.nephelite.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.store.content.ExtentFiles;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.store.journal.Journal;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.TableStore;
import dev.nephelite.emulator.time.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How large the files of a store are, after checkpoints as a running store makes them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TablesFileTest {
    private static final int RECORDS = 2_000;
    private static final int ROUNDS = 20;
    private static final long LIVE_BYTES = RECORDS * 1024L;

    @TempDir
    private Path path;

    private Open open;

    @BeforeEach
    void open() throws IOException {
        open = new Open(path);
    }

    @AfterEach
    void close() throws IOException {
        open.close();
    }

    @Nested
    class Given_records_that_are_overwritten_again_and_again {
        @BeforeEach
        void overwrite() throws IOException {
            for (int round = 0; round < ROUNDS; round++) {
                String value = String.valueOf(round).repeat(1024).substring(0, 1024);
                for (int i = 0; i < RECORDS; i++) {
                    RecordKey key = RecordKey.of(RecordKey.number(i * 7919L % RECORDS));
                    open.storeWriter.write(tx -> {
                        tx.put(StoreContract.NAMES, key, value);
                        return key;
                    });
                }
                open.save();
            }
        }

        @Test
        void compact_keepsTheFileBelowThreeTimesItsRecords() throws IOException {
            assertThat(Files.size(path.resolve("store.mv"))).isLessThan(3 * LIVE_BYTES);
        }

        @Test
        void save_deletesTheJournal() throws IOException {
            open.save();
            open.save();

            assertThat(open.journalBytes()).isZero();
        }

        @Test
        void compact_shrinksTheFileAfterDeletions() throws IOException {
            for (int i = 0; i < RECORDS; i++) {
                RecordKey key = RecordKey.of(RecordKey.number(i));
                open.storeWriter.write(tx -> {
                    tx.remove(StoreContract.NAMES, key);
                    return key;
                });
            }
            open.save();

            assertThat(Files.size(path.resolve("store.mv"))).isLessThan(LIVE_BYTES / 10);
        }
    }

    @Nested
    class Given_records_that_were_overwritten_faster_than_the_file_was_compacted {
        private static final int MANY = 10_000;
        private static final int OVERWRITES = 10_000;
        private static final int WRITES_BETWEEN_SAVES = 100;
        private static final long MANY_BYTES = MANY * 1024L;

        @BeforeEach
        void overwriteWithoutCompaction() throws IOException {
            Random random = new Random(1);
            for (int i = 0; i < MANY + OVERWRITES; i++) {
                RecordKey key = RecordKey.of(RecordKey.number(i < MANY ? i : random.nextInt(MANY)));
                open.storeWriter.write(tx -> {
                    tx.put(StoreContract.NAMES, key, "x".repeat(1024));
                    return key;
                });
                if (i >= MANY && i % WRITES_BETWEEN_SAVES == 0) {
                    open.checkpoint.save();
                }
            }
        }

        @Test
        void the_file_shrinks_to_less_than_twice_what_is_in_it_when_there_is_time() throws IOException {
            assertThat(Files.size(path.resolve("store.mv"))).isGreaterThan(3 * MANY_BYTES);

            open.save();

            assertThat(Files.size(path.resolve("store.mv"))).isLessThan(2 * MANY_BYTES);
        }
    }

    /** The parts of a store, whose checkpoints are made by the test. */
    private static final class Open implements AutoCloseable {
        private final Path path;
        private final DataFolder folder;
        private final StoreWriter storeWriter;
        private final Checkpoint checkpoint;

        private Open(Path path) throws IOException {
            this.path = path;
            folder = DataFolder.open(path);
            Recovery recovery = new Recovery(folder);
            TableStore records = recovery.open();
            Journal journal = recovery.openJournal(records, Durability.PROCESS);
            ExtentStore extentStore = new ExtentStore(new ExtentFiles(folder, Durability.PROCESS), false);
            ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
            storeWriter = new StoreWriter(records, journal, extentStore, recovery::open, clock);
            checkpoint = recovery.checkpoint(records, journal, storeWriter);
        }

        private void save() throws IOException {
            boolean moved = true;
            while (moved) {
                moved = false;
                checkpoint.save();
                while (checkpoint.compact() || checkpoint.shrink()) {
                    checkpoint.save();
                    moved = true;
                }
            }
            checkpoint.save();
        }

        private long journalBytes() throws IOException {
            long bytes = 0;
            try (Stream<Path> files = Files.list(path.resolve("journal"))) {
                for (Path file : files.toList()) {
                    bytes += Files.size(file);
                }
            }
            return bytes;
        }

        @Override
        public void close() throws IOException {
            checkpoint.saveAndClose();
            folder.close();
        }
    }
}
