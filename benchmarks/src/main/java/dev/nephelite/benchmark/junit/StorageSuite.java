package dev.nephelite.benchmark.junit;

import dev.nephelite.junit.NepheliteTest;
import dev.nephelite.junit.cloud.TestCloud;
import org.junit.jupiter.api.RepeatedTest;

/** Each method has a cloud with a queue and a container. */
@NepheliteTest(queues = "orders", containers = "receipts")
class StorageSuite {
    @RepeatedTest(SuiteProgram.METHODS)
    void begins(TestCloud cloud) {
        cloud.connectionString();
    }
}
