package dev.nephelite.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.OpenContent;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.store.disk.DataDamagedException;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.store.disk.StoreFailedException;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that change on the disk without anybody writing them. What is read is as it was written, or an error. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SilentDamageTest {
    private static final Table<String> NAMES = StoreContract.NAMES;
    private static final ManualClock CLOCK = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    private static final int RECORDS = 2_000;
    private static final int STEP = 4_099;
    private static final int BLOCK = 4_096;
    private static final int LARGE = 600_000;
    private static final int LARGEST_PAGE = 64 * 1024;
    private static final Pattern PAGE = Pattern.compile("the page at byte (\\d+) of \\S*store\\.mv cannot be read");

    @TempDir
    private Path root;

    private Path whole;
    private Content content;

    @BeforeEach
    void write() throws IOException {
        whole = root.resolve("whole");
        try (DataFolder folder = DataFolder.open(whole, new UnforcedDisk());
                Store store = Store.open(folder, Durability.PROCESS, Clocks.single(CLOCK), RandomIds.seeded(1))) {
            store.write(tx -> {
                for (int i = 0; i < RECORDS; i++) {
                    tx.put(NAMES, key(i), value(i));
                }
                return RECORDS;
            });
            byte[] bytes = new byte[LARGE];
            Arrays.fill(bytes, (byte) 7);
            try (PendingContent pendingContent = store.receive(new ByteArrayInputStream(bytes), LARGE)) {
                content = store.write(tx -> tx.store(pendingContent));
            }
        }
        // So that the records are not in the newest save, which is verified as a whole.
        try (DataFolder folder = DataFolder.open(whole, new UnforcedDisk());
                Store store = Store.open(folder, Durability.PROCESS, Clocks.single(CLOCK), RandomIds.seeded(2))) {
            store.write(tx -> {
                tx.put(NAMES, RecordKey.of("newest"), "save");
                return tx;
            });
        }
    }

    @Test
    void read_of_a_record_with_a_flipped_bit_in_the_tables_is_right_or_an_error() throws IOException {
        long size = Files.size(whole.resolve("store.mv"));
        int errors = 0;
        for (long place = 2 * BLOCK; place < size; place += STEP) {
            errors += readDamaged(place, 1);
        }
        assertThat(errors).isPositive();
    }

    @Test
    void read_of_a_record_with_a_zeroed_block_in_the_tables_is_right_or_an_error() throws IOException {
        long size = Files.size(whole.resolve("store.mv"));
        int errors = 0;
        for (long place = 2 * BLOCK; place < size; place += 3 * BLOCK) {
            errors += readDamaged(place, BLOCK);
        }
        assertThat(errors).isPositive();
    }

    @Test
    void read_of_a_page_with_any_flipped_bit_names_the_file_and_the_page() throws IOException {
        Path tables = whole.resolve("store.mv");
        long page = FileDamage.placeOf(tables, value(RECORDS - 1)) / BLOCK * BLOCK;
        int named = 0;
        for (long place = page; place < page + BLOCK; place += 23) {
            for (int bit : new int[] {0x01, 0x80}) {
                String problem = problemAfter(place, new byte[] {(byte) (byteAt(tables, place) ^ bit)});
                assertThat(problem).as("bit %d of byte %d", bit, place).contains("store.mv");
                Matcher offset = PAGE.matcher(problem);
                if (offset.find()) {
                    assertThat(place - Long.parseLong(offset.group(1)))
                            .as(problem)
                            .isBetween(0L, (long) LARGEST_PAGE);
                    named++;
                }
            }
        }
        assertThat(named).isPositive();
    }

    @Test
    void read_of_a_value_with_a_huge_length_names_the_file_and_the_page() throws IOException {
        long record = FileDamage.placeOf(whole.resolve("store.mv"), value(RECORDS - 1));
        byte[] hugeLength = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x07};

        // The lengths of the record and of the text in it are before that, each in two bytes.
        assertThat(problemAfter(record - 4, hugeLength)).containsPattern(PAGE).contains("store.mv");
    }

    /** The message of the error that a start, or a scan after it, ends in when some bytes are replaced. */
    private String problemAfter(long place, byte[] replacement) throws IOException {
        Path damaged = root.resolve("damaged");
        copy(damaged);
        try (RandomAccessFile file =
                new RandomAccessFile(damaged.resolve("store.mv").toFile(), "rw")) {
            file.seek(place);
            file.write(replacement);
        }
        try (DataFolder folder = DataFolder.open(damaged, new UnforcedDisk());
                Store store = Store.open(folder, Durability.PROCESS, Clocks.single(CLOCK), RandomIds.seeded(4))) {
            return "store.mv is as it was, with " + count(store) + " records";
        } catch (DataDamagedException | StoreFailedException noticed) {
            return String.valueOf(noticed.getMessage());
        }
    }

    private static int byteAt(Path file, long place) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            open.seek(place);
            return open.read();
        }
    }

    @Test
    void open_of_a_content_with_a_flipped_bit_at_its_beginning_is_an_error() throws IOException {
        flip(contentFile(), 5);

        try (DataFolder folder = DataFolder.open(whole, new UnforcedDisk());
                Store store = Store.open(folder, Durability.PROCESS, Clocks.single(CLOCK), RandomIds.seeded(3))) {
            assertThatExceptionOfType(StoreFailedException.class)
                    .isThrownBy(() -> store.read(view -> store.open(view, content)))
                    .withMessageContaining(contentFile().getFileName().toString());
        }
    }

    @Test
    void read_of_a_content_with_a_flipped_bit_far_inside_is_an_error() throws IOException {
        flip(contentFile(), LARGE - 1);

        try (DataFolder folder = DataFolder.open(whole, new UnforcedDisk());
                Store store = Store.open(folder, Durability.PROCESS, Clocks.single(CLOCK), RandomIds.seeded(3))) {
            assertThatExceptionOfType(StoreFailedException.class).isThrownBy(() -> {
                try (OpenContent open = store.read(view -> store.open(view, content))) {
                    open.bytes();
                }
            });
        }
    }

    @Test
    void start_of_a_service_that_reads_a_damaged_page_is_refused_with_the_remedy() throws IOException {
        Path damaged = root.resolve("damaged");
        int refused = 0;
        for (long place = 2 * BLOCK; place < Files.size(whole.resolve("store.mv")); place += 8 * BLOCK) {
            copy(damaged);
            flip(damaged.resolve("store.mv"), place + BLOCK / 2);
            try (DataFolder folder = DataFolder.open(damaged, new UnforcedDisk());
                    Store store = Store.open(folder, Durability.PROCESS, Clocks.single(CLOCK), RandomIds.seeded(5))) {
                assertThat(store.start(() -> count(store))).isEqualTo(RECORDS + 1);
            } catch (DataDamagedException damage) {
                refused++;
                assertThat(damage)
                        .hasMessageContaining("The file " + damaged.resolve("store.mv") + " is damaged")
                        .hasMessageContainingAll(damaged.toString(), "Nothing was changed. Repair the folder");
            }
        }
        assertThat(refused).isPositive();
    }

    private static long count(Store store) {
        return store.<Long>read(
                view -> view.scan(NAMES, RecordKey.FIRST, RecordKey.AFTER_ALL).count());
    }

    /** Returns 1 if something could not be read, and 0 if everything was right. */
    private int readDamaged(long place, int count) throws IOException {
        Path damaged = root.resolve("damaged");
        copy(damaged);
        try (RandomAccessFile file =
                new RandomAccessFile(damaged.resolve("store.mv").toFile(), "rw")) {
            file.seek(place);
            int before = file.read();
            file.seek(place);
            file.write(count == 1 ? new byte[] {(byte) (before ^ 0x10)} : new byte[count]);
        }
        try (DataFolder folder = DataFolder.open(damaged, new UnforcedDisk());
                Store store = Store.open(folder, Durability.PROCESS, Clocks.single(CLOCK), RandomIds.seeded(4))) {
            return readAll(store, place);
        } catch (DataDamagedException refused) {
            return 1;
        }
    }

    private static int readAll(Store store, long place) {
        int errors = 0;
        for (int i = 0; i < RECORDS; i++) {
            RecordKey key = key(i);
            try {
                String value = store.<@Nullable String>read(view -> view.get(NAMES, key));
                assertThat(value).as("record %d, damaged at %d", i, place).isEqualTo(value(i));
            } catch (StoreFailedException noticed) {
                errors = 1;
            }
        }
        return errors;
    }

    private static RecordKey key(int i) {
        return RecordKey.of("record " + i * 7919L % RECORDS, "with a key of some length");
    }

    private static String value(int i) {
        return ("value " + i + " ").repeat(20);
    }

    private Path contentFile() throws IOException {
        return ExtentFolder.files(whole).get(0);
    }

    private static void flip(Path file, long place) throws IOException {
        try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
            damaged.seek(place);
            int before = damaged.read();
            damaged.seek(place);
            damaged.write(before ^ 1);
        }
    }

    private void copy(Path to) throws IOException {
        try (Stream<Path> files = Files.walk(whole)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(whole.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        try (Stream<Path> journal = Files.list(to.resolve("journal"))) {
            for (Path file : journal.toList()) {
                if (Files.notExists(whole.resolve(to.relativize(file)))) {
                    Files.delete(file);
                }
            }
        }
    }
}
