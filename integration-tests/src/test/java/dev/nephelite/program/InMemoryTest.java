package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class InMemoryTest {
    private static final Path SAMPLE = Nephelite.HOME.resolve("samples/photos");
    private static final BinaryData LARGE = BinaryData.fromString("large".repeat(1_000_000));

    @TempDir
    private Path workingFolder;

    @Test
    void large_blobs_and_messages_come_back_and_nothing_is_written_to_disk() throws Exception {
        try (Nephelite nephelite = Nephelite.startInMemory(workingFolder)) {
            BlobContainerClient container = blobs(nephelite).createBlobContainer("photos");
            container.getBlobClient("large").upload(LARGE);
            QueueClient queue = queue(nephelite);
            queue.create();
            queue.sendMessage("hello");

            assertThat(container.getBlobClient("large").downloadContent().toBytes())
                    .isEqualTo(LARGE.toBytes());
            assertThat(queue.receiveMessage().getBody().toString()).isEqualTo("hello");
            assertThat(nephelite.output())
                    .contains("Data:          in memory: nothing survives the end of this process");
            assertThat(nephelite.stop()).isEqualTo(143);
        }

        assertThat(workingFolder).isEmptyDirectory();
    }

    @Test
    void nothing_is_there_any_more_after_a_restart() throws Exception {
        try (Nephelite first = Nephelite.startInMemory(workingFolder)) {
            blobs(first).createBlobContainer("photos");
            first.stop();
        }

        try (Nephelite second = Nephelite.startInMemory(workingFolder)) {
            assertThat(blobs(second).listBlobContainers()).isEmpty();
        }
    }

    @Test
    void an_app_runs_as_well_and_nothing_is_written_beside_it() throws Exception {
        try (Nephelite nephelite = Nephelite.startInMemory(workingFolder, SAMPLE.toString())) {
            assertThat(nephelite.output()).contains("  MakeThumbnail: blobTrigger");
        }

        assertThat(workingFolder).isEmptyDirectory();
        assertThat(SAMPLE.resolve(".nephelite")).doesNotExist();
        assertThat(SAMPLE.resolve("target/nephelite")).doesNotExist();
    }

    private static BlobServiceClient blobs(Nephelite nephelite) throws IOException {
        return new BlobServiceClientBuilder()
                .connectionString(nephelite.connectionString())
                .buildClient();
    }

    private static QueueClient queue(Nephelite nephelite) throws IOException {
        return new QueueServiceClientBuilder()
                .connectionString(nephelite.connectionString())
                .buildClient()
                .getQueueClient("orders");
    }
}
