package dev.nephelite.blob.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.emulator.store.content.Content;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobStoreTest {
    private static final ContainerName PHOTOS = new ContainerName("photos");
    private static final BlobAddress CAT = StoreFolder.address(PHOTOS, "cat.jpg");
    private static final BlobAddress DOG = StoreFolder.address(PHOTOS, "dog.jpg");
    private static final BlockId FIRST = StoreFolder.ONLY_BLOCK;
    private static final BlockId SECOND = new BlockId("Mg==");
    private static final Blob BLOB = StoreFolder.BLOB;

    @TempDir
    private Path path;

    private StoreFolder folder;

    @BeforeEach
    void open() throws IOException {
        folder = new StoreFolder(path);
        folder.create(PHOTOS);
    }

    @AfterEach
    void close() throws IOException {
        folder.close();
    }

    @Nested
    class Given_a_blob {
        @BeforeEach
        void put() throws IOException {
            folder.put(CAT, BLOB);
        }

        @Test
        void all_of_it_is_there_after_a_restart() throws IOException {
            folder.restart();

            assertThat(folder.blob(CAT)).map(StoredBlob::blob).contains(BLOB);
            assertThat(folder.bytes(CAT)).hasSize(StoreFolder.LENGTH);
        }

        @Test
        void its_bytes_go_when_another_takes_its_place() throws IOException {
            folder.put(CAT, BLOB);

            folder.assertFiles(1);
        }

        @Test
        void its_bytes_go_when_it_is_deleted() throws IOException {
            folder.write(tx -> tx.delete(CAT));

            folder.assertFiles(0);
            assertThat(folder.blob(CAT)).isEmpty();
        }

        @Test
        void it_goes_with_its_container_and_its_bytes_soon_after() throws IOException {
            folder.delete(PHOTOS);
            assertThat(folder.blob(CAT)).isEmpty();

            folder.collectGarbage();
            folder.assertFiles(0);
        }

        @Test
        void it_cannot_be_put_where_no_container_is() {
            folder.delete(PHOTOS);

            assertThatIllegalStateException().isThrownBy(() -> folder.put(CAT, BLOB));
        }

        @Test
        void a_container_whose_name_begins_alike_keeps_what_it_has() throws IOException {
            ContainerName pho = new ContainerName("pho");
            folder.create(pho);
            folder.delete(pho);
            folder.collectGarbage();

            assertThat(folder.bytes(CAT)).hasSize(StoreFolder.LENGTH);
        }

        @Test
        void its_bytes_stay_as_long_as_another_blob_has_them() throws IOException {
            folder.write(tx -> {
                Content content = tx.reader().blob(CAT).orElseThrow().content();
                tx.retain(content);
                tx.replace(DOG, BLOB, content);
                tx.delete(CAT);
            });

            assertThat(folder.bytes(DOG)).hasSize(StoreFolder.LENGTH);
            folder.write(tx -> tx.delete(DOG));
            folder.assertFiles(0);
        }

        @Test
        void a_change_that_fails_leaves_everything_as_it_was() throws IOException {
            assertThatIllegalStateException()
                    .isThrownBy(() -> folder.write(tx -> {
                        tx.delete(CAT);
                        tx.publish("Microsoft.Storage.BlobDeleted", CAT.account(), CAT.subject(), Map.of());
                        throw new IllegalStateException("expected by the test");
                    }));

            assertThat(folder.bytes(CAT)).hasSize(StoreFolder.LENGTH);
            assertThat(folder.events.after(0, 10)).isEmpty();
        }
    }

    @Nested
    class Given_blocks_that_wait {
        @BeforeEach
        void putBlock() throws IOException {
            folder.putBlock(CAT, FIRST);
            folder.putBlock(CAT, SECOND);
        }

        @Test
        void they_are_found_in_the_order_of_their_ids() {
            UncommittedBlocks uncommittedBlocks = folder.uncommittedBlocks(CAT).orElseThrow();
            List<BlockId> ids = folder.blobs.read(view -> view.listUncommittedBlocks(uncommittedBlocks)
                    .map(BlobLayout.Block::id)
                    .toList());

            assertThat(ids).containsExactly(FIRST, SECOND);
            assertThat(uncommittedBlocks.blocks()).isEqualTo(2);
        }

        @Test
        void one_more_with_the_same_id_takes_the_place_of_the_first() throws IOException {
            folder.putBlock(CAT, FIRST);

            folder.assertFiles(2);
        }

        @Test
        void all_go_when_a_blob_is_committed() throws IOException {
            folder.put(CAT, BLOB);

            folder.assertFiles(1);
            assertThat(folder.uncommittedBlocks(CAT)).isEmpty();
        }

        @Test
        void all_go_with_the_container() throws IOException {
            folder.delete(PHOTOS);
            assertThat(folder.uncommittedBlocks(CAT)).isEmpty();

            folder.collectGarbage();
            folder.assertFiles(0);
        }
    }

    @Nested
    class Given_blobs_with_and_without_a_commit {
        @BeforeEach
        void putAndStage() throws IOException {
            folder.put(address("b"), BLOB);
            folder.put(address("d"), BLOB);
            for (String name : List.of("a", "b", "c", "e")) {
                folder.putBlock(address(name), FIRST);
            }
        }

        @Test
        void a_list_shows_those_that_were_committed() {
            assertThat(folder.list(PHOTOS, false)).containsExactly("b", "d");
        }

        @Test
        void a_list_may_show_all_of_them_each_once() {
            assertThat(folder.list(PHOTOS, true)).containsExactly("a (blocks)", "b", "c (blocks)", "d", "e (blocks)");
        }

        private BlobAddress address(String name) {
            return StoreFolder.address(PHOTOS, name);
        }
    }
}
