package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.nephelite.blob.BlobEmulator;
import io.restassured.response.Response;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions of blobs, over the wire: which operations create, read and delete them, and what the feature switch does. */
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
        void putBlob_names_each_version_by_its_time() {
            assertThat(first).startsWith("2026-01-01T12:00:00.");
            assertThat(second).startsWith("2026-01-01T13:00:00.").isGreaterThan(first);
        }

        @Test
        void getBlob_reads_each_version_and_marks_the_current_one() {
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
        void getBlob_does_not_find_a_version_that_never_existed() {
            service.request()
                    .get(VERSION + "2020-01-01T00:00:00.0000000Z")
                    .then()
                    .statusCode(404)
                    .header("x-ms-error-code", "BlobNotFound");
            service.request().get(CAT + "?snapshot=" + first).then().statusCode(404);
        }

        @ParameterizedTest
        @ValueSource(strings = {"metadata", "properties", "snapshot"})
        void setBlob_and_snapshotBlob_reject_a_version(String comp) {
            service.request()
                    .put(VERSION + first + "&comp=" + comp)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidQueryParameterValue")
                    .body("Error.QueryParameterName", equalTo("versionid"));
        }

        @Test
        void deleteBlob_deletes_an_older_version_permanently() {
            service.request()
                    .delete(VERSION + first)
                    .then()
                    .statusCode(202)
                    .header("x-ms-delete-type-permanent", "true");

            service.request().get(VERSION + first).then().statusCode(404);
            service.request().get(CAT).then().body(equalTo("grrr"));
        }

        @Test
        void deleteBlob_rejects_the_current_version() {
            service.request()
                    .delete(VERSION + second)
                    .then()
                    .statusCode(403)
                    .header("x-ms-error-code", "OperationNotAllowedOnRootBlob");

            service.request().get(CAT).then().statusCode(200);
        }

        @Test
        void deleteBlob_without_a_version_keeps_the_versions() {
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
        void copyBlob_restores_an_older_version() {
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
        void putBlob_continues_the_versions_of_a_deleted_blob() {
            service.request().delete(CAT);
            String third = service.putVersion(CAT, "purr");

            assertThat(third).isGreaterThan(second);
            service.request().get(VERSION + second).then().body(equalTo("grrr"));
            service.request().get(VERSION + third).then().header("x-ms-is-current-version", "true");
        }
    }

    @Nested
    class Given_changes_of_one_blob {
        private String first = "";

        @BeforeEach
        void put() {
            first = service.putVersion(CAT, "miau");
        }

        @Test
        void setBlobMetadata_creates_a_version() {
            Response answer = service.request().header("x-ms-meta-mood", "bad").put(CAT + "?comp=metadata");

            assertThat(answer.header("x-ms-version-id")).isGreaterThan(first);
            service.request().get(VERSION + first).then().body(equalTo("miau")).header("x-ms-meta-mood", nullValue());
            service.request().get(CAT).then().body(equalTo("miau")).header("x-ms-meta-mood", "bad");
        }

        @Test
        void putBlockList_creates_a_version_and_putBlock_does_not() {
            service.putBlock(CAT, "YQ==", "blocks");
            service.request().head(CAT).then().header("x-ms-version-id", first);

            String second = service.xml("<BlockList><Latest>YQ==</Latest></BlockList>")
                    .put(CAT + "?comp=blocklist")
                    .header("x-ms-version-id");

            assertThat(second).isGreaterThan(first);
            service.request().get(VERSION + first).then().body(equalTo("miau"));
            service.request().get(CAT).then().body(equalTo("blocks"));
        }

        @Test
        void setBlobProperties_creates_no_version() {
            service.request()
                    .header("x-ms-blob-content-type", "text/plain")
                    .put(CAT + "?comp=properties")
                    .then()
                    .statusCode(200);

            service.request().head(CAT).then().header("x-ms-version-id", first).header("Content-Type", "text/plain");
        }

        @Test
        void snapshotBlob_creates_a_version_with_the_same_content() {
            Response answer = service.request().put(CAT + "?comp=snapshot");

            String second = answer.header("x-ms-version-id");
            assertThat(second).isGreaterThan(first);
            service.request().head(CAT).then().header("x-ms-version-id", second);
            service.request().get(VERSION + first).then().body(equalTo("miau"));
            service.request()
                    .get(CAT + "?snapshot=" + answer.header("x-ms-snapshot"))
                    .then()
                    .body(equalTo("miau"))
                    .header("x-ms-version-id", nullValue());
        }

        @Test
        void putBlockList_shares_blocks_among_versions() {
            service.putBlock(CAT, "YQ==", "one");
            service.xml("<BlockList><Latest>YQ==</Latest></BlockList>").put(CAT + "?comp=blocklist");
            service.putBlock(CAT, "Yg==", "two");
            String third = service.xml(
                            "<BlockList><Committed>YQ==</Committed><Uncommitted>Yg==</Uncommitted></BlockList>")
                    .put(CAT + "?comp=blocklist")
                    .header("x-ms-version-id");
            service.put(CAT, "");
            service.clock.advance(Duration.ofMinutes(1));

            service.request().get(VERSION + third).then().body(equalTo("onetwo"));
        }

        @Test
        void putBlob_with_a_failed_condition_creates_no_version() {
            service.blob("x").header("If-Match", "\"0x1\"").put(CAT).then().statusCode(412);

            service.request().head(CAT).then().header("x-ms-version-id", first);
        }
    }

    @Nested
    class Given_a_blob_that_changes_in_place {
        private String first = "";

        @BeforeEach
        void put() {
            first = service.request()
                    .header("x-ms-blob-type", "AppendBlob")
                    .put(CAT)
                    .header("x-ms-version-id");
            service.append(CAT, "one");
        }

        @Test
        void appendBlock_creates_no_version() {
            service.request()
                    .get(VERSION + first)
                    .then()
                    .body(equalTo("one"))
                    .header("x-ms-is-current-version", "true");
        }

        @Test
        void setBlobMetadata_creates_a_version_that_later_blocks_do_not_change() {
            service.request().header("x-ms-meta-a", "b").put(CAT + "?comp=metadata");
            service.append(CAT, "two");

            service.request().get(VERSION + first).then().body(equalTo("one"));
            service.request().get(CAT).then().body(equalTo("onetwo"));
        }

        @Test
        void putBlob_rejects_another_blob_type_while_there_are_versions() {
            service.request().delete(CAT).then().statusCode(202);

            service.blob("miau").put(CAT).then().statusCode(409).header("x-ms-error-code", "InvalidBlobType");

            service.request().delete(VERSION + first).then().statusCode(202);
            service.blob("miau").put(CAT).then().statusCode(201);
        }
    }

    @Nested
    class Given_versions_and_snapshots {
        @Test
        void deleteBlob_includes_snapshots_and_keeps_versions() {
            service.putVersion(CAT, "miau");
            Response snapshot = service.request().put(CAT + "?comp=snapshot");
            service.request().delete(CAT).then().statusCode(409).header("x-ms-error-code", "SnapshotsPresent");

            service.request()
                    .header("x-ms-delete-snapshots", "include")
                    .delete(CAT)
                    .then()
                    .statusCode(202);

            service.request()
                    .get(CAT + "?snapshot=" + snapshot.header("x-ms-snapshot"))
                    .then()
                    .statusCode(404);
            service.request()
                    .get(VERSION + snapshot.header("x-ms-version-id"))
                    .then()
                    .statusCode(200);
        }
    }

    @Nested
    class Given_an_account_whose_versioning_is_switched {
        @Test
        void putBlob_keeps_a_blob_from_before_as_the_version_of_its_time() {
            service.restart(BlobEmulator.Features.NONE);
            service.put(CAT, "miau");
            service.request().head(CAT).then().header("x-ms-version-id", nullValue());

            service.restart(new BlobEmulator.Features(true, 0));
            service.clock.advance(Duration.ofHours(1));
            String version = service.putVersion(CAT, "grrr");

            assertThat(version).startsWith("2026-01-01T13");
            service.request()
                    .get(VERSION + "2026-01-01T12:00:00.0000000Z")
                    .then()
                    .statusCode(200)
                    .body(equalTo("miau"));
        }

        @Test
        void putBlob_creates_no_version_when_versioning_is_switched_off() {
            String first = service.putVersion(CAT, "miau");
            String second = service.putVersion(CAT, "grrr");

            service.restart(BlobEmulator.Features.NONE);
            service.blob("purr").put(CAT).then().statusCode(201).header("x-ms-version-id", nullValue());
            service.put(CAT, "last");

            service.request().get(VERSION + first).then().body(equalTo("miau"));
            service.request().get(VERSION + second).then().body(equalTo("grrr"));
            service.request()
                    .get(CAT)
                    .then()
                    .body(equalTo("last"))
                    .header("x-ms-version-id", nullValue())
                    .header("x-ms-is-current-version", nullValue());
            service.request().delete(CAT).then().statusCode(202).header("x-ms-delete-type-permanent", "true");
            service.request().delete(VERSION + first).then().statusCode(202);
            service.request().get(VERSION + first).then().statusCode(404);
        }
    }
}
