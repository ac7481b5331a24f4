package dev.nephelite.blob.protocol;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Delete Blob, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DeleteBlobTest {
    private static final String CAT = "/photos/cat.txt";
    private static final String ALL_BLOCKS = "?comp=blocklist&blocklisttype=all";

    private final BlobService service = new BlobService();

    @BeforeEach
    void create() {
        service.container("photos");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_a_blob {
        @BeforeEach
        void put() {
            service.put(CAT, "miau");
        }

        @Test
        void it_goes_for_good() {
            service.request()
                    .delete(CAT)
                    .then()
                    .statusCode(202)
                    .header("x-ms-delete-type-permanent", "true")
                    .header("Content-Length", "0");

            service.request().head(CAT).then().statusCode(404);
            service.request().delete(CAT).then().statusCode(404).header("x-ms-error-code", "BlobNotFound");
        }

        @Test
        void its_blocks_go_with_it() {
            service.putBlock(CAT, "YQ==", "block");

            service.request().delete(CAT).then().statusCode(202);

            service.request().get(CAT + ALL_BLOCKS).then().statusCode(404);
        }

        @ParameterizedTest
        @CsvSource({"include, 202, 404", "Only, 202, 200", "some, 400, 200"})
        void where_it_has_no_snapshots_the_rest_goes_as_the_client_says(String value, int status, int afterwards) {
            service.request()
                    .header("x-ms-delete-snapshots", value)
                    .delete(CAT)
                    .then()
                    .statusCode(status);

            service.request().head(CAT).then().statusCode(afterwards);
        }

        @ParameterizedTest
        @CsvSource({"include, 202, 404, 404", "Only, 202, 200, 404", "some, 400, 200, 200"})
        void its_snapshots_go_as_the_client_says(String value, int status, int blob, int snapshot) {
            String id = service.snapshot(CAT);

            service.request()
                    .header("x-ms-delete-snapshots", value)
                    .delete(CAT)
                    .then()
                    .statusCode(status);

            service.request().head(CAT).then().statusCode(blob);
            service.request().head(CAT + "?snapshot=" + id).then().statusCode(snapshot);
        }

        @Test
        void one_snapshot_goes_alone() {
            String first = service.snapshot(CAT);
            String second = service.snapshot(CAT);

            service.request().delete(CAT + "?snapshot=" + first).then().statusCode(202);

            service.request().head(CAT + "?snapshot=" + first).then().statusCode(404);
            service.request().head(CAT + "?snapshot=" + second).then().statusCode(200);
            service.request().head(CAT).then().statusCode(200);
        }

        @Test
        void what_is_to_become_of_snapshots_is_not_said_of_a_snapshot() {
            String id = service.snapshot(CAT);

            service.request()
                    .header("x-ms-delete-snapshots", "include")
                    .delete(CAT + "?snapshot=" + id)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidOperation");

            service.request().head(CAT + "?snapshot=" + id).then().statusCode(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"snapshot", "versionid"})
        void an_older_state_is_not_there_to_be_deleted(String parameter) {
            service.request()
                    .delete(CAT + "?" + parameter + "=2026-01-01T12:00:00.0000000Z")
                    .then()
                    .statusCode(404)
                    .header("x-ms-error-code", "BlobNotFound");

            service.request().head(CAT).then().statusCode(200);
        }

        @ParameterizedTest
        @CsvSource({
            "x-ms-access-tier-if-modified-since, 'Thu, 01 Jan 2026 11:59:59 GMT', 202",
            "x-ms-access-tier-if-modified-since, 'Thu, 01 Jan 2026 12:00:00 GMT', 412",
            "x-ms-access-tier-if-unmodified-since, 'Thu, 01 Jan 2026 12:00:00 GMT', 202",
            "x-ms-access-tier-if-unmodified-since, 'Thu, 01 Jan 2026 11:59:59 GMT', 412"
        })
        void it_may_be_a_condition_how_long_it_is_in_its_tier(String header, String moment, int status) {
            service.request().header(header, moment).delete(CAT).then().statusCode(status);

            service.request().head(CAT).then().statusCode(status == 202 ? 404 : 200);
        }

        @Test
        void there_is_only_one_other_way_to_delete() {
            service.request()
                    .delete(CAT + "?deletetype=quick")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidQueryParameterValue");
            service.request().delete(CAT + "?deletetype=permanent").then().statusCode(409);

            service.request().head(CAT).then().statusCode(200);
        }
    }

    @Nested
    class Given_blocks_only {
        @BeforeEach
        void putBlock() {
            service.putBlock(CAT, "YQ==", "block");
        }

        @Test
        void they_go_as_a_blob_would() {
            service.request().delete(CAT).then().statusCode(202);

            service.request().get(CAT + ALL_BLOCKS).then().statusCode(404);
        }

        @Test
        void a_condition_that_wants_a_blob_is_not_met() {
            service.request()
                    .header("If-Match", "*")
                    .delete(CAT)
                    .then()
                    .statusCode(412)
                    .header("x-ms-error-code", "ConditionNotMet");
        }

        @Test
        void a_snapshot_is_not_there_to_be_deleted() {
            service.request()
                    .delete(CAT + "?snapshot=2026-01-01T12:00:00.0000000Z")
                    .then()
                    .statusCode(404);

            service.request().get(CAT + ALL_BLOCKS).then().statusCode(200);
        }
    }

    @Nested
    class Given_no_container {
        @Test
        void there_is_nothing_to_delete() {
            service.request()
                    .delete("/other/cat.txt")
                    .then()
                    .statusCode(404)
                    .header("x-ms-error-code", "ContainerNotFound");
        }
    }
}
