package dev.nephelite.blob.store;

import static dev.nephelite.blob.store.StoreFolder.ACCOUNT;
import static dev.nephelite.blob.store.StoreFolder.BLOB;
import static dev.nephelite.blob.store.StoreFolder.LENGTH;
import static dev.nephelite.blob.store.StoreFolder.ONLY_BLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.store.repair.FolderInspection;
import dev.nephelite.emulator.store.repair.FolderRepair;
import dev.nephelite.emulator.store.repair.FolderReport;
import dev.nephelite.emulator.store.repair.FolderReport.Damage;
import dev.nephelite.emulator.store.table.RecordKey;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verification and repair of damaged blobs. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobInspectorTest {
    private static final ContainerName PHOTOS = new ContainerName("photos");

    @TempDir
    private Path root;

    private Path folder;
    private StoreFolder running;
    private final List<Path> known = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        folder = root.resolve("data");
        running = new StoreFolder(folder);
        running.create(PHOTOS);
        running.put(StoreFolder.address(PHOTOS, "cat.jpg"), BLOB);
        newFile();
    }

    @Test
    void folder_with_blobs_of_every_kind_is_sound() throws IOException {
        append("log.txt", 3);
        running.putBlock(StoreFolder.address(PHOTOS, "later.jpg"), ONLY_BLOCK);
        running.put(StoreFolder.address(PHOTOS, "dog.jpg"), BLOB);
        running.versioning(true);
        running.put(StoreFolder.address(PHOTOS, "cat.jpg"), BLOB);
        running.create(new ContainerName("gone"));
        running.put(StoreFolder.address(new ContainerName("gone"), "cat.jpg"), BLOB);
        running.delete(new ContainerName("gone"));
        running.close();

        assertThat(verify().damages()).isEmpty();
    }

    @Test
    void blob_whose_file_is_missing_is_named_and_goes() throws IOException {
        running.put(StoreFolder.address(PHOTOS, "dog.jpg"), BLOB);
        Path file = newFile();
        running.close();
        Files.delete(file);

        assertThat(verify().damages())
                .containsExactly(new Damage(
                        "blob devstoreaccount1/photos/dog.jpg",
                        "its content file is missing",
                        folder.relativize(file).toString(),
                        true));

        repairAndOpen();
        assertThat(running.list(PHOTOS, true)).containsExactly("cat.jpg");
        assertThat(running.bytes(StoreFolder.address(PHOTOS, "cat.jpg"))).hasSize(LENGTH);
        running.delete(PHOTOS);
        running.collectGarbage();
        running.close();
        assertThat(verify().damages()).isEmpty();
    }

    @Test
    void append_blob_with_a_damaged_part_goes_as_a_whole_and_its_bytes_are_kept() throws IOException {
        append("log.txt", 3);
        Path file = newFile();
        running.close();
        damage(file);

        assertThat(verify().damages())
                .extracting(Damage::subject)
                .containsExactly("blob devstoreaccount1/photos/log.txt");

        repairAndOpen();
        assertThat(running.list(PHOTOS, true)).containsExactly("cat.jpg");
        assertThat(running.records(BlobTables.SEGMENTS)).isZero();
        assertThat(folder.resolve("damaged").resolve(file.getFileName())).exists();
        running.close();
    }

    @Test
    void append_blob_that_has_lost_the_record_of_a_part_goes() throws IOException {
        BlobLayout.Appended layout = append("log.txt", 3);
        running.store.write(tx -> {
            RecordKey middle = BlobTables.segment(layout, LENGTH);
            tx.release(tx.scan(BlobTables.SEGMENTS, middle, middle.next())
                    .findFirst()
                    .orElseThrow()
                    .getValue());
            tx.remove(BlobTables.SEGMENTS, middle);
            return tx;
        });
        running.close();

        assertThat(verify().damages())
                .extracting(Damage::problem)
                .containsExactly("%d of its %d bytes are lost".formatted(LENGTH, 3 * LENGTH));
    }

    @Test
    void uncommitted_blocks_with_a_damaged_one_go() throws IOException {
        running.putBlock(StoreFolder.address(PHOTOS, "later.jpg"), ONLY_BLOCK);
        Path file = newFile();
        running.close();
        damage(file);

        assertThat(verify().damages())
                .extracting(Damage::subject)
                .containsExactly("uncommitted blocks of blob devstoreaccount1/photos/later.jpg");

        repairAndOpen();
        assertThat(running.list(PHOTOS, true)).containsExactly("cat.jpg");
        running.close();
    }

    @Test
    void version_that_is_damaged_goes_and_the_blob_stays() throws IOException {
        running.versioning(true);
        running.put(StoreFolder.address(PHOTOS, "dog.jpg"), BLOB);
        Path first = newFile();
        running.put(StoreFolder.address(PHOTOS, "dog.jpg"), BLOB);
        running.close();
        damage(first);

        assertThat(verify().damages())
                .extracting(Damage::subject)
                .containsExactly("snapshot or version of blob devstoreaccount1/photos/dog.jpg");

        repairAndOpen();
        assertThat(running.list(PHOTOS, true)).containsExactly("cat.jpg", "dog.jpg");
        running.close();
    }

    @Test
    void blobs_of_a_container_whose_record_is_lost_come_back_in_a_new_one() throws IOException {
        running.store.write(tx -> {
            tx.remove(BlobTables.CONTAINERS, BlobTables.container(ACCOUNT, PHOTOS));
            return tx;
        });
        running.close();

        FolderReport report = verify();

        assertThat(report.damages()).extracting(Damage::subject).containsExactly("container of 1 blobs");
        assertThat(report.losses()).isZero();
        repairAndOpen();
        ContainerName recovered = running.blobs
                .read(view -> view.containers(ACCOUNT, "").map(Container::name).toList())
                .get(0);
        assertThat(recovered.value()).startsWith("recovered-");
        assertThat(running.bytes(StoreFolder.address(recovered, "cat.jpg"))).hasSize(LENGTH);
        running.close();
        assertThat(verify().damages()).isEmpty();
    }

    private BlobLayout.Appended append(String name, int blocks) throws IOException {
        BlobAddress address = StoreFolder.address(PHOTOS, name);
        BlobLayout.Appended layout = new BlobLayout.Appended(
                (long) blocks * LENGTH, running.blobs.write(BlobWriter::nextGeneration), blocks, false);
        Blob blob = BLOB.change().layout(layout).build();
        running.write(tx -> tx.replace(address, blob, Content.EMPTY));
        for (int i = 0; i < blocks; i++) {
            long offset = (long) i * LENGTH;
            try (PendingContent pendingContent = running.receive()) {
                running.store.write(tx -> {
                    tx.put(BlobTables.SEGMENTS, BlobTables.segment(layout, offset), tx.store(pendingContent));
                    return tx;
                });
            }
        }
        return layout;
    }

    private FolderReport verify() throws IOException {
        return FolderInspection.verify(folder, root, List.of(new BlobInspector()), step -> {});
    }

    private void repairAndOpen() throws IOException {
        FolderReport found = verify();
        assertThat(FolderRepair.repair(folder, List.of(new BlobInspector()), step -> {})
                        .damages())
                .isEqualTo(found.damages());
        assertThat(verify().damages()).isEmpty();
        running = new StoreFolder(folder);
    }

    /** One of the content files that were created since the last call. */
    private Path newFile() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("extents"))) {
            List<Path> fresh = files.filter(Files::isRegularFile)
                    .filter(file -> !known.contains(file))
                    .sorted()
                    .toList();
            known.addAll(fresh);
            return fresh.get(0);
        }
    }

    private static void damage(Path file) throws IOException {
        try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
            damaged.seek(17);
            damaged.write(1);
        }
    }
}
