package dev.nephelite.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import com.azure.storage.queue.models.QueueMessageItem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RestartTest {
    private static final BinaryData SMALL = BinaryData.fromString("small");
    private static final BinaryData LARGE = BinaryData.fromString("large".repeat(100_000));

    @TempDir
    private Path location;

    @Test
    void everything_is_there_after_a_stop_and_a_start() throws Exception {
        try (Nephelite first = Nephelite.start(location, Map.of())) {
            write(first);
            assertThat(first.stop()).isEqualTo(143);
        }

        try (Nephelite second = Nephelite.start(location, Map.of())) {
            verify(second);
        }
    }

    @Test
    void everything_acknowledged_is_there_after_a_kill() throws Exception {
        try (Nephelite first = Nephelite.start(location, Map.of())) {
            write(first);
            first.kill();
        }

        try (Nephelite second = Nephelite.start(location, Map.of())) {
            verify(second);
        }
    }

    private static void write(Nephelite nephelite) throws IOException {
        BlobContainerClient container = blobs(nephelite);
        container.create();
        container.getBlobClient("small").upload(SMALL);
        container.getBlobClient("large").upload(LARGE);
        container.getBlobClient("deleted").upload(SMALL);
        container.getBlobClient("deleted").delete();
        QueueClient queue = messages(nephelite);
        queue.create();
        queue.sendMessage("first");
        queue.sendMessage("second");
        QueueMessageItem received = queue.receiveMessage();
        queue.deleteMessage(received.getMessageId(), received.getPopReceipt());
    }

    private static void verify(Nephelite nephelite) throws IOException {
        BlobContainerClient container = blobs(nephelite);
        assertThat(container.listBlobs()).extracting(blob -> blob.getName()).containsExactly("large", "small");
        assertThat(container.getBlobClient("small").downloadContent().toString())
                .isEqualTo(SMALL.toString());
        assertThat(container.getBlobClient("large").downloadContent().toString())
                .isEqualTo(LARGE.toString());
        QueueClient queue = messages(nephelite);
        assertThat(queue.receiveMessages(10))
                .extracting(message -> message.getBody().toString())
                .containsExactly("second");
    }

    private static BlobContainerClient blobs(Nephelite nephelite) throws IOException {
        return new BlobServiceClientBuilder()
                .connectionString(nephelite.connectionString())
                .buildClient()
                .getBlobContainerClient("photos");
    }

    private static QueueClient messages(Nephelite nephelite) throws IOException {
        return new QueueServiceClientBuilder()
                .connectionString(nephelite.connectionString())
                .buildClient()
                .getQueueClient("orders");
    }
}
