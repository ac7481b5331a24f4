package dev.nephelite.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.path.xml.XmlPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Get Messages and Peek Messages, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueueGetMessagesTest {
    private static final String EMPTY =
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><QueueMessagesList></QueueMessagesList>";

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
    class Given_an_empty_queue {
        @Test
        void getMessages_returnsAnEmptyList() {
            assertThat(answer("")).isEqualTo(EMPTY);
            assertThat(answer("?peekonly=true")).isEqualTo(EMPTY);
        }
    }

    @Nested
    class Given_a_message {
        @BeforeEach
        void put() {
            service.put("orders", "hello");
        }

        @Test
        void getMessages_returnsAllFields() {
            service.clock.advance(Duration.ofSeconds(90));

            assertThat(answer("?visibilitytimeout=60"))
                    .matches(".*<QueueMessagesList><QueueMessage><MessageId>[0-9a-f-]{36}</MessageId>"
                            + "<InsertionTime>Thu, 01 Jan 2026 12:00:00 GMT</InsertionTime>"
                            + "<ExpirationTime>Thu, 08 Jan 2026 12:00:00 GMT</ExpirationTime>"
                            + "<PopReceipt>[A-Za-z0-9+/]{22}==</PopReceipt>"
                            + "<TimeNextVisible>Thu, 01 Jan 2026 12:02:30 GMT</TimeNextVisible>"
                            + "<DequeueCount>1</DequeueCount><MessageText>hello</MessageText>"
                            + "</QueueMessage></QueueMessagesList>");
        }

        @Test
        void getMessages_returnsWhatAFunctionHostWantsToKnowOnRequest() {
            String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
            service.request().delete("/orders/messages").then().statusCode(204);
            service.xml("<QueueMessage><MessageText>hello</MessageText></QueueMessage>")
                    .header("traceparent", parent)
                    .header("tracestate", "a=1")
                    .post("/orders/messages")
                    .then()
                    .statusCode(201);

            assertThat(service.request()
                            .header("Nephelite-Trace-Context", "true")
                            .get("/orders/messages?visibilitytimeout=1")
                            .asString())
                    .contains(
                            "<MessageText>hello</MessageText><VisibleSince>2026-01-01T12:00:00Z</VisibleSince><traceparent>"
                                    + parent + "</traceparent><tracestate>a=1</tracestate></QueueMessage>");
            service.clock.advance(Duration.ofSeconds(1));
            assertThat(answer("")).contains("hello").doesNotContain("trace", "Since");
            assertThat(service.events()).last().satisfies(event -> assertThat(
                            Objects.requireNonNull(event.cause()).header())
                    .isEqualTo(parent));
        }

        @Test
        void getMessages_isRefusedByTheReplicaAndPeekMessagesIsNot() {
            replica().get("/orders/messages?peekonly=true").then().statusCode(200);
            replica()
                    .get("/orders/messages")
                    .then()
                    .statusCode(403)
                    .header("x-ms-error-code", "InsufficientAccountPermissions");
        }

        @Test
        void peekMessages_returnsFewerFieldsAndChangesNothing() {
            for (int i = 0; i < 2; i++) {
                assertThat(answer("?peekonly=true"))
                        .matches(".*<QueueMessagesList><QueueMessage><MessageId>[0-9a-f-]{36}</MessageId>"
                                + "<InsertionTime>Thu, 01 Jan 2026 12:00:00 GMT</InsertionTime>"
                                + "<ExpirationTime>Thu, 08 Jan 2026 12:00:00 GMT</ExpirationTime>"
                                + "<DequeueCount>0</DequeueCount><MessageText>hello</MessageText>"
                                + "</QueueMessage></QueueMessagesList>");
            }
        }

        @Test
        void getMessages_hidesTheMessageFor30SecondsByDefault() {
            DequeuedMessage first = service.get("orders");
            service.clock.advance(Duration.ofMillis(29_999));
            assertThat(answer("")).isEqualTo(EMPTY);
            assertThat(answer("?peekonly=true")).isEqualTo(EMPTY);

            service.clock.advance(Duration.ofMillis(1));
            DequeuedMessage second = service.get("orders");
            assertThat(second.id()).isEqualTo(first.id());
            assertThat(second.receipt()).isNotEqualTo(first.receipt());
        }

        @Test
        void getMessages_countsEveryDelivery() {
            for (int delivery = 1; delivery <= 3; delivery++) {
                assertThat(answer("?visibilitytimeout=1")).contains("<DequeueCount>" + delivery + "</DequeueCount>");
                service.clock.advance(Duration.ofSeconds(1));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"True", "TRUE"})
        void peekMessages_acceptsEitherCase(String spelling) {
            assertThat(answer("?peekonly=" + spelling)).doesNotContain("<PopReceipt>");
        }

        @Test
        void peekMessages_falseIsGetMessages() {
            assertThat(answer("?peekonly=false")).contains("<PopReceipt>");
            assertThat(service.peek("orders")).isEmpty();
        }
    }

    @Nested
    class Given_messages_that_expire {
        @Test
        void getMessages_omitsExpiredMessages() {
            service.put("orders", "short", "?messagettl=10");
            service.clock.advance(Duration.ofSeconds(10));

            assertThat(answer("")).isEqualTo(EMPTY);
            service.request().get("/orders?comp=metadata").then().header("x-ms-approximate-messages-count", "0");
        }

        @Test
        void getMessages_doesNotExtendTheTimeToLive() {
            DequeuedMessage held = service.put("orders", "short", "?messagettl=10");
            assertThat(answer("?visibilitytimeout=60")).contains("short");
            service.clock.advance(Duration.ofSeconds(60));

            assertThat(answer("")).isEqualTo(EMPTY);
            service.request().delete(held.target()).then().statusCode(404);
        }
    }

    @Nested
    class Given_40_messages {
        @BeforeEach
        void put() {
            for (int i = 0; i < 40; i++) {
                service.put("orders", "m" + i);
            }
        }

        @Test
        void getMessages_returnsOneByDefaultAndAtMost32() {
            assertThat(texts(answer(""))).containsExactly("m0");
            assertThat(texts(answer("?numofmessages=3"))).containsExactly("m1", "m2", "m3");
            assertThat(texts(answer("?numofmessages=32")))
                    .hasSize(32)
                    .startsWith("m4")
                    .endsWith("m35");
            assertThat(texts(answer("?numofmessages=32"))).containsExactly("m36", "m37", "m38", "m39");
        }

        @Test
        void getMessages_issuesAReceiptForEach() {
            List<String> receipts =
                    XmlPath.from(answer("?numofmessages=32")).getList("QueueMessagesList.QueueMessage.PopReceipt");

            assertThat(receipts).hasSize(32).doesNotHaveDuplicates();
        }
    }

    @Nested
    class Given_messages_that_become_visible_at_different_times {
        @Test
        void getMessages_returnsTheFirstVisibleFirst() {
            service.put("orders", "third", "?visibilitytimeout=20");
            service.put("orders", "second", "?visibilitytimeout=10");
            service.put("orders", "first");
            service.clock.advance(Duration.ofSeconds(20));

            assertThat(texts(answer("?numofmessages=3"))).containsExactly("first", "second", "third");
        }
    }

    @Nested
    class Given_parameters_that_break_the_rules {
        @ParameterizedTest
        @CsvSource({
            "numofmessages, 0, 1, 32",
            "numofmessages, 33, 1, 32",
            "visibilitytimeout, 0, 1, 604800",
            "visibilitytimeout, 604801, 1, 604800"
        })
        void getMessages_refusesANumberOutOfRangeWithTheRange(String name, String value, String least, String most) {
            service.request()
                    .get("/orders/messages?" + name + "=" + value)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "OutOfRangeQueryParameterValue")
                    .body("Error.QueryParameterName", equalTo(name))
                    .body("Error.QueryParameterValue", equalTo(value))
                    .body("Error.MinimumAllowed", equalTo(least))
                    .body("Error.MaximumAllowed", equalTo(most));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "&peekonly=true"})
        void getMessages_refusesANumberThatIsNone(String parameters) {
            service.request()
                    .get("/orders/messages?numofmessages=all" + parameters)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidQueryParameterValue");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "?peekonly=true"})
        void getMessages_doesNotFindAMissingQueue(String parameters) {
            service.request()
                    .get("/missing/messages" + parameters)
                    .then()
                    .statusCode(404)
                    .header("x-ms-error-code", "QueueNotFound");
        }
    }

    private RequestSpecification replica() {
        return service.request().baseUri(service.endpoint() + "-secondary");
    }

    private String answer(String parameters) {
        return service.request()
                .get("/orders/messages" + parameters)
                .then()
                .statusCode(200)
                .header("Content-Type", "application/xml")
                .extract()
                .asString();
    }

    private static List<String> texts(String answer) {
        return XmlPath.from(answer).getList("QueueMessagesList.QueueMessage.MessageText");
    }
}
