package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.queue.QueueClient;
import dev.nephelite.junit.NepheliteTest;
import dev.nephelite.junit.StorageName;
import dev.nephelite.junit.cloud.FunctionInvocation;
import dev.nephelite.junit.cloud.TestCloud;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each method has a cloud of its own, so all of them run at the same time. */
@NepheliteTest(queues = "orders", containers = "receipts", functions = OrderFunctions.class)
class OrderFunctionsTest {
    @Test
    void anOrderThatComesByHttpGetsAReceipt(TestCloud cloud, @StorageName("receipts") BlobContainerClient receipts)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(cloud.functionsUrl().resolve("/api/orders/4711"))
                .POST(BodyPublishers.ofString("3"))
                .build();
        assertEquals(
                200,
                HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode());

        cloud.awaitIdle();

        assertEquals(
                "3 pieces", receipts.getBlobClient("4711.txt").downloadContent().toString());
    }

    @Test
    void anOrderWithoutPiecesIsTriedAgainAMinuteLaterAndThenPutAside(
            TestCloud cloud,
            @StorageName("orders") QueueClient orders,
            @StorageName("orders-poison") QueueClient poison,
            @StorageName("receipts") BlobContainerClient receipts) {
        orders.sendMessage(BinaryData.fromObject(new Order("4712", 0)));
        cloud.awaitIdle();
        assertEquals(1, cloud.invocations("WriteReceipt").size());

        cloud.clock().advance(Duration.ofMinutes(1));
        cloud.awaitIdle();

        List<FunctionInvocation> attempts = cloud.invocations("WriteReceipt");
        assertEquals(2, attempts.size());
        assertEquals(
                "IllegalArgumentException: An order needs at least one piece.",
                attempts.get(1).failure());
        assertTrue(poison.peekMessage().getBody().toString().contains("4712"));
        assertFalse(receipts.getBlobClient("4712.txt").exists());
    }

    @Test
    void aReceiptThatCannotBeWrittenIsWrittenAMinuteLater(
            TestCloud cloud,
            @StorageName("orders") QueueClient orders,
            @StorageName("receipts") BlobContainerClient receipts) {
        cloud.faults().next("PutBlob").on("receipts/*").fail(503, "ServerBusy");

        orders.sendMessage(BinaryData.fromObject(new Order("4713", 1)));
        cloud.awaitIdle();
        assertFalse(receipts.getBlobClient("4713.txt").exists());

        cloud.clock().advance(Duration.ofMinutes(1));
        cloud.awaitIdle();

        assertTrue(receipts.getBlobClient("4713.txt").exists());
    }
}
