package dev.nephelite.benchmark.junit;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import dev.nephelite.junit.NepheliteTest;
import dev.nephelite.junit.cloud.TestCloud;
import org.junit.jupiter.api.RepeatedTest;

/** Each method has a cloud with a queue, a container, and a function that waits for messages of the queue. */
@NepheliteTest(queues = "orders", containers = "receipts", functions = FunctionSuite.Orders.class)
class FunctionSuite {
    @RepeatedTest(SuiteProgram.METHODS)
    void begins(TestCloud cloud) {
        cloud.connectionString();
    }

    /** Waits for messages that never come. */
    public static class Orders {
        @FunctionName("Take")
        public void take(
                @QueueTrigger(name = "order", queueName = "orders", connection = "AzureWebJobsStorage") String order) {}
    }
}
