package dev.nephelite.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Delete Message, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueueDeleteMessageTest {
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
    class Given_a_client_that_holds_a_message {
        private DequeuedMessage held = new DequeuedMessage("", "", "");

        @BeforeEach
        void hold() {
            service.put("orders", "text");
            held = service.get("orders");
        }

        @Test
        void deleteMessage_deletesTheMessageOnce() {
            service.request().delete(held.target()).then().statusCode(204);

            assertNotFound(held.target());
            service.request().get("/orders?comp=metadata").then().header("x-ms-approximate-messages-count", "0");
        }

        @Test
        void deleteMessage_acceptsAReceiptAfterTheTimeoutUntilTheNextDelivery() {
            service.clock.advance(Duration.ofMinutes(5));

            service.request().delete(held.target()).then().statusCode(204);
        }

        @Test
        void deleteMessage_refusesAReceiptAfterTheNextDelivery() {
            service.clock.advance(Duration.ofSeconds(30));
            service.get("orders");

            service.request()
                    .delete(held.target())
                    .then()
                    .statusCode(404)
                    .header("x-ms-error-code", "MessageNotFound")
                    .body("Error.Code", equalTo("MessageNotFound"));
        }

        @Test
        void deleteMessage_doesNotFindAnExpiredMessage() {
            service.clock.advance(Duration.ofDays(7));

            assertNotFound(held.target());
        }

        @Test
        void deleteMessage_acceptsAnIdInEitherCase() {
            String shouted = held.id().toUpperCase(Locale.ROOT);

            service.request()
                    .delete(new DequeuedMessage("orders", shouted, held.receipt()).target())
                    .then()
                    .statusCode(204);
        }
    }

    @Nested
    class Given_a_receipt_that_is_none {
        @Test
        void deleteMessage_refusesAMalformedReceipt() {
            DequeuedMessage held = service.put("orders", "text");

            service.request()
                    .delete("/orders/messages/" + held.id() + "?popreceipt=nothing")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidQueryParameterValue")
                    .body("Error.QueryParameterName", equalTo("popreceipt"))
                    .body("Error.QueryParameterValue", equalTo("nothing"))
                    .body("Error.Reason", equalTo("Invalid pop receipt format"));
        }

        @Test
        void deleteMessage_refusesARequestWithoutAReceipt() {
            DequeuedMessage held = service.put("orders", "text");

            service.request()
                    .delete("/orders/messages/" + held.id())
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "MissingRequiredQueryParameter");
            assertThat(service.peek("orders")).containsExactly("text");
        }
    }

    @Nested
    class Given_a_message_that_is_none {
        @Test
        void deleteMessage_doesNotFindAnUnknownId() {
            DequeuedMessage held = service.put("orders", "text");
            String other = held.id().replaceFirst(".$", held.id().endsWith("0") ? "1" : "0");

            assertNotFound(new DequeuedMessage("orders", other, held.receipt()).target());
            assertNotFound(new DequeuedMessage("orders", "first", held.receipt()).target());
        }

        @Test
        void deleteMessage_doesNotFindAMissingQueue() {
            DequeuedMessage held = service.put("orders", "text");

            service.request()
                    .delete(new DequeuedMessage("missing", held.id(), held.receipt()).target())
                    .then()
                    .statusCode(404)
                    .header("x-ms-error-code", "QueueNotFound");
        }
    }

    private void assertNotFound(String target) {
        service.request().delete(target).then().statusCode(404).header("x-ms-error-code", "MessageNotFound");
    }
}
