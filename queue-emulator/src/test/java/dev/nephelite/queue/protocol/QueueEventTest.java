package dev.nephelite.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.event.ChangeEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the event log learns of a queue, so that a listener need not poll it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueueEventTest {
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
    class Given_a_message_that_is_put {
        @Test
        void putMessage_publishesAnEventWithTheMessageAndItsUrl() {
            DequeuedMessage held = service.put("orders", "hello");

            ChangeEvent event = only();
            assertThat(event.type()).isEqualTo("Nephelite.Queue.MessageEnqueued");
            assertThat(event.account()).isEqualTo("devstoreaccount1");
            assertThat(event.subject()).isEqualTo("/queueServices/default/queues/orders/messages/" + held.id());
            assertThat(event.time()).isEqualTo(QueueService.NOON);
            assertThat(event.data())
                    .containsOnlyKeys("api", "requestId", "queue", "messageId", "url", "visibleAt", "expiresAt")
                    .containsEntry("api", "PutMessage")
                    .containsEntry("queue", "orders")
                    .containsEntry("messageId", held.id())
                    .containsEntry("url", service.endpoint() + "/orders/messages/" + held.id())
                    .containsEntry("visibleAt", "2026-01-01T12:00:00Z");
        }

        @Test
        void putMessage_publishesWhenAMessageBecomesVisible() {
            service.put("orders", "later", "?visibilitytimeout=90");

            assertThat(only().data()).containsEntry("visibleAt", "2026-01-01T12:01:30Z");
        }

        @Test
        void putMessage_thatIsRefusedPublishesNoEvent() {
            service.xml("<QueueMessage/>").post("/orders/messages").then().statusCode(400);
            service.request().delete("/orders").then().statusCode(204);

            assertThat(service.events()).isEmpty();
        }
    }

    @Nested
    class Given_a_message_that_is_held {
        @Test
        void updateMessage_thatMakesAMessageVisiblePublishesAnEvent() {
            service.put("orders", "hello");
            DequeuedMessage held = service.get("orders");
            service.clock.advance(Duration.ofSeconds(5));
            service.request().put(held.target() + "&visibilitytimeout=0").then().statusCode(204);

            List<ChangeEvent> events = service.events();
            assertThat(events).hasSize(2);
            assertThat(events.get(1).data())
                    .containsEntry("api", "UpdateMessage")
                    .containsEntry("messageId", held.id())
                    .containsEntry("visibleAt", "2026-01-01T12:00:05Z");
        }

        @Test
        void getMessages_updateMessage_and_deleteMessage_publishNoEvent() {
            service.put("orders", "hello");
            DequeuedMessage held = service.get("orders");
            String renewed = service.request()
                    .put(held.target() + "&visibilitytimeout=60")
                    .then()
                    .statusCode(204)
                    .extract()
                    .header("x-ms-popreceipt");
            service.request()
                    .delete(new DequeuedMessage("orders", held.id(), renewed).target())
                    .then()
                    .statusCode(204);

            assertThat(service.events()).hasSize(1);
        }
    }

    private ChangeEvent only() {
        assertThat(service.events()).hasSize(1);
        return service.events().get(0);
    }
}
