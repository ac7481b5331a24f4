package dev.nephelite.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.OpenContent;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.testing.Await;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to the files of contents while some write and others read. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContentsTest {
    private static final int LARGE = 20_000;
    private static final int SMALL = 4_000;

    @TempDir
    private Path path;

    private DataFolder folder;
    private Store store;

    @BeforeEach
    void open() throws IOException {
        open(Durability.PROCESS);
    }

    private void open(Durability durability) throws IOException {
        folder = DataFolder.open(path);
        ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
        store = Store.open(folder, durability, Clocks.single(clock), RandomIds.seeded(1));
    }

    @AfterEach
    void close() throws IOException {
        store.close();
        folder.close();
    }

    @Nested
    class Given_a_content_of_very_many_files {
        private static final int FILES = 100;

        private Content content;

        @BeforeEach
        void keep() {
            content = join(FILES, LARGE);
        }

        @Test
        void read_returnsEverythingThoughItIsDeletedMeanwhile() throws IOException {
            try (OpenContent open = store.read(view -> store.open(view, content))) {
                release(content);

                assertThat(open.bytes()).isEqualTo(bytes(FILES, LARGE));
            }
        }

        @Test
        void stream_returnsTheSameBytes() throws IOException {
            try (OpenContent open = store.read(view -> store.open(view, content))) {
                release(content);

                assertThat(open.stream().readAllBytes()).isEqualTo(bytes(FILES, LARGE));
            }
        }

        @Test
        void stream_closedBeforeItsEndReleasesTheFile() throws IOException {
            OpenContent open = store.read(view -> store.open(view, content));
            assertThat(open.stream().readNBytes(LARGE + 1)).hasSize(LARGE + 1);
            release(content);
            open.close();

            Await.until("the files are gone", () -> files(), List::isEmpty);
        }

        @Test
        void close_ofTheLastReaderDeletesTheFiles() throws IOException {
            OpenContent first = store.read(view -> store.open(view, content));
            OpenContent last = store.read(view -> store.open(view, content));
            release(content);

            first.close();
            assertThat(last.bytes()).isEqualTo(bytes(FILES, LARGE));
            last.close();

            Await.until("the files are gone", () -> files(), List::isEmpty);
        }

        @Test
        void close_twiceDoesNotAffectOtherReaders() throws IOException {
            OpenContent first = store.read(view -> store.open(view, content));
            OpenContent last = store.read(view -> store.open(view, content));
            release(content);

            first.close();
            first.close();

            assertThat(last.bytes()).isEqualTo(bytes(FILES, LARGE));
            last.close();
        }
    }

    @Nested
    class Given_a_content_of_very_many_small_parts {
        private static final int PARTS = 500;

        private Content content;

        @BeforeEach
        void keep() {
            content = join(PARTS, SMALL);
        }

        @Test
        void read_returnsEverythingThoughItIsDeletedMeanwhile() throws IOException {
            try (OpenContent open = store.read(view -> store.open(view, content))) {
                release(content);

                assertThat(open.bytes()).isEqualTo(bytes(PARTS, SMALL));
            }
        }

        @Test
        void stream_returnsTheSameBytes() throws IOException {
            try (OpenContent open = store.read(view -> store.open(view, content))) {
                release(content);

                assertThat(open.stream().readAllBytes()).isEqualTo(bytes(PARTS, SMALL));
            }
        }

        @Test
        void close_deletesTheTemporaryCopy() {
            OpenContent open = store.read(view -> store.open(view, content));

            open.close();

            assertThat(files()).isEmpty();
        }
    }

    @Test
    void read_returnsLargeAndSmallPartsInOrder() throws IOException {
        Content mixed = Content.join(List.of(join(300, SMALL), join(2, LARGE), join(300, SMALL)));

        byte[] expected = new byte[600 * SMALL + 2 * LARGE];
        System.arraycopy(bytes(300, SMALL), 0, expected, 0, 300 * SMALL);
        System.arraycopy(bytes(2, LARGE), 0, expected, 300 * SMALL, 2 * LARGE);
        System.arraycopy(bytes(300, SMALL), 0, expected, 300 * SMALL + 2 * LARGE, 300 * SMALL);
        try (OpenContent open = store.read(view -> store.open(view, mixed))) {
            assertThat(open.bytes()).isEqualTo(expected);
        }
    }

    @Test
    void receive_leavesNothingWhenInterrupted() {
        Content before = keep(LARGE, 0);
        InputStream bytes = new ByteArrayInputStream(bytes(1, LARGE)) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                Thread.currentThread().interrupt();
                return super.read(into, offset, length);
            }
        };

        assertThatThrownBy(() -> store.receive(bytes, LARGE)).isInstanceOf(ClosedByInterruptException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(files()).hasSize(1);
        assertThat(before.length()).isEqualTo(LARGE);
    }

    @Test
    void open_keepsReferencedFilesOfEarlierRuns() throws IOException {
        Content content = keep(LARGE, 7);
        String ofThisRun = files().get(0).getFileName().toString().substring(0, 6);
        Path lost = path.resolve("extents/ff/" + ofThisRun + "00000000ff");
        Files.createDirectories(lost.getParent());
        Files.writeString(lost, "left by a crash");
        Path foreign = Files.writeString(path.resolve("extents/.DS_Store"), "not ours");

        close();
        open(Durability.FSYNC);

        Await.until("the lost file is gone", () -> !Files.exists(lost));
        assertThat(foreign).exists();
        assertThat(keep(LARGE, 8).length()).isEqualTo(LARGE);
        try (OpenContent open = store.read(view -> store.open(view, content))) {
            assertThat(open.bytes()[0]).isEqualTo((byte) 7);
        }
    }

    private Content join(int parts, int size) {
        List<Content> contents = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            contents.add(keep(size, i));
        }
        return Content.join(contents);
    }

    private Content keep(int size, int fill) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) fill);
        try (PendingContent pendingContent = store.receive(new ByteArrayInputStream(bytes), size)) {
            return store.write(tx -> tx.store(pendingContent));
        } catch (IOException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private void release(Content content) {
        store.write(tx -> {
            tx.release(content);
            return content;
        });
    }

    private static byte[] bytes(int parts, int size) {
        byte[] bytes = new byte[parts * size];
        for (int i = 0; i < parts; i++) {
            Arrays.fill(bytes, i * size, (i + 1) * size, (byte) i);
        }
        return bytes;
    }

    private List<Path> files() {
        return ExtentFolder.files(path);
    }
}
