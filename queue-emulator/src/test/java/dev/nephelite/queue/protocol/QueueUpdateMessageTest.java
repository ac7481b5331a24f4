package dev.nephelite.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Update Message, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueueUpdateMessageTest {
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
            service.put("orders", "old");
            held = service.get("orders");
        }

        @Test
        void updateMessage_extendsTheInvisibilityAndIssuesANewReceipt() {
            DequeuedMessage renewed = update(held, 60, "");

            assertThat(renewed.receipt()).isNotEqualTo(held.receipt());
            service.clock.advance(Duration.ofSeconds(59));
            assertThat(service.peek("orders")).isEmpty();
            service.clock.advance(Duration.ofSeconds(1));
            assertThat(service.peek("orders")).containsExactly("old");
        }

        @Test
        void updateMessage_makesTheMessageVisibleAtOnce() {
            update(held, 0, "");

            assertThat(service.peek("orders")).containsExactly("old");
        }

        @Test
        void updateMessage_replacesTheText() {
            update(held, 0, "<QueueMessage><MessageText>new</MessageText></QueueMessage>");

            assertThat(service.peek("orders")).containsExactly("new");
        }

        @Test
        void updateMessage_acceptsAnEmptyText() {
            update(held, 0, "<QueueMessage><MessageText/></QueueMessage>");

            assertThat(service.peek("orders")).containsExactly("");
        }

        @Test
        void updateMessage_withoutATextKeepsIt() {
            update(held, 0, "<QueueMessage></QueueMessage>");

            assertThat(service.peek("orders")).containsExactly("old");
        }

        @Test
        void updateMessage_invalidatesTheOldReceipt() {
            DequeuedMessage renewed = update(held, 60, "");

            service.request()
                    .put(held.target() + "&visibilitytimeout=0")
                    .then()
                    .statusCode(404)
                    .header("x-ms-error-code", "MessageNotFound");
            service.request().delete(renewed.target()).then().statusCode(204);
        }

        @Test
        void updateMessage_countsNoDelivery() {
            update(held, 0, "");

            service.request()
                    .get("/orders/messages")
                    .then()
                    .body("QueueMessagesList.QueueMessage.DequeueCount", equalTo("2"));
        }

        @Test
        void updateMessage_refusesATextOfMoreThan64KiB() {
            String text = "x".repeat(64 * 1024 + 1);

            service.xml("<QueueMessage><MessageText>" + text + "</MessageText></QueueMessage>")
                    .put(held.target() + "&visibilitytimeout=0")
                    .then()
                    .statusCode(413)
                    .header("x-ms-error-code", "RequestBodyTooLarge");
        }
    }

    @Nested
    class Given_a_message_that_lives_for_a_minute {
        @Test
        void updateMessage_refusesInvisibilityBeyondTheTimeToLive() {
            DequeuedMessage held = service.put("orders", "short", "?messagettl=60");

            service.request()
                    .put(held.target() + "&visibilitytimeout=61")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "OutOfRangeQueryParameterValue")
                    .body("Error.MaximumAllowed", equalTo("60"));
            update(held, 60, "");
        }

        @Test
        void updateMessage_doesNotFindAnExpiredMessage() {
            DequeuedMessage held = service.put("orders", "short", "?messagettl=60");
            service.clock.advance(Duration.ofSeconds(60));

            service.request()
                    .put(held.target() + "&visibilitytimeout=0")
                    .then()
                    .statusCode(404)
                    .header("x-ms-error-code", "MessageNotFound");
        }
    }

    @Nested
    class Given_parameters_that_break_the_rules {
        @ParameterizedTest
        @ValueSource(strings = {"-1", "604801"})
        void updateMessage_refusesAVisibilityTimeoutOutOfRange(String seconds) {
            DequeuedMessage held = service.put("orders", "text");

            service.request()
                    .put(held.target() + "&visibilitytimeout=" + seconds)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "OutOfRangeQueryParameterValue")
                    .body("Error.MinimumAllowed", equalTo("0"));
        }

        @Test
        void updateMessage_requiresBothParameters() {
            DequeuedMessage held = service.put("orders", "text");

            assertMissing(held.target(), "visibilitytimeout");
            assertMissing("/orders/messages/" + held.id() + "?visibilitytimeout=0", "popreceipt");
        }

        private void assertMissing(String target, String name) {
            service.request()
                    .put(target)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "MissingRequiredQueryParameter")
                    .body("Error.QueryParameterName", equalTo(name));
        }
    }

    /** Updates the message, with a document unless that is empty. */
    private DequeuedMessage update(DequeuedMessage held, int invisibleSeconds, String document) {
        String receipt = (document.isEmpty() ? service.request() : service.xml(document))
                .put(held.target() + "&visibilitytimeout=" + invisibleSeconds)
                .then()
                .statusCode(204)
                .header("Content-Length", nullValue())
                .header("x-ms-time-next-visible", equalTo(service.httpDate(Duration.ofSeconds(invisibleSeconds))))
                .extract()
                .header("x-ms-popreceipt");
        return new DequeuedMessage(held.queue(), held.id(), receipt);
    }
}
