package dev.nephelite.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Put Message, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueuePutMessageTest {
    private static final String HELLO = message("hello");

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
    class Given_a_message {
        @Test
        void putMessage_returnsTheIdAndTheReceipt() {
            String answer = put("", HELLO)
                    .statusCode(201)
                    .header("Content-Type", "application/xml")
                    .extract()
                    .asString();

            assertThat(answer)
                    .matches("<\\?xml version=\"1.0\" encoding=\"utf-8\"\\?><QueueMessagesList><QueueMessage>"
                            + "<MessageId>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}</MessageId>"
                            + "<InsertionTime>Thu, 01 Jan 2026 12:00:00 GMT</InsertionTime>"
                            + "<ExpirationTime>Thu, 08 Jan 2026 12:00:00 GMT</ExpirationTime>"
                            + "<PopReceipt>[A-Za-z0-9+/]{22}==</PopReceipt>"
                            + "<TimeNextVisible>Thu, 01 Jan 2026 12:00:00 GMT</TimeNextVisible>"
                            + "</QueueMessage></QueueMessagesList>");
        }

        @Test
        void putMessage_returnsAReceiptThatDeletesTheMessage() {
            DequeuedMessage held = service.put("orders", "hello");

            service.request().delete(held.target()).then().statusCode(204);
            assertThat(service.peek("orders")).isEmpty();
        }

        @Test
        void putMessage_acceptsVisibilityTimeoutAndTimeToLive() {
            put("?visibilitytimeout=60&messagettl=61", HELLO)
                    .statusCode(201)
                    .body("QueueMessagesList.QueueMessage.TimeNextVisible", equalTo("Thu, 01 Jan 2026 12:01:00 GMT"))
                    .body("QueueMessagesList.QueueMessage.ExpirationTime", equalTo("Thu, 01 Jan 2026 12:01:01 GMT"));
            assertThat(service.peek("orders")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"-1", "9999999999999"})
        void putMessage_acceptsAnInfiniteTimeToLive(String timeToLive) {
            put("?messagettl=" + timeToLive, HELLO)
                    .statusCode(201)
                    .body("QueueMessagesList.QueueMessage.ExpirationTime", equalTo("Fri, 31 Dec 9999 23:59:59 GMT"));
        }
    }

    @Nested
    class Given_a_text {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "  two lines\n\tand a tab  ",
                    "&lt;order id=&quot;1&quot;&gt; &amp;amp;",
                    "before&#xD;\nafter&#xD;",
                    "Grüße, мир, 世界, 😀"
                })
        void putMessage_keepsEveryCharacter(String text) {
            put("", message(text)).statusCode(201);

            byte[] answer = service.request()
                    .get("/orders/messages")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asByteArray();
            assertThat(new String(answer, StandardCharsets.UTF_8)).contains("<MessageText>" + text + "</MessageText>");
        }

        @Test
        void putMessage_acceptsASelfClosingElementAsAnEmptyText() {
            put("", "<QueueMessage><MessageText/></QueueMessage>").statusCode(201);

            assertThat(service.peek("orders")).containsExactly("");
        }

        @Test
        void putMessage_removesMarkupThatIsNotEscaped() {
            put("", message("one <b>two</b>")).statusCode(201);

            assertThat(service.peek("orders")).containsExactly("one two");
        }
    }

    @Nested
    class Given_a_long_text {
        @Test
        void putMessage_acceptsATextOf64KiB() {
            put("", message("é".repeat(32 * 1024))).statusCode(201);
            put("", message("&lt;".repeat(32 * 1024))).statusCode(201);
        }

        @ParameterizedTest
        @CsvSource({"65537, 65536", "131000, 65536", "131584, 131584", "2000000, 131584"})
        void putMessage_refusesALongerTextAndADocumentOfMoreThanTwiceThat(int length, String limit) {
            put("", message("x".repeat(length)))
                    .statusCode(413)
                    .header("x-ms-error-code", "RequestBodyTooLarge")
                    .body("Error.MaxLimit", equalTo(limit));
            service.request().get("/orders?comp=metadata").then().header("x-ms-approximate-messages-count", "0");
        }
    }

    @Nested
    class Given_a_document_that_is_none {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "hello",
                    "<QueueMessage>",
                    "<QueueMessage/>",
                    "<Message><MessageText>hello</MessageText></Message>",
                    "<QueueMessage><MessageText>&#x0;</MessageText></QueueMessage>",
                    "<QueueMessage><MessageText>\u0001</MessageText></QueueMessage>",
                    "<QueueMessage><MessageText>&#xFFFF;</MessageText></QueueMessage>"
                })
        void putMessage_refusesAnInvalidDocument(String document) {
            put("", document).statusCode(400).header("x-ms-error-code", "InvalidXmlDocument");
        }
    }

    @Nested
    class Given_parameters_that_break_the_rules {
        @ParameterizedTest
        @CsvSource({"-1", "604801"})
        void putMessage_refusesAVisibilityTimeoutOutOfRange(String seconds) {
            put("?messagettl=-1&visibilitytimeout=" + seconds, HELLO)
                    .statusCode(400)
                    .header("x-ms-error-code", "OutOfRangeQueryParameterValue")
                    .body("Error.QueryParameterName", equalTo("visibilitytimeout"))
                    .body("Error.QueryParameterValue", equalTo(seconds))
                    .body("Error.MinimumAllowed", equalTo("0"))
                    .body("Error.MaximumAllowed", equalTo("604800"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "-2"})
        void putMessage_refusesAnInvalidTimeToLive(String seconds) {
            put("?messagettl=" + seconds, HELLO)
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidQueryParameterValue")
                    .body("Error.QueryParameterName", equalTo("messagettl"))
                    .body("Error.QueryParameterValue", equalTo(seconds))
                    .body(
                            "Error.Reason",
                            equalTo("Value must be greater than or equal to 1, or -1 to indicate an infinite TTL."));
        }

        @Test
        void putMessage_refusesAMessageThatExpiresBeforeItIsVisible() {
            put("?visibilitytimeout=10&messagettl=10", HELLO)
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidQueryParameterValue")
                    .body("Error.Reason", equalTo("messagettl must be greater than visibilitytimeout."));
            put("?visibilitytimeout=604799&messagettl=604800", HELLO).statusCode(201);
        }

        @ParameterizedTest
        @ValueSource(strings = {"?visibilitytimeout=soon", "?messagettl=long"})
        void putMessage_refusesANumberThatIsNone(String parameters) {
            put(parameters, HELLO).statusCode(400).header("x-ms-error-code", "InvalidQueryParameterValue");
        }
    }

    @Nested
    class Given_a_client_that_speaks_an_old_version {
        @ParameterizedTest
        @ValueSource(strings = {"-1", "604801"})
        void putMessage_before2017LimitsTheTimeToLiveToAWeek(String seconds) {
            put("?api-version=2017-04-17&messagettl=" + seconds, HELLO)
                    .statusCode(400)
                    .header("x-ms-error-code", "OutOfRangeQueryParameterValue")
                    .body("Error.QueryParameterName", equalTo("messagettl"))
                    .body("Error.MaximumAllowed", equalTo("604800"));
            put("?api-version=2017-04-17&messagettl=604800", HELLO).statusCode(201);
            put("?api-version=2017-07-29&messagettl=" + seconds, HELLO).statusCode(201);
        }

        @Test
        void putMessage_before2016ReturnsNoBody() {
            assertThat(put("?api-version=2015-12-11", HELLO)
                            .statusCode(201)
                            .extract()
                            .asString())
                    .isEmpty();
            assertThat(put("?api-version=2016-05-31", HELLO)
                            .statusCode(201)
                            .extract()
                            .asString())
                    .contains("<PopReceipt>");
        }
    }

    @Nested
    class Given_no_queue {
        @Test
        void putMessage_doesNotFindAMissingQueue() {
            service.xml(HELLO)
                    .post("/missing/messages")
                    .then()
                    .statusCode(404)
                    .header("x-ms-error-code", "QueueNotFound")
                    .body(
                            "Error.Message",
                            matchesPattern("(?s)The specified queue does not exist\\.\nRequestId:.+"
                                    + "\nTime:2026-01-01T12:00:00.*"));
        }
    }

    private ValidatableResponse put(String parameters, String document) {
        return service.xml(document).post("/orders/messages" + parameters).then();
    }

    private static String message(String text) {
        return "<QueueMessage><MessageText>" + text + "</MessageText></QueueMessage>";
    }
}
