package dev.nephelite.queue.protocol;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Create Queue, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueueCreateTest {
    private final QueueService service = new QueueService();

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_no_queue_of_that_name {
        @Test
        void createQueue_createsTheQueue() {
            service.request()
                    .header("x-ms-client-request-id", "mine")
                    .put("/orders")
                    .then()
                    .statusCode(201)
                    .header("Content-Length", "0")
                    .header("x-ms-client-request-id", "mine")
                    .header("x-ms-version", "2026-02-06")
                    .header("Date", "Thu, 01 Jan 2026 12:00:00 GMT");
        }

        @ParameterizedTest
        @ValueSource(strings = {"abc", "a-1", "0rders", "azure-webjobs-blobtrigger-host-1"})
        void createQueue_acceptsLettersDigitsAndSingleHyphens(String name) {
            service.request().put("/" + name).then().statusCode(201);
        }
    }

    @Nested
    class Given_a_queue_with_metadata {
        Given_a_queue_with_metadata() {
            colorful("red").put("/orders").then().statusCode(201);
        }

        @Test
        void createQueue_withTheSameMetadataChangesNothing() {
            service.request()
                    .header("x-ms-meta-COLOR", "red")
                    .put("/orders")
                    .then()
                    .statusCode(204)
                    .header("Content-Length", nullValue());
        }

        @Test
        void createQueue_withOtherMetadataIsAConflict() {
            colorful("Red")
                    .put("/orders")
                    .then()
                    .statusCode(409)
                    .header("x-ms-error-code", "QueueAlreadyExists")
                    .body("Error.Code", equalTo("QueueAlreadyExists"));
            service.request().put("/orders").then().statusCode(409);
        }

        private RequestSpecification colorful(String color) {
            return service.request().header("x-ms-meta-Color", color);
        }
    }

    @Nested
    class Given_a_name_that_breaks_the_rules {
        @ParameterizedTest
        @ValueSource(strings = {"ab", "a123456789012345678901234567890123456789012345678901234567890123"})
        void createQueue_refusesANameOfAnotherLength(String name) {
            service.request()
                    .put("/" + name)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "OutOfRangeInput")
                    .body(
                            "Error.Message",
                            startsWith("The specified resource name length is not within the permissible limits."));
        }

        @ParameterizedTest
        @CsvSource({
            "Orders, InvalidResourceName",
            "my--orders, InvalidResourceName",
            "-orders, InvalidResourceName",
            "orders-, InvalidResourceName",
            "my_orders, InvalidResourceName"
        })
        void createQueue_refusesANameWithOtherCharacters(String name, String code) {
            service.request().put("/" + name).then().statusCode(400).header("x-ms-error-code", code);
        }
    }

    @Nested
    class Given_metadata_that_breaks_the_rules {
        @Test
        void createQueue_refusesAMetadataNameThatIsNoIdentifier() {
            service.request()
                    .header("x-ms-meta-1st", "x")
                    .put("/orders")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidMetadata");
        }
    }
}
