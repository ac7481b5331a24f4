package dev.nephelite.blob.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.ContainerName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blobs whose bytes change in place. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobSegmentsTest {
    private static final ContainerName DISKS = new ContainerName("disks");
    private static final BlobAddress DISK = StoreFolder.address(DISKS, "disk.vhd");
    private static final BlobAddress COPY = StoreFolder.address(DISKS, "copy.vhd");

    private static final int UNIT = Disk.UNIT;
    private static final int UNITS = 40;

    @TempDir
    private Path path;

    private StoreFolder folder;
    private Disk disk;

    @BeforeEach
    void open() throws IOException {
        folder = new StoreFolder(path);
        folder.create(DISKS);
        disk = Disk.create(folder, DISK, UNITS);
    }

    @AfterEach
    void close() throws IOException {
        folder.close();
    }

    @Nested
    class Given_six_units_that_were_written_at_once {
        @BeforeEach
        void write() throws IOException {
            disk.write(2, 6, 'a');
        }

        @Test
        void the_rest_is_zeros() throws IOException {
            assertThat(disk.read(10)).isEqualTo("..aaaaaa..");
        }

        @ParameterizedTest
        @CsvSource({
            "0, 2, bbaaaaaa..",
            "0, 3, bbbaaaaa..",
            "1, 8, .bbbbbbbb.",
            "2, 1, ..baaaaa..",
            "2, 6, ..bbbbbb..",
            "4, 2, ..aabbaa..",
            "7, 1, ..aaaaab..",
            "7, 2, ..aaaaabb.",
            "8, 2, ..aaaaaabb"
        })
        void what_is_written_over_it_takes_its_place(int first, int count, String expected) throws IOException {
            disk.write(first, count, 'b');

            assertThat(disk.read(10)).isEqualTo(expected);
            disk.assertNothingOverlaps();
        }

        @ParameterizedTest
        @CsvSource({
            "0, 2, ..aaaaaa..",
            "0, 3, ...aaaaa..",
            "0, 10, ..........",
            "4, 2, ..aa..aa..",
            "7, 3, ..aaaaa...",
            "4, 0, ..aaaaaa..",
            "4, -2, ..aaaaaa.."
        })
        void what_is_cleared_is_zeros_again(int first, int count, String expected) throws IOException {
            disk.clear(first, count);

            assertThat(disk.read(10)).isEqualTo(expected);
            disk.assertNothingOverlaps();
        }

        @Test
        void its_file_stays_as_long_as_any_of_it_is_there() throws IOException {
            folder.write(tx -> {
                tx.clear(disk.layout(), 0, 3 * UNIT);
                tx.clear(disk.layout(), 4 * UNIT, 10 * UNIT);
            });
            folder.assertFiles(1);
            assertThat(disk.read(10)).isEqualTo("...a......");

            folder.write(tx -> tx.clear(disk.layout(), 3 * UNIT, 4 * UNIT));
            folder.assertFiles(0);
        }

        @Test
        void a_part_can_be_read() throws IOException {
            byte[] part = disk.bytes(UNIT + 1, 2 * UNIT);

            assertThat(part).hasSize(2 * UNIT);
            assertThat(Arrays.copyOf(part, UNIT - 1)).containsOnly(0);
            assertThat(Arrays.copyOfRange(part, UNIT - 1, 2 * UNIT)).containsOnly('a');
        }

        @Test
        void the_pieces_of_a_range_are_those_with_bytes_in_it() {
            assertThat(disk.segments(0, 2)).isEmpty();
            assertThat(disk.segments(7, 8)).containsExactly("2-8");
            assertThat(disk.segments(8, 9)).isEmpty();
            assertThat(disk.segments(3, 3)).isEmpty();
        }

        @Test
        void a_change_that_fails_leaves_everything_as_it_was() throws IOException {
            assertThat(catchThrowable(() -> folder.write(tx -> {
                        tx.clear(disk.layout(), 3 * UNIT, 4 * UNIT);
                        throw new IllegalStateException("no");
                    })))
                    .isInstanceOf(IllegalStateException.class);

            assertThat(disk.read(10)).isEqualTo("..aaaaaa..");
            assertThat(disk.segments(0, 10)).containsExactly("2-8");
        }

        @Test
        void all_of_it_is_there_after_a_restart() throws IOException {
            disk.write(4, 2, 'b');
            folder.restart();

            assertThat(disk.read(10)).isEqualTo("..aabbaa..");
        }
    }

    @Nested
    class Given_a_copy {
        private Disk copy;

        @BeforeEach
        void copy() throws IOException {
            disk.write(0, 4, 'a');
            copy = Disk.create(folder, COPY, UNITS);
            disk.copyTo(copy);
        }

        @Test
        void it_has_the_same_bytes_in_the_same_files() throws IOException {
            assertThat(copy.read(6)).isEqualTo("aaaa..");
            folder.assertFiles(1);
        }

        @Test
        void what_is_written_to_one_is_not_in_the_other() throws IOException {
            disk.write(1, 1, 'b');
            folder.write(tx -> tx.clear(copy.layout(), 0, UNIT));

            assertThat(disk.read(6)).isEqualTo("abaa..");
            assertThat(copy.read(6)).isEqualTo(".aaa..");
        }

        @Test
        void the_bytes_go_with_the_last_that_has_them() throws IOException {
            folder.write(tx -> tx.delete(DISK));
            folder.assertFiles(1);
            assertThat(copy.read(6)).isEqualTo("aaaa..");

            folder.write(tx -> tx.delete(COPY));
            folder.assertFiles(0);
            assertThat(folder.records(BlobTables.SEGMENTS)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatever_is_done_each_blob_has_what_was_written_to_it(long seed) throws IOException {
        Random random = new Random(seed);
        char[] expected = ".".repeat(UNITS).toCharArray();
        char[] expectedCopy = expected.clone();
        Disk copy = Disk.create(folder, COPY, UNITS);
        for (int step = 0; step < 150; step++) {
            int first = random.nextInt(UNITS);
            int count = 1 + random.nextInt(Math.min(8, UNITS - first));
            char letter = (char) ('a' + random.nextInt(26));
            switch (random.nextInt(10)) {
                case 0 -> {
                    copy.clear(0, UNITS);
                    disk.copyTo(copy);
                    expectedCopy = expected.clone();
                }
                case 1, 2, 3 -> {
                    disk.clear(first, count);
                    Arrays.fill(expected, first, first + count, '.');
                }
                default -> {
                    disk.write(first, count, letter);
                    Arrays.fill(expected, first, first + count, letter);
                }
            }
            assertThat(disk.read(UNITS)).isEqualTo(new String(expected));
            assertThat(copy.read(UNITS)).isEqualTo(new String(expectedCopy));
            disk.assertNothingOverlaps();
        }
        folder.write(tx -> {
            tx.delete(DISK);
            tx.delete(COPY);
        });
        assertThat(folder.records(BlobTables.SEGMENTS)).isZero();
        folder.assertFiles(0);
    }
}
