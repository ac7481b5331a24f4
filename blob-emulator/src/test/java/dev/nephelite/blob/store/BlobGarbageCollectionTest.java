package dev.nephelite.blob.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.emulator.store.GarbageCollector;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.PendingContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deleting much takes no longer than deleting little, and everything is removed in the end. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobGarbageCollectionTest {
    private static final ContainerName PHOTOS = new ContainerName("photos");
    private static final BlobAddress CAT = StoreFolder.address(PHOTOS, "cat.jpg");

    @TempDir
    private Path path;

    private StoreFolder folder;
    private Container container;

    @BeforeEach
    void open() throws IOException {
        folder = new StoreFolder(path);
        container = folder.create(PHOTOS);
    }

    @AfterEach
    void close() throws IOException {
        folder.close();
    }

    @Nested
    class Given_a_container_with_20000_blobs_that_is_deleted {
        private static final int BLOBS = 20_000;

        /** All share the bytes of one file, which therefore exists as long as one of them. */
        @BeforeEach
        void putAndDelete() throws IOException {
            folder.put(CAT, StoreFolder.BLOB);
            folder.write(tx -> {
                Content content = tx.reader().blob(CAT).orElseThrow().content();
                for (int i = 1; i < BLOBS; i++) {
                    tx.retain(content);
                    tx.replace(StoreFolder.address(PHOTOS, "copy" + i), StoreFolder.BLOB, content);
                }
            });
            folder.delete(PHOTOS);
        }

        @Test
        void none_of_them_was_touched_by_that() throws IOException {
            assertThat(folder.records(BlobTables.CONTAINERS)).isZero();
            assertThat(folder.records(BlobTables.ABANDONED)).isEqualTo(1);
            assertThat(folder.records(BlobTables.BLOBS)).isEqualTo(BLOBS);
            folder.assertFiles(1);
        }

        @Test
        void the_next_container_of_its_name_is_empty_at_once() {
            Container next = folder.create(PHOTOS);

            assertThat(next.generation()).isNotEqualTo(container.generation());
            assertThat(folder.list(PHOTOS, true)).isEmpty();
            assertThat(folder.blob(CAT)).isEmpty();
        }

        @Test
        void they_go_a_few_at_a_time_and_others_change_the_store_in_between() throws IOException {
            folder.create(PHOTOS);
            folder.put(CAT, StoreFolder.BLOB);
            List<Long> removedAtOnce = new ArrayList<>();
            for (long left = folder.records(BlobTables.BLOBS); left > 1; left = folder.records(BlobTables.BLOBS)) {
                folder.collectGarbageOnce();
                folder.put(CAT, StoreFolder.BLOB);
                removedAtOnce.add(left - folder.records(BlobTables.BLOBS));
            }

            assertThat(Collections.max(removedAtOnce)).isBetween(1L, (long) GarbageCollector.CHUNK);
            assertThat(folder.blob(CAT)).isPresent();
        }

        @Test
        void nothing_is_left_of_them_in_the_end() throws IOException {
            folder.collectGarbage();

            assertEmpty();
        }

        @Test
        void a_start_goes_on_where_the_last_one_was_stopped() throws IOException {
            folder.collectGarbageOnce();
            folder.restart();
            assertThat(folder.records(BlobTables.BLOBS)).isPositive().isLessThan(BLOBS);

            folder.collectGarbage();
            assertEmpty();
        }

        @Test
        void a_start_goes_on_where_the_last_one_was_killed(@TempDir Path killed) throws IOException {
            folder.collectGarbageOnce();
            copyTo(killed);
            close();

            folder = new StoreFolder(killed);
            assertThat(folder.records(BlobTables.BLOBS)).isPositive().isLessThan(BLOBS);
            folder.collectGarbage();
            assertEmpty();
        }
    }

    @Nested
    class Given_a_blob_of_2000_blocks {
        private static final int BLOCKS = 2_000;

        @BeforeEach
        void put() throws IOException {
            try (PendingContent pendingContent = folder.receive()) {
                folder.write(tx -> {
                    Content content = tx.store(pendingContent);
                    for (int i = 1; i < BLOCKS; i++) {
                        tx.retain(content);
                    }
                    Content all = Content.join(Collections.nCopies(BLOCKS, content));
                    tx.replace(CAT, StoreFolder.BLOB, all);
                });
            }
        }

        @Test
        void deleted_it_leaves_its_bytes_to_the_cleaning() throws IOException {
            folder.write(tx -> tx.delete(CAT));
            assertThat(folder.blob(CAT)).isEmpty();
            assertThat(folder.records(BlobTables.BLOCKS))
                    .isEqualTo((BLOCKS + GarbageCollector.CHUNK - 1) / GarbageCollector.CHUNK);

            folder.collectGarbageOnce();
            folder.assertFiles(1);
            folder.collectGarbage();
            assertEmptyBut(1);
        }

        @Test
        void what_takes_its_place_is_not_touched_by_the_cleaning() throws IOException {
            folder.put(CAT, StoreFolder.BLOB);
            folder.collectGarbage();

            assertThat(folder.bytes(CAT)).hasSize(StoreFolder.LENGTH);
            folder.assertFiles(1);
        }

        @Test
        void it_goes_with_its_container() throws IOException {
            folder.delete(PHOTOS);
            folder.collectGarbage();

            assertEmpty();
        }
    }

    @Nested
    class Given_1000_blocks_that_wait {
        private static final int BLOCKS = 1_000;

        @BeforeEach
        void putBlock() throws IOException {
            for (int i = 0; i < BLOCKS; i++) {
                folder.putBlock(CAT, id(i));
            }
        }

        @Test
        void the_blocks_that_come_after_a_commit_are_not_taken_for_them() throws IOException {
            folder.put(CAT, StoreFolder.BLOB);
            folder.putBlock(CAT, id(7));
            assertThat(folder.uncommittedBlocks(CAT)).hasValueSatisfying(uncommittedBlocks -> {
                assertThat(uncommittedBlocks.blocks()).isEqualTo(1);
            });

            folder.collectGarbage();
            assertThat(folder.records(BlobTables.BLOCKS)).isEqualTo(1);
            folder.assertFiles(2);
        }

        @Test
        void they_go_a_few_at_a_time() throws IOException {
            folder.write(tx -> tx.delete(CAT));
            assertThat(folder.records(BlobTables.BLOCKS)).isEqualTo(BLOCKS);

            folder.collectGarbageOnce();
            assertThat(folder.records(BlobTables.BLOCKS))
                    .isBetween((long) BLOCKS - GarbageCollector.CHUNK, BLOCKS - 1L);
            folder.collectGarbage();
            assertEmptyBut(1);
        }

        @Test
        void they_go_with_the_container() throws IOException {
            folder.delete(PHOTOS);
            folder.collectGarbage();

            assertEmpty();
        }

        private BlockId id(int number) {
            byte[] text = "%04d".formatted(number).getBytes(StandardCharsets.UTF_8);
            return new BlockId(Base64.getEncoder().encodeToString(text));
        }
    }

    private void assertEmpty() throws IOException {
        assertEmptyBut(0);
    }

    private void assertEmptyBut(int containers) throws IOException {
        assertThat(folder.records(BlobTables.CONTAINERS)).isEqualTo(containers);
        assertThat(folder.records(BlobTables.BLOBS)).isZero();
        assertThat(folder.records(BlobTables.UNCOMMITTED_BLOCKS)).isZero();
        assertThat(folder.records(BlobTables.BLOCKS)).isZero();
        assertThat(folder.records(BlobTables.ABANDONED)).isZero();
        folder.assertFiles(0);
    }

    /** What another process would find after a crash. */
    private void copyTo(Path copy) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                Path target = copy.resolve(path.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
