package dev.nephelite.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.emulator.store.disk.DataDamagedException;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.store.journal.JournalFrame;
import dev.nephelite.emulator.store.repair.FolderRepair;
import dev.nephelite.emulator.store.table.CheckpointFooter;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.testing.Await;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages the files of a store at every place of its last writes. The store must open with exactly what was acknowledged
 * up to some moment, or refuse the folder and leave it as it is if acknowledged writes are certainly lost.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CutPointTest {
    private static final ManualClock CLOCK = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    private static final Table<String> NAMES = StoreContract.NAMES;
    private static final int HEADER_BYTES = 200;
    private static final int WRITES = 6;
    /** The tables are some 10,000 bytes; every one of them is damaged on demand. */
    private static final int STEP = Integer.getInteger("nephelite.cut.step", 29);

    @TempDir
    private Path root;

    private Path whole = Path.of("");
    private final List<Map<String, String>> history = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        whole = root.resolve("whole");
        history.add(Map.of());
        try (Running running = new Running(whole)) {
            for (int i = 0; i < WRITES; i++) {
                change(running, i);
            }
        }
    }

    @Nested
    class Given_a_process_that_was_killed {
        private Path killed = Path.of("");
        private Path journal = Path.of("");
        private Path oldestJournal = Path.of("");
        private int saved;

        @BeforeEach
        void writeMoreAndKill() throws IOException {
            saved = history.size() - 1;
            killed = root.resolve("killed");
            try (Running running = new Running(whole)) {
                for (int i = 0; i < WRITES; i++) {
                    change(running, i + WRITES);
                }
                copy(whole, killed);
            }
            try (Stream<Path> files = Files.list(killed.resolve("journal"))) {
                List<Path> inOrder = files.sorted().toList();
                oldestJournal = inOrder.get(0);
                journal = inOrder.get(inOrder.size() - 1);
            }
        }

        @Test
        void open_findsAllAcknowledgedWrites() throws IOException {
            assertThat(stateOf(killed)).isEqualTo(history.get(history.size() - 1));
        }

        @Test
        void open_recoversAllWritesBeforeACutInTheJournal() throws IOException {
            long size = Files.size(journal);
            List<Integer> ends = new ArrayList<>();
            for (long cut = 0; cut < size; cut++) {
                Path damaged = damage(killed, journal, truncation(cut));
                int found = history.indexOf(stateOf(damaged));
                assertThat(found).as("cut at " + cut).isGreaterThanOrEqualTo(saved);
                assertThat(damaged.resolve("damaged")).as("cut at " + cut).doesNotExist();
                ends.add(found);
            }
            assertThat(ends).isSorted();
            assertThat(ends.get(ends.size() - 1)).isEqualTo(history.size() - 2);
        }

        @Test
        void open_recoversAllWritesBeforeADamagedLastOne() throws IOException {
            for (long place = lastFrame(); place < Files.size(journal); place++) {
                Path damaged = damage(killed, journal, flippedByte(place));

                assertThat(stateOf(damaged)).as("damaged at " + place).isEqualTo(history.get(history.size() - 2));
                assertThat(damaged.resolve("damaged")).as("damaged at " + place).isNotEmptyDirectory();
            }
        }

        @Test
        void open_cutsOffZerosAtTheEndOfTheJournal() throws IOException {
            Path damaged = damage(killed, journal, file -> {
                file.setLength(lastFrame());
                file.setLength(lastFrame() + 100);
            });

            assertThat(stateOf(damaged)).isEqualTo(history.get(history.size() - 2));
            assertThat(damaged.resolve("damaged")).doesNotExist();
        }

        @Test
        void open_refusesAJournalDamagedBeforeItsLastWrite() throws IOException {
            for (long place = 0; place < lastFrame(); place++) {
                Path damaged = damage(killed, journal, flippedByte(place));
                Map<String, Long> before = checksums(damaged);

                assertThatExceptionOfType(DataDamagedException.class)
                        .as("damaged at " + place)
                        .isThrownBy(() -> stateOf(damaged))
                        .withMessageContaining(journal.getFileName().toString())
                        .withMessageContainingAll(damaged.toString(), "Repair the folder");
                assertThat(checksums(damaged)).as("damaged at " + place).isEqualTo(before);
            }
        }

        @Test
        void repair_makesAJournalDamagedBeforeItsLastWriteUsable() throws IOException {
            Path damaged = damage(killed, journal, flippedByte(lastFrame() - 1));

            FolderRepair.repair(damaged, List.of(), progress -> {});

            assertThat(stateOf(damaged)).isEqualTo(history.get(history.size() - 3));
        }

        private long lastFrame() throws IOException {
            byte[] bytes = Files.readAllBytes(journal);
            int frame = 0;
            int next = 0;
            while (next < bytes.length) {
                frame = next;
                next += JournalFrame.HEAD + (int) JournalFrame.lengthAt(bytes, frame);
            }
            return frame;
        }

        /** Those of all files but the lock and the process id, which every start takes. */
        private static Map<String, Long> checksums(Path folder) throws IOException {
            Map<String, Long> checksums = new TreeMap<>();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    CRC32C checksum = new CRC32C();
                    checksum.update(Files.readAllBytes(file));
                    checksums.put(folder.relativize(file).toString(), checksum.getValue());
                }
            }
            checksums.keySet().removeAll(List.of("lock", "pid"));
            return checksums;
        }

        @Test
        void write_afterDamageWasCutOffSurvivesTheNextStart() throws IOException {
            Path damaged = damage(killed, journal, flippedByte(Files.size(journal) - 1));
            try (Running running = new Running(damaged)) {
                // A copy is like a kill only when what was brought back has been saved, for files go then.
                Path oldest = damaged.resolve(killed.relativize(oldestJournal));
                Await.until("the oldest journal is gone", () -> Files.notExists(oldest));
                running.store.write(tx -> {
                    tx.put(NAMES, RecordKey.of("after"), "the damage");
                    return tx.ticks();
                });
                copy(damaged, root.resolve("killed again"));
            }

            assertThat(stateOf(root.resolve("killed again"))).containsEntry("after", "the damage");
        }
    }

    @Nested
    class Given_tables_that_were_damaged {
        private static final String TABLES = "store.mv";

        @Test
        void open_recoversTruncatedTablesFromTheJournal() throws IOException {
            long size = Files.size(whole.resolve(TABLES));
            for (long cut : places(lastSave(), size)) {
                Path damaged = damage(whole, whole.resolve(TABLES), truncation(cut));

                assertThat(stateOf(damaged)).as("cut at " + cut).isEqualTo(history.get(WRITES));
            }
        }

        @Test
        void open_recoversDamagedTablesFromTheJournal() throws IOException {
            long size = Files.size(whole.resolve(TABLES));
            for (long place : places(lastSave(), size)) {
                Path damaged = damage(whole, whole.resolve(TABLES), flippedByte(place));

                assertThat(stateOf(damaged)).as("damaged at " + place).isEqualTo(history.get(WRITES));
            }
        }

        private long lastSave() throws IOException {
            return Objects.requireNonNull(CheckpointFooter.read(whole.resolve("store.seal")))
                    .offset();
        }

        /** Every byte of the header, and some of what follows. */
        private static List<Long> places(long from, long to) {
            long body = from + HEADER_BYTES;
            return LongStream.concat(
                            LongStream.range(from, body),
                            LongStream.iterate(body, place -> place < to, place -> place + STEP))
                    .boxed()
                    .toList();
        }
    }

    /** Two records that change together, one that is overwritten and one that goes. */
    private void change(Running running, int number) {
        running.store.write(tx -> {
            tx.put(NAMES, RecordKey.of("one" + number), "value " + number);
            tx.put(NAMES, RecordKey.of("other" + number), "value " + number);
            tx.put(NAMES, RecordKey.of("last"), "value " + number);
            tx.remove(NAMES, RecordKey.of("one" + (number - 2)));
            return number;
        });
        history.add(running.state());
    }

    private Damage truncation(long length) {
        return file -> file.setLength(length);
    }

    private Damage flippedByte(long place) {
        return file -> {
            file.seek(place);
            int before = file.read();
            file.seek(place);
            file.write(before ^ 0x55);
        };
    }

    private Path damage(Path folder, Path file, Damage damage) throws IOException {
        Path copy = root.resolve("damaged");
        copy(folder, copy);
        try (RandomAccessFile damaged =
                new RandomAccessFile(copy.resolve(folder.relativize(file)).toFile(), "rw")) {
            damage.to(damaged);
        }
        return copy;
    }

    private static Map<String, String> stateOf(Path folder) throws IOException {
        try (Running running = new Running(folder)) {
            return running.state();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            delete(to);
        }
        try (Stream<Path> files = Files.walk(from, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException cannot) {
                    throw new UncheckedIOException(cannot);
                }
            });
        }
    }

    /** What happens to a file. */
    private interface Damage {
        void to(RandomAccessFile file) throws IOException;
    }

    /** A store that is open. */
    private static final class Running implements AutoCloseable {
        private final DataFolder folder;
        private final Store store;

        private Running(Path path) throws IOException {
            folder = DataFolder.open(path, new UnforcedDisk());
            try {
                store = Store.open(folder, Durability.PROCESS, Clocks.single(CLOCK), RandomIds.seeded(1));
            } catch (RuntimeException refused) {
                folder.close();
                throw refused;
            }
        }

        private Map<String, String> state() {
            return store.read(view -> view.scan(NAMES, RecordKey.FIRST, RecordKey.AFTER_ALL)
                    .collect(Collectors.toMap(
                            entry -> entry.getKey().text(), Map.Entry::getValue, (one, other) -> other, TreeMap::new)));
        }

        @Override
        public void close() throws IOException {
            store.close();
            folder.close();
        }
    }
}
