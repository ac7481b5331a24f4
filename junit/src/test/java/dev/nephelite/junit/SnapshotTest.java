package dev.nephelite.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.queue.QueueClient;
import dev.nephelite.junit.cloud.TestCloud;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.RepeatedTest;

@DisplayNameGeneration(ReplaceUnderscores.class)
@NepheliteTest(
        isolation = Isolation.SNAPSHOT,
        containers = "receipts",
        queues = "orders",
        functions = ShopFunctions.class,
        settings = "ORDERS=orders")
class SnapshotTest {
    @BeforeAll
    static void prepare(@StorageName("receipts") BlobContainerClient receipts) {
        receipts.getBlobClient("0815").upload(BinaryData.fromString("prepared once"));
    }

    @RepeatedTest(3)
    void a_method_begins_with_what_was_prepared(
            TestCloud cloud,
            @StorageName("receipts") BlobContainerClient receipts,
            @StorageName("orders") QueueClient orders) {
        assertThat(cloud.invocations()).isEmpty();
        assertThat(cloud.clock().now()).isBefore(Clock.systemUTC().instant().plus(Duration.ofDays(1)));
        assertThat(receipts.listBlobs()).singleElement().satisfies(blob -> assertThat(blob.getName())
                .isEqualTo("0815"));

        orders.sendMessage("{\"id\":\"4711\",\"pieces\":1}");
        cloud.awaitIdle();
        assertThat(receipts.getBlobClient("4711").downloadContent()).hasToString("1 pieces");

        receipts.getBlobClient("0815").delete();
        cloud.clock().advance(Duration.ofDays(2));
        cloud.faults().every("PutMessage").fail(503, "ServerBusy");
    }
}
