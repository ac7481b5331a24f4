package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.nephelite.blob.BlobEmulator;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions of blobs, over the wire: their use and their life cycle. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobVersionsTest {
    private static final String CAT = "/photos/cat.txt";
    private static final String VERSION = CAT + "?versionid=";

    private final BlobService service = new BlobService(new BlobEmulator.Features(true, 0));

    @BeforeEach
    void create() {
        service.container("photos");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_a_blob_that_was_overwritten {
        private String first = "";
        private String second = "";

        @BeforeEach
        void put() {
            first = service.blob("miau")
                    .header("x-ms-meta-mood", "good")
                    .put(CAT)
                    .header("x-ms-version-id");
            service.clock.advance(Duration.ofHours(1));
            second = service.putVersion(CAT, "grrr");
        }

        @Test
        void each_version_is_named_by_its_moment() {
            assertThat(first).startsWith("2026-01-01T12:00:00.");
            assertThat(second).startsWith("2026-01-01T13:00:00.").isGreaterThan(first);
        }

        @Test
        void both_can_be_read_and_only_one_is_current() {
            service.request()
                    .get(VERSION + first)
                    .then()
                    .statusCode(200)
                    .body(equalTo("miau"))
                    .header("x-ms-version-id", first)
                    .header("x-ms-is-current-version", nullValue())
                    .header("x-ms-lease-state", nullValue())
                    .header("x-ms-meta-mood", "good");
            service.request()
                    .get(VERSION + second)
                    .then()
                    .body(equalTo("grrr"))
                    .header("x-ms-is-current-version", "true")
                    .header("x-ms-lease-state", "available");
            service.request()
                    .head(CAT)
                    .then()
                    .header("x-ms-version-id", second)
                    .header("x-ms-is-current-version", "true");
        }

        @Test
        void a_version_that_never_was_is_not_found() {
            service.request()
                    .get(VERSION + "2020-01-01T00:00:00.0000000Z")
                    .then()
                    .statusCode(404)
                    .header("x-ms-error-code", "BlobNotFound");
            service.request().get(CAT + "?snapshot=" + first).then().statusCode(404);
        }

        @ParameterizedTest
        @ValueSource(strings = {"metadata", "properties", "snapshot"})
        void no_version_can_be_written(String comp) {
            service.request()
                    .put(VERSION + first + "&comp=" + comp)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidQueryParameterValue")
                    .body("Error.QueryParameterName", equalTo("versionid"));
        }

        @Test
        void an_older_version_can_be_deleted_for_good() {
            service.request()
                    .delete(VERSION + first)
                    .then()
                    .statusCode(202)
                    .header("x-ms-delete-type-permanent", "true");

            service.request().get(VERSION + first).then().statusCode(404);
            service.request().get(CAT).then().body(equalTo("grrr"));
        }

        @Test
        void the_current_version_is_not_deleted_by_its_name() {
            service.request()
                    .delete(VERSION + second)
                    .then()
                    .statusCode(403)
                    .header("x-ms-error-code", "OperationNotAllowedOnRootBlob");

            service.request().get(CAT).then().statusCode(200);
        }

        @Test
        void to_delete_the_blob_leaves_its_versions() {
            service.request().delete(CAT).then().statusCode(202).header("x-ms-delete-type-permanent", "false");

            service.request().get(CAT).then().statusCode(404);
            service.request().get(VERSION + first).then().body(equalTo("miau"));
            service.request()
                    .get(VERSION + second)
                    .then()
                    .body(equalTo("grrr"))
                    .header("x-ms-is-current-version", nullValue());
            service.request().delete(VERSION + second).then().statusCode(202);
        }

        @Test
        void an_older_version_is_brought_back_by_a_copy_of_it() {
            service.request().delete(CAT).then().statusCode(202);

            String third = service.request()
                    .header("x-ms-copy-source", service.endpoint() + VERSION + first)
                    .put(CAT)
                    .header("x-ms-version-id");

            assertThat(third).isGreaterThan(second);
            service.request()
                    .get(CAT)
                    .then()
                    .body(equalTo("miau"))
                    .header("x-ms-version-id", third)
                    .header("x-ms-meta-mood", "good");
            service.request().get(VERSION + first).then().body(equalTo("miau"));
        }

        @Test
        void a_new_blob_joins_the_versions_of_one_that_was_deleted() {
            service.request().delete(CAT);
            String third = service.putVersion(CAT, "purr");

            assertThat(third).isGreaterThan(second);
            service.request().get(VERSION + second).then().body(equalTo("grrr"));
            service.request().get(VERSION + third).then().header("x-ms-is-current-version", "true");
        }
    }
}
