package dev.nephelite.blob.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.model.Deletion;
import dev.nephelite.blob.model.Lease;
import dev.nephelite.emulator.service.StoredAccessPolicyList;
import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordOutput;
import dev.nephelite.emulator.store.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers, and leases on uncommitted blobs, after a restart. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContainerRecordsTest {
    private static final ContainerName PHOTOS = new ContainerName("photos");
    private static final BlobAddress CAT = StoreFolder.address(PHOTOS, "cat.jpg");
    private static final Lease LEASE =
            new Lease(new UUID(1, 2), Duration.ofSeconds(15), true, StoreFolder.NOON.plusSeconds(15));

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
    class Given_a_container_with_all_there_is {
        private Container container;

        @BeforeEach
        void create() {
            Container plain = folder.create(PHOTOS);
            container = plain.with(Container.PublicAccess.CONTAINER, StoredAccessPolicyList.NONE, plain.revision())
                    .with(new Container.DefaultScope("secret", true))
                    .leased(LEASE);
            folder.write(tx -> tx.put(StoreFolder.ACCOUNT, container));
        }

        @Test
        void all_of_it_is_there_after_a_restart() throws IOException {
            folder.restart();

            assertThat(photos()).isEqualTo(container);
        }

        @Test
        void all_of_it_is_there_when_it_is_brought_back() throws IOException {
            Deletion deletion = new Deletion(StoreFolder.NOON, 3);
            folder.write(tx -> tx.softDelete(StoreFolder.ACCOUNT, container, deletion));
            folder.restart();

            List<Container.Deleted> deleted = folder.blobs.read(
                    view -> view.deletedContainers(StoreFolder.ACCOUNT, "").toList());
            assertThat(deleted).extracting(Container.Deleted::deletion).containsExactly(deletion);
            folder.write(tx -> tx.restore(StoreFolder.ACCOUNT, deleted.get(0)));
            assertThat(photos()).isEqualTo(container);
        }
    }

    @Nested
    class Given_records_of_an_older_program {
        @Test
        void a_container_is_as_containers_were_then() {
            Container plain = folder.create(PHOTOS);
            folder.store.write(tx -> {
                Table<Container> older = older(BlobTables.CONTAINERS, (container, out) -> {
                    ContainerCodec.writeWithoutGeneration(container, out);
                    out.number(container.generation());
                });
                tx.put(older, BlobTables.container(StoreFolder.ACCOUNT, PHOTOS), plain.leased(LEASE));
                return true;
            });

            assertThat(photos()).isEqualTo(plain);
        }

        @Test
        void blocks_wait_without_a_lease() {
            Container plain = folder.create(PHOTOS);
            UncommittedBlocks waiting = new UncommittedBlocks(plain.generation(), 1, 1);
            folder.store.write(tx -> {
                Table<UncommittedBlocks> older =
                        older(BlobTables.UNCOMMITTED_BLOCKS, (uncommittedBlocks, out) -> out.number(
                                        uncommittedBlocks.generation())
                                .number(uncommittedBlocks.blocks())
                                .number(uncommittedBlocks.idLength()));
                tx.put(older, BlobTables.blob(plain, CAT.blob()), waiting);
                return true;
            });

            assertThat(folder.uncommittedBlocks(CAT)).contains(waiting);
        }
    }

    @Nested
    class Given_a_lease_on_blocks_that_wait {
        @Test
        void it_is_there_after_a_restart() throws IOException {
            folder.create(PHOTOS);
            folder.putBlock(CAT, StoreFolder.ONLY_BLOCK);
            folder.write(tx -> tx.putLease(CAT, LEASE));
            folder.restart();

            Optional<Lease> lease = folder.blobs.read(view -> view.lease(CAT));
            assertThat(lease).contains(LEASE);
        }
    }

    private Container photos() {
        return folder.blobs.read(view -> StoreFolder.container(view, PHOTOS));
    }

    private static <V> Table<V> older(Table<V> table, BiConsumer<V, RecordOutput> write) {
        return new Table<>(table.name(), new Codec<>() {
            @Override
            public void write(V value, RecordOutput out) {
                write.accept(value, out);
            }

            @Override
            public V read(RecordInput in) {
                return table.codec().read(in);
            }
        });
    }
}
