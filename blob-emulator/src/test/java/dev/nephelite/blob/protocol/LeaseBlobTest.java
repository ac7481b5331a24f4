package dev.nephelite.blob.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.LinkedHashMap;
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

/** Lease Blob, over the wire, and the effect of leases on other operations. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LeaseBlobTest {
    private static final Map<String, String> REFUSALS = Map.of(
            "NotPresent", "LeaseNotPresentWithBlobOperation",
            "Mismatch", "LeaseIdMismatchWithBlobOperation",
            "Lost", "LeaseLost",
            "Missing", "LeaseIdMissing");

    private static final Map<String, BiFunction<RequestSpecification, String, Response>> WRITES = Map.of(
            "put-blob",
                    (request, path) -> request.header("x-ms-blob-type", "BlockBlob")
                            .body("new".getBytes(UTF_8))
                            .put(path),
            "put-block", (request, path) -> request.body("new".getBytes(UTF_8)).put(path + "?comp=block&blockid=YQ=="),
            "put-block-list",
                    (request, path) ->
                            request.body("<BlockList />".getBytes(UTF_8)).put(path + "?comp=blocklist"),
            "set-metadata", (request, path) -> request.put(path + "?comp=metadata"),
            "set-properties", (request, path) -> request.put(path + "?comp=properties"),
            "delete", RequestSpecification::delete);

    private static final Map<String, BiFunction<RequestSpecification, String, Response>> READS = Map.of(
            "get-blob",
            RequestSpecification::get,
            "get-properties",
            RequestSpecification::head,
            "get-metadata",
            (request, path) -> request.get(path + "?comp=metadata"),
            "get-block-list",
            (request, path) -> request.get(path + "?comp=blocklist"));

    private final BlobService service = new BlobService();

    LeaseBlobTest() {
        service.container("photos");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_a_blob implements LeaseOutcomes {
        private final LeasedThing blob = LeasedThing.blob(service, "/photos/cat.jpg");

        @BeforeEach
        void create() {
            service.put("/photos/cat.jpg", "miau");
        }

        @Override
        public BlobService service() {
            return service;
        }

        @Override
        public LeasedThing thing() {
            return blob;
        }

        @Override
        public String kind() {
            return "blob";
        }

        @Test
        void a_lease_that_is_over_cannot_be_renewed_after_somebody_wrote() {
            blob.begin("expired");
            LeasedThing.wait(service, "expired");
            service.put("/photos/cat.jpg", "purr");

            assertThat(blob.state()).isEqualTo("available");
            blob.act("renew A").then().statusCode(409).header("x-ms-error-code", "LeaseIdMismatchWithLeaseOperation");
        }

        @Test
        void a_lease_that_is_over_can_be_renewed_after_somebody_read() {
            blob.begin("expired");
            LeasedThing.wait(service, "expired");
            service.request().get("/photos/cat.jpg").then().statusCode(200);

            blob.act("renew A").then().statusCode(200);
        }

        @Test
        void what_replaces_it_is_leased_as_it_was() {
            blob.begin("leased for ever");
            service.blob("purr")
                    .header("x-ms-lease-id", LeasedThing.IDS.get("A"))
                    .put("/photos/cat.jpg")
                    .then()
                    .statusCode(201);

            assertThat(blob.state()).isEqualTo("leased");
            blob.act("renew A").then().statusCode(200);
        }

        @ParameterizedTest
        @CsvSource({"If-Match, 201", "If-None-Match, 412"})
        void a_lease_may_depend_on_the_version_of_the_blob(String condition, int status) {
            String etag = service.request().head("/photos/cat.jpg").header("ETag");

            blob.send(blob.request("acquire").header("x-ms-lease-duration", -1).header(condition, etag))
                    .then()
                    .statusCode(status);
        }

        @ParameterizedTest
        @CsvSource({"snapshot", "versionid"})
        void older_states_of_it_cannot_be_leased(String state) {
            service.request()
                    .header("x-ms-lease-action", "acquire")
                    .header("x-ms-lease-duration", -1)
                    .put("/photos/cat.jpg?comp=lease&" + state + "=2026-01-01T12:00:00.0000000Z")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidQueryParameterValue");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nephelite.blob.protocol.LeaseTable#ofUse")
    void each_use_of_a_blob_has_the_outcome_that_the_reference_says(String use, String state, String outcome) {
        String[] word = use.split(" ", -1);
        Map<String, BiFunction<RequestSpecification, String, Response>> operations =
                new LinkedHashMap<>(word[0].equals("write") ? WRITES : READS);
        for (String operation : operations.keySet()) {
            service.put("/photos/" + operation, "old");
            LeasedThing.blob(service, "/photos/" + operation).begin(state);
        }
        LeasedThing.wait(service, state);

        operations.forEach((operation, send) -> {
            RequestSpecification request = service.request();
            if (word.length > 1) {
                request.header("x-ms-lease-id", LeasedThing.IDS.get(word[1]));
            }
            Response answer = send.apply(request, "/photos/" + operation);
            if (outcome.equals("ok")) {
                assertThat(answer.statusCode()).as(operation).isBetween(200, 202);
            } else {
                assertThat(answer.statusCode()).as(operation).isEqualTo(412);
                assertThat(answer.header("x-ms-error-code")).as(operation).isEqualTo(REFUSALS.get(outcome));
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"broken", "expired"})
    void every_write_ends_a_lease_that_is_over(String state) {
        Map<String, BiFunction<RequestSpecification, String, Response>> writes = new LinkedHashMap<>(WRITES);
        writes.remove("delete");
        for (String operation : writes.keySet()) {
            service.put("/photos/" + operation, "old");
            LeasedThing.blob(service, "/photos/" + operation).begin(state);
        }
        LeasedThing.wait(service, state);

        writes.forEach((operation, send) -> {
            send.apply(service.request(), "/photos/" + operation).then().statusCode(lessThan(300));

            assertThat(LeasedThing.blob(service, "/photos/" + operation).state())
                    .as(operation)
                    .isEqualTo("available");
        });
    }

    @Nested
    class Given_only_blocks_of_a_blob {
        private final LeasedThing blob = LeasedThing.blob(service, "/photos/dog.jpg");

        @BeforeEach
        void create() {
            service.putBlock("/photos/dog.jpg", "YQ==", "wau");
        }

        @Test
        void the_name_can_be_leased_so_that_nobody_else_makes_the_blob() {
            blob.begin("leased for ever");

            service.blob("mine").put("/photos/dog.jpg").then().statusCode(412);
            service.request()
                    .body("wuff".getBytes(UTF_8))
                    .put("/photos/dog.jpg?comp=block&blockid=Yg==")
                    .then()
                    .statusCode(412)
                    .header("x-ms-error-code", "LeaseIdMissing");
            service.xml("<BlockList><Latest>YQ==</Latest></BlockList>")
                    .put("/photos/dog.jpg?comp=blocklist")
                    .then()
                    .statusCode(412);
            service.request().delete("/photos/dog.jpg").then().statusCode(412);
        }

        @Test
        void whoever_has_the_lease_makes_the_blob_and_still_has_it() {
            blob.begin("leased for ever");
            String id = LeasedThing.IDS.get("A");
            service.request()
                    .header("x-ms-lease-id", id)
                    .body("wuff".getBytes(UTF_8))
                    .put("/photos/dog.jpg?comp=block&blockid=Yg==")
                    .then()
                    .statusCode(201);
            service.xml("<BlockList><Latest>YQ==</Latest><Latest>Yg==</Latest></BlockList>")
                    .header("x-ms-lease-id", id)
                    .put("/photos/dog.jpg?comp=blocklist")
                    .then()
                    .statusCode(201);

            assertThat(blob.state()).isEqualTo("leased");
            blob.act("release A").then().statusCode(200);
            service.request().get("/photos/dog.jpg").then().body(equalTo("wauwuff"));
        }

        @Test
        void a_lease_that_is_over_keeps_nobody_away_and_does_not_come_back() {
            blob.begin("expired");
            LeasedThing.wait(service, "expired");
            service.putBlock("/photos/dog.jpg", "Yg==", "wuff");

            blob.act("renew A").then().statusCode(409).header("x-ms-error-code", "LeaseIdMismatchWithLeaseOperation");
        }

        @Test
        void answers_tell_a_version_that_stays_the_same() {
            Response taken = blob.act("acquire A");
            service.clock.advance(Duration.ofSeconds(5));

            taken.then()
                    .statusCode(201)
                    .header("ETag", notNullValue())
                    .header("Last-Modified", BlobService.NOON_AS_HEADER);
            blob.act("renew A").then().statusCode(200).header("ETag", taken.header("ETag"));
        }

        @Test
        void no_version_of_it_is_there_to_match() {
            blob.send(blob.request("acquire").header("x-ms-lease-duration", -1).header("If-Match", "*"))
                    .then()
                    .statusCode(412);
        }
    }

    @Nested
    class Given_no_blob {
        @ParameterizedTest
        @CsvSource({"/photos/cat.jpg, BlobNotFound", "/music/cat.jpg, ContainerNotFound"})
        void there_is_nothing_to_lease(String path, String code) {
            LeasedThing.blob(service, path)
                    .act("acquire A")
                    .then()
                    .statusCode(404)
                    .header("x-ms-error-code", code);
        }
    }
}
