package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.queue.QueueClient;
import dev.nephelite.junit.NepheliteTest;
import dev.nephelite.junit.StorageName;
import dev.nephelite.junit.cloud.TestCloud;
import org.junit.jupiter.api.Test;

@NepheliteTest(queues = "orders", containers = "receipts", functions = OrderFunctions.class)
class WriteReceiptTest {
    @Test
    void anOrderGetsAReceipt(
            TestCloud cloud,
            @StorageName("orders") QueueClient orders,
            @StorageName("receipts") BlobContainerClient receipts) {
        orders.sendMessage(BinaryData.fromObject(new Order("4711", 3)));

        cloud.awaitIdle();

        assertEquals(
                "3 pieces", receipts.getBlobClient("4711.txt").downloadContent().toString());
        assertEquals(1, cloud.invocations("WriteReceipt").size());
    }
}
