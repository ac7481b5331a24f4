package dev.nephelite.cloud.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import com.azure.storage.queue.models.QueueMessageItem;
import dev.nephelite.blob.store.BlobInspector;
import dev.nephelite.cloud.LocalCloud;
import dev.nephelite.emulator.store.disk.DataFolderException;
import dev.nephelite.emulator.store.repair.FolderInspection;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.queue.store.QueueInspector;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cloud in memory exports is in the data folder that an import makes of it, down to leases and receipts. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExportTest {
    private static final byte[] LARGE = new byte[3_000_000];

    @TempDir
    private Path root;

    private Path file;
    private Path folder;
    private BlobProperties cat;
    private QueueMessageItem received;

    @BeforeEach
    void export() throws IOException {
        Arrays.fill(LARGE, (byte) 7);
        file = root.resolve("data.zip");
        folder = root.resolve("data");
        try (LocalCloud cloud = LocalCloud.builder().start()) {
            BlobContainerClient photos = photos(cloud);
            photos.create();
            photos.getBlobClient("cat").upload(BinaryData.fromBytes(LARGE));
            photos.getBlobClient("cat").setTags(Map.of("kind", "pet"));
            photos.getBlobClient("cat").createSnapshot();
            photos.getBlobClient("small").upload(BinaryData.fromString("text"));
            new BlobLeaseClientBuilder()
                    .blobClient(photos.getBlobClient("cat"))
                    .buildClient()
                    .acquireLease(-1);
            cat = photos.getBlobClient("cat").getProperties();
            orders(cloud).create();
            orders(cloud).sendMessage("5 apples");
            received = orders(cloud).receiveMessage();
            try (OutputStream out = Files.newOutputStream(file)) {
                cloud.export(out);
            }
        }
    }

    @Test
    void import_makesADataFolderWithAllOfIt() throws IOException {
        ExportSummary imported = importTo(folder);

        assertThat(imported.contentBytes()).isEqualTo(LARGE.length);
        try (LocalCloud cloud = LocalCloud.builder().location(folder).start()) {
            BlobContainerClient photos = photos(cloud);
            BlobProperties found = photos.getBlobClient("cat").getProperties();
            assertThat(found.getETag()).isEqualTo(cat.getETag());
            assertThat(found.getLastModified()).isEqualTo(cat.getLastModified());
            assertThat(found.getLeaseState()).isEqualTo(cat.getLeaseState());
            assertThat(photos.getBlobClient("cat").getTags()).containsEntry("kind", "pet");
            assertThat(photos.getBlobClient("cat").downloadContent().toBytes()).isEqualTo(LARGE);
            assertThat(photos.getBlobClient("small").downloadContent()).hasToString("text");
            orders(cloud).updateMessage(received.getMessageId(), received.getPopReceipt(), "5 plums", Duration.ZERO);
            assertThat(orders(cloud).receiveMessage().getDequeueCount()).isEqualTo(2);
        }
        assertThat(FolderInspection.verify(folder, root, List.of(new BlobInspector(), new QueueInspector()), step -> {})
                        .damages())
                .isEmpty();
    }

    @Test
    void import_fillsAnEmptyFolderAndRefusesAnotherOne() throws IOException {
        Files.createDirectory(folder);
        importTo(folder);

        assertThatThrownBy(() -> importTo(folder))
                .isInstanceOf(DataFolderException.class)
                .hasMessageContaining("exists already");
    }

    @Test
    void import_refusesAFileThatWasCutOffAndLeavesNothing() throws IOException {
        try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
            cut.setLength(cut.length() - 100);
        }

        assertThatThrownBy(() -> importTo(folder))
                .isInstanceOf(ExportException.class)
                .hasMessage(file + " is not an export of Nephelite, or only a part of one.");
        assertNothingIsLeft();
    }

    @Test
    void import_refusesADamagedFileAndLeavesNothing() throws IOException {
        try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
            damaged.seek(placeOf("tables/blob-committed.jsonl") + 100);
            int before = damaged.read();
            damaged.seek(damaged.getFilePointer() - 1);
            damaged.write(before ^ 1);
        }

        assertThatThrownBy(() -> importTo(folder)).isInstanceOf(IOException.class);
        assertNothingIsLeft();
    }

    @Test
    void records_are_lines_of_json_with_readable_keys() throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.getInputStream(new ZipEntry("export.json")))
                    .hasContent("{\"nephelite-export\":1,\"dataFolderFormat\":\"5\"}");
            assertThat(new String(
                            zip.getInputStream(zip.getEntry("tables/blob-containers.jsonl"))
                                    .readAllBytes(),
                            StandardCharsets.UTF_8))
                    .startsWith("{\"key\":[\"devstoreaccount1\",\"photos\"],\"record\":\"");
        }
    }

    private ExportSummary importTo(Path location) throws IOException {
        try (ExportFile export = ExportFile.open(file)) {
            Clocks clocks = Clocks.single(new ManualClock(Instant.parse("2026-01-01T12:00:00Z")));
            return new Import(export, clocks, RandomIds.seeded(1), step -> {}).to(location);
        }
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(root)) {
            assertThat(left).containsExactly(file);
        }
    }

    private int placeOf(String entry) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).indexOf(entry);
    }

    private static BlobContainerClient photos(LocalCloud cloud) {
        return new BlobServiceClientBuilder()
                .connectionString(cloud.connectionString())
                .buildClient()
                .getBlobContainerClient("photos");
    }

    private static QueueClient orders(LocalCloud cloud) {
        return new QueueClientBuilder()
                .connectionString(cloud.connectionString())
                .queueName("orders")
                .buildClient();
    }
}
