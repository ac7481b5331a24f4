package dev.nephelite.blob.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.model.Layout;
import dev.nephelite.emulator.store.Cleaning;
import dev.nephelite.emulator.store.Content;
import dev.nephelite.emulator.store.Draft;
import dev.nephelite.emulator.store.OpenContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
class PiecesTest {
    private static final ContainerName DISKS = new ContainerName("disks");
    private static final BlobAddress DISK = StoreFolder.address(DISKS, "disk.vhd");
    private static final BlobAddress COPY = StoreFolder.address(DISKS, "copy.vhd");

    /** Three of them make a file. */
    private static final int UNIT = 4096;

    private static final int UNITS = 40;

    @TempDir
    private Path path;

    private StoreFolder folder;
    private Layout.Pages disk;

    @BeforeEach
    void open() throws IOException {
        folder = new StoreFolder(path);
        folder.create(DISKS);
        disk = create(DISK);
    }

    @AfterEach
    void close() throws IOException {
        folder.close();
    }

    @Nested
    class Given_six_units_that_were_written_at_once {
        @BeforeEach
        void write() throws IOException {
            PiecesTest.this.write(2, 6, 'a');
        }

        @Test
        void the_rest_is_zeros() throws IOException {
            assertThat(look(DISK, 10)).isEqualTo("..aaaaaa..");
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
            PiecesTest.this.write(first, count, 'b');

            assertThat(look(DISK, 10)).isEqualTo(expected);
            assertNothingOverlaps(disk);
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
            folder.write(tx -> tx.clear(disk, (long) first * UNIT, (long) (first + count) * UNIT));

            assertThat(look(DISK, 10)).isEqualTo(expected);
            assertNothingOverlaps(disk);
        }

        @Test
        void its_file_stays_as_long_as_any_of_it_is_there() throws IOException {
            folder.write(tx -> {
                tx.clear(disk, 0, 3 * UNIT);
                tx.clear(disk, 4 * UNIT, 10 * UNIT);
            });
            folder.assertFiles(1);
            assertThat(look(DISK, 10)).isEqualTo("...a......");

            folder.write(tx -> tx.clear(disk, 3 * UNIT, 4 * UNIT));
            folder.assertFiles(0);
        }

        @Test
        void a_part_can_be_read() throws IOException {
            byte[] part = folder.blobs.read(view -> bytes(view.open(stored(view, DISK), UNIT + 1, 2 * UNIT)));

            assertThat(part).hasSize(2 * UNIT);
            assertThat(Arrays.copyOf(part, UNIT - 1)).containsOnly(0);
            assertThat(Arrays.copyOfRange(part, UNIT - 1, 2 * UNIT)).containsOnly('a');
        }

        @Test
        void the_pieces_of_a_range_are_those_with_bytes_in_it() {
            assertThat(pieces(disk, 0, 2)).isEmpty();
            assertThat(pieces(disk, 7, 8)).containsExactly("2-8");
            assertThat(pieces(disk, 8, 9)).isEmpty();
            assertThat(pieces(disk, 3, 3)).isEmpty();
        }

        @Test
        void a_change_that_fails_leaves_everything_as_it_was() throws IOException {
            assertThat(catchThrowable(() -> folder.write(tx -> {
                        tx.clear(disk, 3 * UNIT, 4 * UNIT);
                        throw new IllegalStateException("no");
                    })))
                    .isInstanceOf(IllegalStateException.class);

            assertThat(look(DISK, 10)).isEqualTo("..aaaaaa..");
            assertThat(pieces(disk, 0, 10)).containsExactly("2-8");
        }

        @Test
        void all_of_it_is_there_after_a_restart() throws IOException {
            PiecesTest.this.write(4, 2, 'b');
            folder.restart();

            assertThat(look(DISK, 10)).isEqualTo("..aabbaa..");
        }
    }

    @Nested
    class Given_a_copy {
        private Layout.Pages copy;

        @BeforeEach
        void copy() throws IOException {
            PiecesTest.this.write(0, 4, 'a');
            copy = create(COPY);
            folder.write(tx -> tx.copyPieces(disk, copy));
        }

        @Test
        void it_has_the_same_bytes_in_the_same_files() throws IOException {
            assertThat(look(COPY, 6)).isEqualTo("aaaa..");
            folder.assertFiles(1);
        }

        @Test
        void what_is_written_to_one_is_not_in_the_other() throws IOException {
            PiecesTest.this.write(1, 1, 'b');
            folder.write(tx -> tx.clear(copy, 0, UNIT));

            assertThat(look(DISK, 6)).isEqualTo("abaa..");
            assertThat(look(COPY, 6)).isEqualTo(".aaa..");
        }

        @Test
        void the_bytes_go_with_the_last_that_has_them() throws IOException {
            folder.write(tx -> tx.delete(DISK));
            folder.assertFiles(1);
            assertThat(look(COPY, 6)).isEqualTo("aaaa..");

            folder.write(tx -> tx.delete(COPY));
            folder.assertFiles(0);
            assertThat(folder.records(Tables.PIECES)).isZero();
        }
    }

    @Nested
    class Given_more_pieces_than_are_removed_at_once {
        private static final int MANY = Cleaning.PIECE * 3;

        /** All have the bytes of one file. */
        @BeforeEach
        void write() throws IOException {
            PiecesTest.this.write(0, 3, 'a');
            folder.write(tx -> {
                Content content = tx.content(stored(tx, DISK), 0, UNIT);
                for (int i = 3; i < MANY; i++) {
                    tx.retain(content);
                    tx.write(disk, (long) i * UNIT, content);
                }
            });
        }

