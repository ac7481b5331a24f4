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

/** Which operations create versions, over the wire, and the effect of switching versioning on and off. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobVersioningTest {
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
    class Given_changes_of_one_blob {
        private String first = "";

        @BeforeEach
        void put() {
            first = service.putVersion(CAT, "miau");
        }

        @Test
        void new_metadata_makes_a_version() {
            Response answer = service.request().header("x-ms-meta-mood", "bad").put(CAT + "?comp=metadata");

            assertThat(answer.header("x-ms-version-id")).isGreaterThan(first);
            service.request().get(VERSION + first).then().body(equalTo("miau")).header("x-ms-meta-mood", nullValue());
            service.request().get(CAT).then().body(equalTo("miau")).header("x-ms-meta-mood", "bad");
        }

        @Test
        void a_block_list_makes_a_version_and_a_block_does_not() {
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
        void new_properties_make_none() {
            service.request()
                    .header("x-ms-blob-content-type", "text/plain")
                    .put(CAT + "?comp=properties")
                    .then()
                    .statusCode(200);

            service.request().head(CAT).then().header("x-ms-version-id", first).header("Content-Type", "text/plain");
        }

        @Test
        void a_snapshot_makes_a_version_that_is_the_same_blob() {
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
        void blocks_are_shared_among_versions() {
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
        void a_lost_condition_makes_no_version() {
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
        void a_block_more_makes_no_version() {
            service.request()
                    .get(VERSION + first)
                    .then()
                    .body(equalTo("one"))
                    .header("x-ms-is-current-version", "true");
        }

        @Test
        void new_metadata_makes_one_that_does_not_grow() {
            service.request().header("x-ms-meta-a", "b").put(CAT + "?comp=metadata");
            service.append(CAT, "two");

            service.request().get(VERSION + first).then().body(equalTo("one"));
            service.request().get(CAT).then().body(equalTo("onetwo"));
        }

        @Test
        void no_blob_of_another_type_comes_in_its_place_as_long_as_there_are_versions() {
            service.request().delete(CAT).then().statusCode(202);

            service.blob("miau").put(CAT).then().statusCode(409).header("x-ms-error-code", "InvalidBlobType");

            service.request().delete(VERSION + first).then().statusCode(202);
            service.blob("miau").put(CAT).then().statusCode(201);
        }
    }

    @Nested
    class Given_versions_and_snapshots {
        @Test
        void the_blob_is_deleted_with_its_snapshots_and_without_its_versions() {
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
    class Given_an_account_on_which_versioning_is_switched {
        @Test
        void a_blob_from_before_becomes_the_version_of_the_moment_it_was_made() {
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
        void versions_stay_when_it_is_switched_off_and_no_more_are_made() {
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
