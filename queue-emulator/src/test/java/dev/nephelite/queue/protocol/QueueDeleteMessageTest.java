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
        void it_can_delete_it_once() {
            service.request().delete(held.target()).then().statusCode(204);

            assertNotFound(held.target());
            service.request().get("/orders?comp=metadata").then().header("x-ms-approximate-messages-count", "0");
        }

        @Test
        void it_can_delete_it_after_the_time_as_long_as_nobody_else_got_it() {
            service.clock.advance(Duration.ofMinutes(5));

            service.request().delete(held.target()).then().statusCode(204);
        }

        @Test
        void a_receipt_is_stale_once_the_message_was_received_again() {
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
        void it_cannot_when_the_message_expired() {
            service.clock.advance(Duration.ofDays(7));

            assertNotFound(held.target());
        }

        @Test
        void the_identity_is_read_in_either_case() {
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
        void one_that_cannot_be_a_receipt_is_refused() {
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
        void none_at_all_is_refused() {
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
        void it_is_not_found_whatever_its_name_looks_like() {
            DequeuedMessage held = service.put("orders", "text");
            String other = held.id().replaceFirst(".$", held.id().endsWith("0") ? "1" : "0");

            assertNotFound(new DequeuedMessage("orders", other, held.receipt()).target());
            assertNotFound(new DequeuedMessage("orders", "first", held.receipt()).target());
        }

        @Test
        void a_queue_that_is_missing_is_what_is_not_found() {
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
