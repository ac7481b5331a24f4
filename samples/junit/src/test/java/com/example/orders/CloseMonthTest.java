package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.storage.blob.BlobContainerClient;
import dev.nephelite.junit.NepheliteExtension;
import dev.nephelite.junit.StorageName;
import dev.nephelite.junit.cloud.TestCloud;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same with a builder, which a program can call. */
class CloseMonthTest {
    @RegisterExtension
    static final NepheliteExtension NEPHELITE = NepheliteExtension.builder()
            .containers("months")
            .functions(OrderFunctions.class)
            .setting("ORDERS", "orders-of-this-test")
            .build();

    @Test
    void aMonthIsClosedOnTheFirstDayOfTheNext(TestCloud cloud, @StorageName("months") BlobContainerClient months) {
        cloud.clock().advance(Duration.ofDays(31));
        cloud.awaitIdle();

        assertTrue(months.getBlobClient("closed.txt").exists());
        assertTrue(cloud.invocations("CloseMonth").get(0).hasSucceeded());
    }
}
