package dev.nephelite.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.xml.XmlPath;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Peek Messages with the header with which Nephelite's own clients ask for messages that are invisible. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HiddenMessagesTest {
    private final QueueService service = new QueueService();

    @BeforeEach
    void put() {
        service.create("orders");
        service.put("orders", "later", "?visibilitytimeout=60");
        service.put("orders", "now");
        service.put("orders", "short", "?messagettl=1");
        service.clock.advance(Duration.ofSeconds(2));
    }

    @AfterEach
    void close() {
        service.close();
    }

    private XmlPath peek(String hidden) {
        return service.request()
                .header("Nephelite-Hidden-Messages", hidden)
                .get("/orders/messages?peekonly=true")
                .xmlPath();
    }

    @Test
    void peekMessages_returnsHiddenMessagesWithTheirTimes() {
        XmlPath all = peek("all");

        assertThat(all.<String>getList("QueueMessagesList.QueueMessage.MessageText"))
                .containsExactly("now", "later");
        assertThat(all.<String>getList("QueueMessagesList.QueueMessage.TimeNextVisible"))
                .containsExactly("Thu, 01 Jan 2026 12:00:00 GMT", "Thu, 01 Jan 2026 12:01:00 GMT");
        assertThat(all.<String>getList("QueueMessagesList.QueueMessage.DequeueCount"))
                .containsExactly("0", "0");
        assertThat(all.getString("QueueMessagesList.QueueMessage[0].PopReceipt"))
                .isEmpty();
    }

    @Test
    void peekMessages_returnsTheMessageWithAnId() {
        String id = peek("all").getString("QueueMessagesList.QueueMessage[1].MessageId");

        assertThat(peek(id).<String>getList("QueueMessagesList.QueueMessage.MessageText"))
                .containsExactly("later");
        assertThat(peek("00000000-0000-0000-0000-000000000000")
                        .<String>getList("QueueMessagesList.QueueMessage.MessageText"))
                .isEmpty();
    }

    @Test
    void peekMessages_returnsOnlyVisibleMessagesToOthers() {
        assertThat(service.peek("orders")).containsExactly("now");
    }
}
