package dev.nephelite.queue.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.SigningKey;
import dev.nephelite.testing.SignedClient;
import io.restassured.RestAssured;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in to the Queue service, and what is refused whoever asks. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueueAccessTest {
    private final QueueService service = new QueueService();

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_a_client_that_is_not_the_owner {
        @Test
        void getQueueMetadata_refusesASignatureWithAnotherKey() {
            Account impostor = new Account(Account.DEVELOPMENT.name(), List.of(SigningKey.parse("bm90IHRoZSBrZXk=")));

            new SignedClient(service.endpoint(), impostor, service.clock::now)
                    .request()
                    .put("/orders")
                    .then()
                    .statusCode(403)
                    .header("x-ms-error-code", "AuthenticationFailed");
        }

        @Test
        void getQueueMetadata_challengesAnAnonymousRequest() {
            RestAssured.given()
                    .baseUri(service.endpoint())
                    .header("x-ms-version", "2026-02-06")
                    .get("/orders?comp=metadata")
                    .then()
                    .statusCode(401)
                    .header("x-ms-error-code", "NoAuthenticationInformation")
                    .header("WWW-Authenticate", containsString("Bearer"));
        }
    }

    @Nested
    class Given_two_accounts {
        @Test
        void listQueues_returnsTheQueuesOfItsAccountOnly() {
            service.create("orders");
            service.second().put("/tasks").then().statusCode(201);

            service.second()
                    .get("?comp=list")
                    .then()
                    .body(containsString("<Name>tasks</Name>"))
                    .body(not(containsString("orders")));
            service.second().delete("/orders").then().statusCode(404);
        }
    }

    @Nested
    class Given_a_method_that_a_resource_does_not_have {
        @ParameterizedTest
        @CsvSource({"POST, /orders", "PUT, /orders/messages"})
        void request_withAMethodThatTheResourceDoesNotHaveIsRefused(String method, String target) {
            service.create("orders");

            service.request()
                    .request(method, target)
                    .then()
                    .statusCode(405)
                    .header("x-ms-error-code", "UnsupportedHttpVerb")
                    .body("Error.Code", equalTo("UnsupportedHttpVerb"));
        }
    }

    @Nested
    class Given_headers_and_parameters_that_an_operation_does_not_have {
        @BeforeEach
        void put() {
            service.create("orders");
            service.put("orders", "hello");
        }

        @ParameterizedTest
        @CsvSource({
            "GET, /orders/messages?peekonly=true&visibilitytimeout=0, 200",
            "GET, /orders/messages?messagettl=x&prefix=h, 200",
            "DELETE, /orders/messages?NumOfMessages=0, 204",
            "PUT, /another?maxresults=0, 201",
            "DELETE, /orders?marker=x&foo=bar, 204"
        })
        void request_ignoresAParameterOfAnotherOperation(String method, String target, int status) {
            service.request().request(method, target).then().statusCode(status);
        }

        @Test
        void deleteQueue_ignoresMetadata() {
            service.request()
                    .header("x-ms-meta-owner", "Anna")
                    .delete("/orders")
                    .then()
                    .statusCode(204);
        }

        @ParameterizedTest
        @ValueSource(strings = {"If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since"})
        void deleteQueue_refusesConditionalHeaders(String header) {
            service.request()
                    .header(header, "*")
                    .delete("/orders")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "ConditionHeadersNotSupported")
                    .body("Error.HeaderName", equalTo(header));

            assertThat(service.peek("orders")).containsExactly("hello");
        }
    }
}
