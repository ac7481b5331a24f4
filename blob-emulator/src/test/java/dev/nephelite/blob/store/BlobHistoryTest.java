package dev.nephelite.blob.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobState;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.model.StateId;
import dev.nephelite.blob.properties.BlobServiceProperties;
import dev.nephelite.blob.properties.BlobServiceProperties.DeleteRetentionPolicy;
import dev.nephelite.emulator.properties.CommonProperties;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.PendingContent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Former states of blobs: where they are after a restart, and when their bytes are removed. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobHistoryTest {
    private static final ContainerName PHOTOS = new ContainerName("photos");
    private static final BlobAddress CAT = StoreFolder.address(PHOTOS, "cat.jpg");
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
    class Given_versions {
        private StateId first = StateId.LAST;

        @BeforeEach
        void put() throws IOException {
            folder.versioning(true);
            folder.put(CAT, BLOB);
            first = Objects.requireNonNull(
                    folder.blob(CAT).orElseThrow().blob().state().version());
            folder.put(CAT, BLOB);
        }

        @Test
        void they_are_there_after_a_restart_with_their_bytes() throws IOException {
            folder.restart();

            StoredBlob version =
                    folder.blobs.read(view -> view.version(CAT, first)).orElseThrow();
            assertThat(version.blob().state()).isEqualTo(BlobState.version(first));
            assertThat(version.blob().metadata()).isEqualTo(BLOB.metadata());
            assertThat(version.content().length()).isEqualTo(StoreFolder.LENGTH);
            folder.assertFiles(2);
        }

        @Test
        void each_takes_its_own_bytes_along() throws IOException {
            folder.write(tx -> tx.removeState(CAT, first));

            folder.assertFiles(1);
            folder.write(tx -> tx.delete(CAT));
            folder.assertFiles(1);
        }

        @Test
        void all_go_with_their_container() throws IOException {
            folder.write(tx -> tx.delete(CAT));
            folder.delete(PHOTOS);

            folder.collectGarbage();

            folder.assertFiles(0);
            assertThat(folder.records(BlobTables.HISTORY)).isZero();
        }

        @Test
        void a_revision_shares_the_bytes_with_the_version_it_leaves() throws IOException {
            folder.write(tx -> tx.revise(CAT, tx.reader().blob(CAT).orElseThrow(), BLOB));

            folder.assertFiles(2);
            assertThat(folder.blobs.<Long>read(view -> view.states(CAT).count()))
                    .isEqualTo(2);
        }
    }

    @Nested
    class Given_a_blob_in_pieces_and_its_snapshot {
        private StateId id = StateId.LAST;

        @BeforeEach
        void put() throws IOException {
            try (PendingContent pendingContent = folder.receive()) {
                folder.write(tx -> {
                    BlobLayout.Appended layout =
                            new BlobLayout.Appended(StoreFolder.LENGTH, tx.nextGeneration(), 1, false);
                    tx.write(layout, 0, tx.store(pendingContent));
                    Blob blob = new Blob.Builder(tx.nextRevision(), layout, BLOB.properties()).build();
                    tx.replace(CAT, blob, Content.EMPTY);
                    id = tx.nextState();
                    StoredBlob copy = tx.duplicate(tx.reader().blob(CAT).orElseThrow());
                    Blob snapshot =
                            copy.blob().change().state(BlobState.snapshot(id)).build();
                    tx.putState(CAT, id, copy.with(snapshot));
                });
            }
        }

        @Test
        void the_snapshot_keeps_the_bytes_when_the_blob_goes() throws IOException {
            folder.write(tx -> tx.delete(CAT));

            folder.assertFiles(1);
            StoredBlob snapshot =
                    folder.blobs.read(view -> view.snapshot(CAT, id)).orElseThrow();
            assertThat(folder.blobs.<Long>read(view ->
                            view.content(snapshot, 0, StoreFolder.LENGTH).length()))
                    .isEqualTo(StoreFolder.LENGTH);
            folder.write(tx -> tx.removeState(CAT, id));
            folder.collectGarbage();
            folder.assertFiles(0);
            assertThat(folder.records(BlobTables.SEGMENTS)).isZero();
        }

        @Test
        void both_go_with_their_container() throws IOException {
            folder.delete(PHOTOS);
            folder.collectGarbage();

            folder.assertFiles(0);
            assertThat(folder.records(BlobTables.SEGMENTS)).isZero();
        }
    }

    @Nested
    class Given_what_is_kept_for_a_week_after_its_deletion {
        @BeforeEach
        void delete() throws IOException {
            folder.write(tx -> tx.put(StoreFolder.ACCOUNT, retention(7)));
            folder.put(CAT, BLOB);
            folder.put(CAT, BLOB);
            folder.write(tx -> tx.delete(CAT));
        }

        @Test
        void a_change_of_the_period_applies_to_the_next_deletion() throws IOException {
            folder.write(tx -> tx.put(StoreFolder.ACCOUNT, retention(0)));
            folder.put(CAT, BLOB);

            boolean permanent = folder.blobs.write(tx -> tx.delete(CAT));

            assertThat(permanent).isTrue();
        }

        @Test
        void a_change_of_the_period_that_fails_applies_to_no_deletion() throws IOException {
            folder.put(CAT, BLOB);
            assertThatThrownBy(() -> folder.write(tx -> {
                        tx.put(StoreFolder.ACCOUNT, retention(0));
                        tx.delete(CAT);
                        throw new IllegalStateException("refused");
                    }))
                    .hasMessage("refused");

            boolean permanent = folder.blobs.write(tx -> tx.delete(CAT));

            assertThat(permanent).isFalse();
        }

        private static BlobServiceProperties retention(int days) {
            return new BlobServiceProperties(
                    CommonProperties.DEFAULT,
                    null,
                    new DeleteRetentionPolicy(days, false),
                    BlobServiceProperties.DEFAULT.website());
        }

        @Test
        void it_comes_back_after_a_restart() throws IOException {
            folder.restart();

            folder.write(tx -> tx.undelete(CAT));

            assertThat(folder.bytes(CAT)).hasSize(StoreFolder.LENGTH);
            assertThat(folder.blobs.<List<StoredBlob>>read(
                            view -> view.snapshots(CAT).toList()))
                    .hasSize(1);
        }

        @Test
        void it_goes_when_the_week_is_over_and_nothing_is_left_of_it() throws IOException {
            folder.clock.advance(Duration.ofDays(7).minusNanos(1));
            folder.assertFiles(2);

            folder.clock.advance(Duration.ofNanos(1));

            folder.assertFiles(0);
            assertThat(folder.records(BlobTables.HISTORY)).isZero();
            assertThat(folder.records(BlobTables.DEADLINES)).isZero();
        }

        @Test
        void it_goes_when_the_week_was_over_during_a_pause() throws IOException {
            folder.close();
            folder.clock.advance(Duration.ofDays(8));
            folder.open();

            assertThat(folder.blobs.<Long>read(view -> view.states(CAT).count()))
                    .isZero();
            folder.collectGarbage();
            folder.assertFiles(0);
        }

        @Test
        void what_came_back_does_not_go() throws IOException {
            folder.write(tx -> tx.undelete(CAT));

            folder.clock.advance(Duration.ofDays(30));

            assertThat(folder.bytes(CAT)).hasSize(StoreFolder.LENGTH);
            folder.assertFiles(2);
        }
    }

    @Nested
    class Given_blocks_that_nobody_commits {
        @BeforeEach
        void putBlock() throws IOException {
            folder.putBlock(CAT, StoreFolder.ONLY_BLOCK);
        }

        @Test
        void they_go_a_week_after_the_last_one_came() throws IOException {
            folder.clock.advance(Duration.ofDays(6));
            folder.putBlock(CAT, StoreFolder.ONLY_BLOCK);
            folder.clock.advance(Duration.ofDays(7).minusNanos(1));
            assertThat(folder.uncommittedBlocks(CAT)).isPresent();
            folder.assertFiles(1);

            folder.clock.advance(Duration.ofNanos(1));

            assertThat(folder.uncommittedBlocks(CAT)).isEmpty();
            assertThat(folder.list(PHOTOS, true)).isEmpty();
            folder.assertFiles(0);
            assertThat(folder.records(BlobTables.UNCOMMITTED_BLOCKS)).isZero();
            assertThat(folder.records(BlobTables.DEADLINES)).isZero();
        }

        @Test
        void a_commit_leaves_nothing_to_go() throws IOException {
            folder.put(CAT, BLOB);

            folder.clock.advance(Duration.ofDays(8));

            assertThat(folder.bytes(CAT)).hasSize(StoreFolder.LENGTH);
        }
    }
}
