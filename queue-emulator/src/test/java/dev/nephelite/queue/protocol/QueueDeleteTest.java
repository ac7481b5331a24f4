package dev.nephelite.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Delete Queue and Clear Messages, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueueDeleteTest {
    private final QueueService service = new QueueService();

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_a_queue_with_messages {
        private final DequeuedMessage held;

        Given_a_queue_with_messages() {
            service.create("orders");
            held = service.put("orders", "one");
            service.put("orders", "two", "?visibilitytimeout=60");
        }

        @Test
        void deleteQueue_removesTheQueue() {
            service.request().delete("/orders").then().statusCode(204);

            assertNotFound("/orders");
            service.request().get("/orders/messages").then().statusCode(404);
        }

        @Test
        void createQueue_afterADeletionStartsEmpty() {
            service.request().delete("/orders").then().statusCode(204);
            service.create("orders");

            assertThat(service.peek("orders")).isEmpty();
            service.request().get("/orders?comp=metadata").then().header("x-ms-approximate-messages-count", "0");
            service.request().delete(held.target()).then().statusCode(404).header("x-ms-error-code", "MessageNotFound");
        }

        @Test
        void clearMessages_removesMessagesAndKeepsTheQueue() {
            service.request().delete("/orders/messages").then().statusCode(204);

            assertThat(service.peek("orders")).isEmpty();
            service.request().get("/orders?comp=metadata").then().header("x-ms-approximate-messages-count", "0");
            service.put("orders", "three");
            assertThat(service.peek("orders")).containsExactly("three");
        }
    }

    @Nested
    class Given_no_queue {
        @Test
        void deleteQueue_and_clearMessages_doNotFindAMissingQueue() {
            assertNotFound("/orders");
            assertNotFound("/orders/messages");
        }
    }

    private void assertNotFound(String target) {
        service.request()
                .delete(target)
                .then()
                .statusCode(404)
                .header("x-ms-error-code", "QueueNotFound")
                .header("Content-Type", "application/xml")
                .body("Error.Code", equalTo("QueueNotFound"));
    }
}
