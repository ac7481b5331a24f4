package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Lease Container, over the wire, and the effect of leases on other operations. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LeaseContainerTest {
    private static final Map<String, String> REFUSALS = Map.of(
            "NotPresent", "LeaseNotPresentWithContainerOperation",
            "Mismatch", "LeaseIdMismatchWithContainerOperation",
            "Lost", "LeaseLost",
            "Missing", "LeaseIdMissing");

    /** A lease only prevents the deletion of a container. */
    private static final Map<String, BiFunction<RequestSpecification, String, Response>> WRITES =
            Map.of("delete", RequestSpecification::delete);

    private static final Map<String, BiFunction<RequestSpecification, String, Response>> READS = Map.of(
            "get-properties", RequestSpecification::get,
            "get-metadata", (request, path) -> request.get(path + "&comp=metadata"),
            "set-metadata", (request, path) -> request.put(path + "&comp=metadata"),
            "get-acl", (request, path) -> request.get(path + "&comp=acl"),
            "set-acl", (request, path) -> request.put(path + "&comp=acl"),
            "list-blobs", (request, path) -> request.get(path + "&comp=list"));

    private final BlobService service = new BlobService();

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_a_container implements LeaseOutcomes {
        private final LeasedThing container = LeasedThing.container(service, "photos");

        @BeforeEach
        void create() {
            service.container("photos");
        }

        @Override
        public BlobService service() {
            return service;
        }

        @Override
        public LeasedThing thing() {
            return container;
        }

        @Override
        public String kind() {
            return "container";
        }

        @Test
        void a_lease_that_is_over_can_be_renewed_whatever_happened_to_the_container() {
            container.begin("expired");
            LeasedThing.wait(service, "expired");
            service.request()
                    .put("/photos?restype=container&comp=metadata")
                    .then()
                    .statusCode(200);

            container.act("renew A").then().statusCode(200);
        }

        @Test
        void blobs_come_and_go_in_a_container_that_is_leased() {
            container.begin("leased for ever");

            service.put("/photos/cat.jpg", "miau");
            service.request().delete("/photos/cat.jpg").then().statusCode(202);
        }

        @Test
        void a_blob_in_it_that_is_leased_goes_with_it() {
            service.put("/photos/cat.jpg", "miau");
            LeasedThing.blob(service, "/photos/cat.jpg").begin("leased for ever");

            service.request().delete("/photos?restype=container").then().statusCode(202);
        }

        @ParameterizedTest
        @CsvSource({"If-Match", "If-None-Match"})
        void a_lease_does_not_depend_on_the_version_of_a_container(String condition) {
            container
                    .send(container
                            .request("acquire")
                            .header("x-ms-lease-duration", -1)
                            .header(condition, "*"))
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "ConditionHeadersNotSupported");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nephelite.blob.protocol.LeaseTable#ofUse")
    void each_use_of_a_container_has_the_outcome_that_the_reference_says(String use, String state, String outcome) {
        String[] word = use.split(" ", -1);
        Map<String, BiFunction<RequestSpecification, String, Response>> operations =
                word[0].equals("write") ? WRITES : READS;
        for (String operation : operations.keySet()) {
            service.container(operation);
            LeasedThing.container(service, operation).begin(state);
        }
        LeasedThing.wait(service, state);

        operations.forEach((operation, send) -> {
            RequestSpecification request = service.request();
            if (word.length > 1) {
                request.header("x-ms-lease-id", LeasedThing.IDS.get(word[1]));
            }
            Response answer = send.apply(request, "/" + operation + "?restype=container");
            if (outcome.equals("ok")) {
                assertThat(answer.statusCode()).as(operation).isBetween(200, 202);
            } else {
                assertThat(answer.statusCode()).as(operation).isEqualTo(412);
                assertThat(answer.header("x-ms-error-code")).as(operation).isEqualTo(REFUSALS.get(outcome));
            }
        });
    }

    @Test
    void no_container_that_is_not_there_can_be_leased() {
        LeasedThing.container(service, "photos")
                .act("acquire A")
                .then()
                .statusCode(404)
                .header("x-ms-error-code", "ContainerNotFound");
    }
}
