package dev.nephelite.blob.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.emulator.store.Transaction;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.value.Metadata;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FormatOneUpgradeTest {
    private static final ContainerName PHOTO = new ContainerName("photo");
    private static final ContainerName PHOTOS = new ContainerName("photos");
    private static final BlockId BLOCK = StoreFolder.ONLY_BLOCK;
    private static final Metadata OWNER = new Metadata(Map.of("Owner", "Anna"));
    private static final int BLOBS = 1_500;

    @TempDir
    private Path path;

    private StoreFolder folder;

    @BeforeEach
    void open() throws IOException {
        folder = new StoreFolder(path);
    }

    @AfterEach
    void close() throws IOException {
        folder.close();
    }

    @Nested
    class Given_containers_with_blobs_and_blocks {
        @BeforeEach
        void fill() throws IOException {
            fillWithBlobs(PHOTO);
            fillWithBlobs(PHOTOS);
            try (PendingContent pendingContent = folder.receive()) {
                change(tx -> putBlock(tx, "blob0001", tx.store(pendingContent)));
            }
            try (PendingContent pendingContent = folder.receive()) {
                change(tx -> putBlock(tx, "waiting", tx.store(pendingContent)));
            }
        }

        @Test
        void all_of_it_is_there_after_the_next_start() throws IOException {
            folder.restart();

            assertUpgraded();
        }

        @Test
        void a_start_goes_on_where_the_last_one_was_cut_off() throws IOException {
            for (int change = 0; change < 5; change++) {
                folder.store.write(FormatOneUpgrade::moveSome);
            }
            assertThat(folder.records(BlobTables.BLOBS)).isBetween(BLOBS + 1L, 2L * BLOBS - 1);
            folder.restart();

            assertUpgraded();
        }

        @Test
        void a_change_moves_at_most_a_thousand_records() {
            List<Long> moved = new ArrayList<>();
            for (long left = old(); left > 0; left = old()) {
                folder.store.write(FormatOneUpgrade::moveSome);
                moved.add(left - old());
            }

            assertThat(moved).allMatch(count -> count <= 1_000);
        }

        @Test
        void no_bytes_are_kept_once_the_containers_are_deleted() throws IOException {
            folder.restart();
            folder.delete(PHOTO);
            folder.delete(PHOTOS);
            folder.collectGarbage();

            folder.assertFiles(0);
        }

        private void assertUpgraded() throws IOException {
            List<String> names =
                    IntStream.range(0, BLOBS).mapToObj("blob%04d"::formatted).toList();
            assertThat(folder.list(PHOTO, false)).isEqualTo(names);
            assertThat(folder.list(PHOTOS, false)).isEqualTo(names);
            assertThat(folder.list(PHOTOS, true)).hasSize(BLOBS + 1).endsWith("waiting (blocks)");
            assertThat(folder.blobs
                            .read(view -> StoreFolder.container(view, PHOTOS))
                            .metadata())
                    .isEqualTo(OWNER);
            assertThat(folder.bytes(StoreFolder.address(PHOTOS, "blob0007"))).hasSize(StoreFolder.LENGTH);
            assertBlockWaits("blob0001");
            assertBlockWaits("waiting");
            assertThat(old()).isZero();
        }

        private void assertBlockWaits(String name) {
            UncommittedBlocks uncommittedBlocks =
                    folder.uncommittedBlocks(StoreFolder.address(PHOTOS, name)).orElseThrow();
            assertThat(uncommittedBlocks.blocks()).isEqualTo(1);
            Optional<Content> block = folder.blobs.read(
                    view -> view.uncommittedBlock(uncommittedBlocks, BLOCK).map(UncommittedBlocks.Block::content));
            assertThat(block).isPresent();
        }
    }

    @Nested
    class Given_a_block_that_belongs_to_nothing {
        @Test
        void it_is_not_kept() throws IOException {
            try (PendingContent pendingContent = folder.receive()) {
                change(tx -> {
                    putContainer(tx, PHOTOS);
                    tx.put(FormatOneUpgrade.BLOCKS, key(PHOTOS, "cat.jpg", BLOCK.value()), tx.store(pendingContent));
                });
            }
            folder.restart();

            assertThat(folder.records(BlobTables.BLOCKS)).isZero();
            folder.assertFiles(0);
        }
    }

    /** A container of blobs that all share the bytes of one file. */
    private void fillWithBlobs(ContainerName container) throws IOException {
        try (PendingContent pendingContent = folder.receive()) {
            change(tx -> {
                putContainer(tx, container);
                Content content = tx.store(pendingContent);
                tx.put(FormatOneUpgrade.BLOBS, key(container, "blob0000"), new StoredBlob(StoreFolder.BLOB, content));
                for (int i = 1; i < BLOBS; i++) {
                    tx.retain(content);
                    RecordKey key = key(container, "blob%04d".formatted(i));
                    tx.put(FormatOneUpgrade.BLOBS, key, new StoredBlob(StoreFolder.BLOB, content));
                }
            });
        }
    }

    private static void putContainer(Transaction tx, ContainerName name) {
        Container container = new Container(name, StoreFolder.BLOB.revision(), OWNER, 0);
        tx.put(FormatOneUpgrade.CONTAINERS, BlobTables.container(StoreFolder.ACCOUNT, name), container);
    }

    private static void putBlock(Transaction tx, String blob, Content content) {
        tx.put(FormatOneUpgrade.UNCOMMITTED_BLOCKS, key(PHOTOS, blob), new UncommittedBlocks(0, 1, BLOCK.length()));
        tx.put(FormatOneUpgrade.BLOCKS, key(PHOTOS, blob, BLOCK.value()), content);
    }

    private static RecordKey key(ContainerName container, String... more) {
        List<String> parts = new ArrayList<>(List.of(StoreFolder.ACCOUNT, container.value()));
        parts.addAll(List.of(more));
        return RecordKey.of(parts.toArray(new String[0]));
    }

    private long old() {
        return folder.records(FormatOneUpgrade.CONTAINERS)
                + folder.records(FormatOneUpgrade.BLOBS)
                + folder.records(FormatOneUpgrade.UNCOMMITTED_BLOCKS)
                + folder.records(FormatOneUpgrade.BLOCKS);
    }

    private void change(Consumer<Transaction> change) {
        folder.store.write(tx -> {
            change.accept(tx);
            return true;
        });
    }
}
