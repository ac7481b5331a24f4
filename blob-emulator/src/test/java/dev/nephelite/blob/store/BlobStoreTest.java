package dev.nephelite.blob.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.nephelite.blob.model.AccessTier;
import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobName;
import dev.nephelite.blob.model.BlobProperties;
import dev.nephelite.blob.model.Block;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.blob.model.Staging;
import dev.nephelite.emulator.store.Content;
import dev.nephelite.emulator.value.ETag;
import dev.nephelite.emulator.value.Metadata;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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
    private static final String ACCOUNT = "devstoreaccount1";
    private static final ContainerName PHOTOS = new ContainerName("photos");
    private static final BlobAddress CAT = new BlobAddress(ACCOUNT, PHOTOS, new BlobName("cat.jpg"));
    private static final BlobAddress DOG = new BlobAddress(ACCOUNT, PHOTOS, new BlobName("dog.jpg"));
    private static final BlockId FIRST = new BlockId("MQ==");
    private static final BlockId SECOND = new BlockId("Mg==");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Blob BLOB = new Blob(
            new Revision(new ETag("0x8D"), NOON),
            NOON.minusSeconds(5),
            StoreFolder.LENGTH,
            new BlobProperties("image/jpeg", "gzip", "de", "md5", "no-store", "inline"),
            new Metadata(Map.of("Owner", "Anna")),
            AccessTier.COOL,
            List.of(new Block(FIRST, StoreFolder.LENGTH)));

    @TempDir
    private Path path;

    private StoreFolder folder;

    @BeforeEach
    void open() throws IOException {
        folder = new StoreFolder(path, NOON);
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
            close();
            open();

            assertThat(folder.blob(CAT)).map(StoredBlob::blob).contains(BLOB);
            assertThat(folder.bytes(CAT)).hasSize(StoreFolder.LENGTH);
        }

        @Test
        void its_bytes_go_when_another_takes_its_place() throws IOException {
            folder.put(CAT, BLOB);

            assertThat(folder.files()).hasSize(1);
        }

        @Test
        void its_bytes_go_when_it_is_deleted() throws IOException {
            folder.write(tx -> tx.delete(CAT));

            assertThat(folder.files()).isEmpty();
            assertThat(folder.blob(CAT)).isEmpty();
        }

        @Test
        void its_bytes_go_with_its_container() throws IOException {
            folder.write(tx -> tx.delete(ACCOUNT, PHOTOS));

            assertThat(folder.files()).isEmpty();
            assertThat(folder.blob(CAT)).isEmpty();
        }

        @Test
        void a_container_whose_name_begins_alike_keeps_what_it_has() throws IOException {
            folder.write(tx -> tx.delete(ACCOUNT, new ContainerName("pho")));

            assertThat(folder.bytes(CAT)).hasSize(StoreFolder.LENGTH);
        }

        @Test
        void its_bytes_stay_as_long_as_another_blob_has_them() throws IOException {
            folder.write(tx -> {
                Content content = tx.blob(CAT).orElseThrow().content();
                tx.retain(content);
                tx.replace(DOG, BLOB, content);
                tx.delete(CAT);
            });

            assertThat(folder.bytes(DOG)).hasSize(StoreFolder.LENGTH);
            folder.write(tx -> tx.delete(DOG));
            assertThat(folder.files()).isEmpty();
        }

        @Test
        void a_change_that_fails_leaves_everything_as_it_was() throws IOException {
            assertThatIllegalStateException()
                    .isThrownBy(() -> folder.write(tx -> {
                        tx.delete(CAT);
                        tx.append("Microsoft.Storage.BlobDeleted", CAT, Map.of());
                        throw new IllegalStateException("expected by the test");
                    }));

            assertThat(folder.bytes(CAT)).hasSize(StoreFolder.LENGTH);
            assertThat(folder.events.after(0, 10)).isEmpty();
        }
    }

    @Nested
    class Given_blocks_that_wait {
        @BeforeEach
        void stage() throws IOException {
            folder.stage(CAT, FIRST, new Staging(1, 1));
            folder.stage(CAT, SECOND, new Staging(2, 1));
        }

        @Test
        void they_are_found_in_the_order_of_their_ids() {
            List<BlockId> ids = folder.blobs.read(
                    view -> view.stagedBlocks(CAT).map(StagedBlock::id).toList());

            assertThat(ids).containsExactly(FIRST, SECOND);
            assertThat(folder.staging(CAT)).contains(new Staging(2, 1));
        }

        @Test
        void one_more_with_the_same_id_takes_the_place_of_the_first() throws IOException {
            folder.stage(CAT, FIRST, new Staging(2, 1));

            assertThat(folder.files()).hasSize(2);
        }

        @Test
        void all_go_when_a_blob_is_committed() throws IOException {
            folder.put(CAT, BLOB);

            assertThat(folder.files()).hasSize(1);
            assertThat(folder.staging(CAT)).isEmpty();
        }

        @Test
        void all_go_with_the_container() throws IOException {
            folder.write(tx -> tx.delete(ACCOUNT, PHOTOS));

            assertThat(folder.files()).isEmpty();
            assertThat(folder.staging(CAT)).isEmpty();
        }
    }

    @Nested
    class Given_blobs_with_and_without_a_commit {
        @BeforeEach
        void putAndStage() throws IOException {
            folder.put(address("b"), BLOB);
            folder.put(address("d"), BLOB);
            for (String name : List.of("a", "b", "c", "e")) {
                folder.stage(address(name), FIRST, new Staging(1, 1));
            }
        }

        @Test
        void a_list_shows_those_that_were_committed() {
            assertThat(list(false)).containsExactly("b", "d");
        }

        @Test
        void a_list_may_show_all_of_them_each_once() {
            assertThat(list(true)).containsExactly("a (blocks)", "b", "c (blocks)", "d", "e (blocks)");
        }

        private List<String> list(boolean uncommittedToo) {
            return folder.blobs.read(view -> {
                List<String> found = new ArrayList<>();
                view.blobs(ACCOUNT, PHOTOS, "", uncommittedToo)
                        .forEachRemaining(entry -> found.add(entry.name() + (entry.blob() == null ? " (blocks)" : "")));
                return found;
            });
        }

        private BlobAddress address(String name) {
            return new BlobAddress(ACCOUNT, PHOTOS, new BlobName(name));
        }
    }
}
