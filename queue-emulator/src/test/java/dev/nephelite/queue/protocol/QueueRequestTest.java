package dev.nephelite.queue.protocol;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for all operations alike: how a URL names the account, and what is odd in a request. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueueRequestTest {
    private final QueueService service = new QueueService();

    @AfterEach
    void close() {
        service.close();
    }

    @BeforeEach
    void create() {
        service.create("orders");
    }

    @Test
    void request_mayNameTheAccountInItsHost() {
        service.request()
                .baseUri(service.baseUrl())
                .header("Host", "devstoreaccount1.queue.localhost")
                .get("/orders?comp=metadata")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"GET, /, comp, ''", "PUT, /, comp, ''", "GET, /?comp=foo, comp, foo"})
    void request_withAnInvalidParameterIsRefusedByItsName(String method, String path, String name, String value) {
        service.request()
                .request(method, path)
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "InvalidQueryParameterValue")
                .body("Error.QueryParameterName", equalTo(name))
                .body("Error.QueryParameterValue", equalTo(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%01",
                "/orders%0A",
                "/orders/messages/%01?popreceipt=%00",
                "/orders/messages?numofmessages=%00",
                "/?comp=list&prefix=%00&marker=%01",
                "/orders/messages/a/b"
            })
    void request_withAnyPathIsAnswered(String path) {
        service.request().get(path).then().statusCode(not(500));
        service.request().put(path).then().statusCode(not(500));
        service.request().delete(path).then().statusCode(not(500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"numofmessages", "visibilitytimeout", "peekonly", "timeout"})
    void getMessages_takesAParameterWithoutAValueAsAbsent(String parameter) {
        service.request().get("/orders/messages?" + parameter + "=").then().statusCode(200);
    }

    @Test
    void deleteQueue_takesAConditionWithoutAValueAsAbsent() {
        service.request().header("If-Match", "").delete("/orders").then().statusCode(204);
    }
}