        @Test
        void the_rest_goes_soon_after_the_blob() throws IOException {
            folder.write(tx -> tx.delete(DISK));
            assertThat(folder.blob(DISK)).isEmpty();
            assertThat(folder.records(Tables.PIECES)).isPositive();
            assertThat(folder.records(Tables.ABANDONED)).isEqualTo(1);

            folder.clean();
            assertThat(folder.records(Tables.PIECES)).isZero();
            assertThat(folder.records(Tables.ABANDONED)).isZero();
            folder.assertFiles(0);
        }

        @Test
        void what_stays_when_nearly_all_is_cleared_is_moved() throws IOException {
            long to = (MANY - 1L) * UNIT;
            PiecesTest.this.write(MANY - 2, 2, 'b');
            Layout.Pages moved = folder.blobs.write(tx -> tx.clear(disk, UNIT, to));

            assertThat(moved.incarnation()).isNotEqualTo(disk.incarnation());
            assertThat(folder.records(Tables.PIECES)).isPositive().isLessThan(MANY);
            assertThat(pieces(moved, 0, MANY)).containsExactly("0-1", (MANY - 1) + "-" + MANY);

            folder.clean();
            assertThat(folder.records(Tables.PIECES)).isEqualTo(2);
        }

        @Test
        void what_is_cleared_where_much_stays_goes_at_once() {
            Layout.Pages same = folder.blobs.write(tx -> tx.clear(disk, 0, UNIT * 600L));

            assertThat(same).isEqualTo(disk);
            assertThat(folder.records(Tables.PIECES)).isEqualTo(MANY - 600);
        }

        @Test
        void all_goes_soon_after_the_container() throws IOException {
            folder.delete(DISKS);
            folder.clean();

            assertThat(folder.records(Tables.PIECES)).isZero();
            assertThat(folder.records(Tables.ABANDONED)).isZero();
            folder.assertFiles(0);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatever_is_done_each_blob_has_what_was_written_to_it(long seed) throws IOException {
        Random random = new Random(seed);
        char[] expected = ".".repeat(UNITS).toCharArray();
        char[] expectedCopy = expected.clone();
        Layout.Pages copy = create(COPY);
        for (int step = 0; step < 150; step++) {
            int first = random.nextInt(UNITS);
            int count = 1 + random.nextInt(Math.min(8, UNITS - first));
            char letter = (char) ('a' + random.nextInt(26));
            switch (random.nextInt(10)) {
                case 0 -> {
                    folder.write(tx -> {
                        tx.clear(copy, 0, copy.length());
                        tx.copyPieces(disk, copy);
                    });
                    expectedCopy = expected.clone();
                }
                case 1, 2, 3 -> {
                    folder.write(tx -> tx.clear(disk, (long) first * UNIT, (long) (first + count) * UNIT));
                    Arrays.fill(expected, first, first + count, '.');
                }
                default -> {
                    write(first, count, letter);
                    Arrays.fill(expected, first, first + count, letter);
                }
            }
            assertThat(look(DISK, UNITS)).isEqualTo(new String(expected));
            assertThat(look(COPY, UNITS)).isEqualTo(new String(expectedCopy));
            assertNothingOverlaps(disk);
        }
        folder.write(tx -> {
            tx.delete(DISK);
            tx.delete(COPY);
        });
        assertThat(folder.records(Tables.PIECES)).isZero();
        folder.assertFiles(0);
    }

    private Layout.Pages create(BlobAddress address) {
        return folder.blobs.write(tx -> {
            Layout.Pages layout = new Layout.Pages((long) UNITS * UNIT, tx.nextIncarnation(), 0);
            Blob blob = StoreFolder.BLOB.change().layout(layout).build();
            tx.replace(address, blob, Content.EMPTY);
            return layout;
        });
    }

    private void write(int first, int count, char letter) throws IOException {
        byte[] bytes = new byte[count * UNIT];
        Arrays.fill(bytes, (byte) letter);
        try (Draft draft = folder.blobs.receive(new ByteArrayInputStream(bytes), bytes.length)) {
            folder.write(tx -> tx.write(disk, (long) first * UNIT, tx.keep(draft)));
        }
    }

    /** One letter for each unit, a dot for zeros; every byte of a unit must be the same. */
    private String look(BlobAddress address, int units) throws IOException {
        byte[] bytes = folder.blobs.read(view -> bytes(view.open(stored(view, address), 0, (long) units * UNIT)));
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < units; i++) {
            byte first = bytes[i * UNIT];
            byte[] unit = Arrays.copyOfRange(bytes, i * UNIT, (i + 1) * UNIT);
            byte[] same = new byte[UNIT];
            Arrays.fill(same, first);
            assertThat(unit).isEqualTo(same);
            letters.append(first == 0 ? '.' : (char) first);
        }
        return letters.toString();
    }

    private List<String> pieces(Layout.Pages layout, int from, int to) {
        return folder.blobs.read(view -> view.pieces(layout, (long) from * UNIT, (long) to * UNIT)
                .map(piece -> piece.offset() / UNIT + "-" + piece.end() / UNIT)
                .toList());
    }

    private void assertNothingOverlaps(Layout.Pages layout) {
        List<StoredPiece> pieces = folder.blobs.read(
                view -> view.pieces(layout, 0, layout.length()).toList());
        long end = 0;
        for (StoredPiece piece : pieces) {
            assertThat(piece.offset()).isGreaterThanOrEqualTo(end);
            assertThat(piece.content().length()).isPositive();
            end = piece.end();
        }
    }

    private static StoredBlob stored(BlobReader view, BlobAddress address) {
        return view.blob(address).orElseThrow();
    }

    private static byte[] bytes(OpenContent open) {
        try (open) {
            return open.bytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
