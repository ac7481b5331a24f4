package dev.nephelite.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.path.xml.XmlPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What happens to messages that a client receives again and again without deleting them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueuePoisonTest {
    private static final int TRIES = 5;

    private final QueueService service = new QueueService();

    @BeforeEach
    void create() {
        service.create("orders");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_a_client_that_crashes_over_a_message_every_time {
        @BeforeEach
        void put() {
            service.put("orders", "poison");
        }

        @Test
        void getMessages_returnsAnAbandonedMessageAgainAndCountsItsDeliveries() {
            for (int delivery = 1; delivery <= TRIES; delivery++) {
                assertThat(count(receive())).isEqualTo(delivery);
                service.clock.advance(Duration.ofMillis(29_999));
                assertThat(service.peek("orders")).isEmpty();
                service.clock.advance(Duration.ofMillis(1));
            }
        }

        @Test
        void getMessages_issuesANewReceiptForEachDelivery() {
            List<String> receipts = new ArrayList<>();
            for (int delivery = 1; delivery <= TRIES; delivery++) {
                receipts.add(service.get("orders").receipt());
                service.clock.advance(Duration.ofSeconds(30));
            }

            assertThat(receipts).doesNotHaveDuplicates();
        }

        @Test
        void putMessage_movesAMessageToAPoisonQueue() {
            service.put("orders", "fine");

            List<String> handled = new ArrayList<>();
            for (int round = 0; round <= TRIES; round++) {
                handled.addAll(handleAll());
                service.clock.advance(Duration.ofSeconds(30));
            }

            assertThat(handled).containsExactly("fine");
            assertThat(service.peek("orders-poison")).containsExactly("poison");
            service.request()
                    .get("/orders?comp=metadata")
                    .then()
                    .header("x-ms-approximate-messages-count", equalTo("0"));
        }

        /** One round of the loop that clients run: handle what can be handled, set aside what failed too often. */
        private List<String> handleAll() {
            List<String> handled = new ArrayList<>();
            for (XmlPath message = receive(); count(message) > 0; message = receive()) {
                DequeuedMessage held = DequeuedMessage.in("orders", message);
                String text = message.getString("QueueMessagesList.QueueMessage.MessageText");
                if (count(message) > TRIES) {
                    service.request().put("/orders-poison").then().statusCode(201);
                    service.put("orders-poison", text);
                }
                if (!text.equals("poison") || count(message) > TRIES) {
                    service.request().delete(held.target()).then().statusCode(204);
                }
                if (!text.equals("poison")) {
                    handled.add(text);
                }
            }
            return handled;
        }
    }

    @Nested
    class Given_a_message_that_expires {
        @Test
        void deleteMessage_doesNotFindAnExpiredMessage() {
            service.put("orders", "short-lived", "?messagettl=150");
            service.clock.advance(Duration.ofSeconds(149));
            DequeuedMessage held = service.get("orders");
            service.clock.advance(Duration.ofSeconds(1));

            service.request().delete(held.target()).then().statusCode(404);
            service.clock.advance(Duration.ofDays(1));
            assertThat(service.peek("orders")).isEmpty();
        }
    }

    private XmlPath receive() {
        return service.request()
                .get("/orders/messages")
                .then()
                .statusCode(200)
                .extract()
                .xmlPath();
    }

    /** How often a message was delivered; 0 where there is none. */
    private static int count(XmlPath message) {
        String count = message.getString("QueueMessagesList.QueueMessage.DequeueCount");
        return count.isEmpty() ? 0 : Integer.parseInt(count);
    }
}
