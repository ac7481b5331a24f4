package dev.nephelite.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceAsyncClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.BlobContainerItem;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueServiceAsyncClient;
import com.azure.storage.queue.QueueServiceClient;
import com.azure.storage.queue.models.QueueItem;
import com.azure.storage.queue.models.QueueStorageException;
import dev.nephelite.junit.cloud.Faults;
import dev.nephelite.junit.cloud.TestClock;
import dev.nephelite.junit.cloud.TestCloud;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
@NepheliteTest(containers = "receipts", queues = "orders")
class StorageTest {
    @BeforeEach
    void upload(BlobServiceClient blobs) {
        blobs.getBlobContainerClient("receipts").getBlobClient("4711").upload(BinaryData.fromString("paid"));
    }

    @RepeatedTest(2)
    void a_method_begins_with_the_containers_and_queues_of_the_annotation(
            BlobServiceClient blobs, QueueServiceClient queues) {
        assertThat(blobs.listBlobContainers())
                .extracting(BlobContainerItem::getName)
                .containsExactly("receipts");
        assertThat(queues.listQueues()).extracting(QueueItem::getName).containsExactly("orders");
        blobs.createBlobContainer("left-behind");
        queues.createQueue("left-behind");
    }

    @Test
    void a_method_and_its_preparation_have_the_same_cloud(@StorageName("receipts") BlobContainerClient receipts) {
        assertThat(receipts.getBlobClient("4711").downloadContent()).hasToString("paid");
    }

    @Test
    void a_named_client_creates_what_does_not_exist(
            @StorageName("new") QueueClient queue, @StorageName("new") BlobContainerClient container) {
        assertThat(queue.peekMessages(1, null, null)).isEmpty();
        assertThat(container.listBlobs()).isEmpty();
    }

    @Test
    void clients_may_be_asynchronous(BlobServiceAsyncClient blobs, QueueServiceAsyncClient queues) {
        assertThat(blobs.listBlobContainers().collectList().block()).hasSize(1);
        assertThat(queues.listQueues().collectList().block()).hasSize(1);
    }

    @Test
    void next_fails_one_request_which_the_client_repeats(Faults faults, @StorageName("orders") QueueClient orders) {
        faults.next("PutMessage").on("orders/*").fail(503, "ServerBusy");

        orders.sendMessage("4711");

        assertThat(orders.peekMessages(2, null, null)).hasSize(1);
    }

    @Test
    void every_fails_all_requests_until_the_rules_are_cleared(
            Faults faults, @StorageName("orders") QueueClient orders) {
        faults.every("PutMessage").fail(409, "QueueBeingDeleted");

        assertThatThrownBy(() -> orders.sendMessage("4711")).isInstanceOf(QueueStorageException.class);

        faults.clear();
        orders.sendMessage("4711");
    }

    @Test
    void advance_lets_a_message_end(TestClock clock, @StorageName("orders") QueueClient orders) {
        orders.sendMessageWithResponse("4711", null, Duration.ofDays(7), null, null);

        clock.advance(Duration.ofDays(8));

        assertThat(orders.peekMessages(1, null, null)).isEmpty();
    }

    @Test
    void the_clock_of_another_method_does_not_matter(TestClock clock) {
        assertThat(clock.now()).isBefore(Clock.systemUTC().instant().plus(Duration.ofDays(1)));
        clock.freeze();
        Instant frozen = clock.now();
        clock.advance(Duration.ofDays(8));
        assertThat(clock.now()).isEqualTo(frozen.plus(Duration.ofDays(8)));
    }

    @Test
    void functionsUrl_explains_that_there_are_none(TestCloud cloud) {
        cloud.awaitIdle();

        assertThat(cloud.invocations()).isEmpty();
        assertThatThrownBy(cloud::functionsUrl).hasMessageContaining("functions = ...");
        assertThatThrownBy(() -> cloud.invocations("pay")).hasMessageContaining("There is no function 'pay'");
    }

    @Nested
    class A_nested_class {
        @Test
        void has_the_same_containers(TestCloud cloud, BlobServiceClient blobs) {
            assertThat(blobs.getAccountUrl()).isEqualTo(cloud.blobEndpoint().toString());
            assertThat(blobs.listBlobContainers()).hasSize(1);
        }
    }
}
