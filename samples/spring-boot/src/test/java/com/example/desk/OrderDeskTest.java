package com.example.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.azure.spring.cloud.autoconfigure.implementation.storage.queue.properties.AzureStorageQueueConnectionDetails;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueServiceClient;
import dev.nephelite.junit.Isolation;
import dev.nephelite.junit.NepheliteTest;
import dev.nephelite.junit.StorageName;
import dev.nephelite.junit.cloud.TestCloud;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

@SpringBootTest
@NepheliteTest(queues = "orders", isolation = Isolation.NONE)
class OrderDeskTest {
    private static TestCloud cloud;

    /** Called before Spring starts the application. */
    @BeforeAll
    static void use(TestCloud started) {
        cloud = started;
    }

    @TestConfiguration
    static class Storage {
        @Bean
        AzureStorageQueueConnectionDetails queues() {
            return new AzureStorageQueueConnectionDetails() {
                @Override
                public String getConnectionString() {
                    return cloud.connectionString();
                }

                @Override
                public String getEndpoint() {
                    return cloud.queueEndpoint().toString();
                }
            };
        }
    }

    @Autowired
    private OrderDesk desk;

    @Test
    void anOrderIsPutInTheQueue(@StorageName("orders") QueueClient orders) {
        desk.take("3 apples");

        assertEquals("3 apples", orders.receiveMessage().getBody().toString());
    }

    @Test
    void aClientOfSpringUsesTheSameStorage(
            @Autowired QueueServiceClient clients, @StorageName("orders") QueueClient orders) {
        clients.getQueueClient("orders").sendMessage("2 pears");

        assertEquals("2 pears", orders.receiveMessage().getBody().toString());
    }
}
