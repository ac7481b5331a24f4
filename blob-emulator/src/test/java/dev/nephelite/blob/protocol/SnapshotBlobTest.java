package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshot Blob, over the wire, and the use of snapshots. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SnapshotBlobTest {
    private static final String CAT = "/photos/cat.txt";
    private static final String SNAPSHOT = CAT + "?comp=snapshot";
    private static final String LEASE = "11111111-1111-1111-1111-111111111111";

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
        private String etag = "";

        @BeforeEach
        void put() {
            etag = service.blob("miau")
                    .header("x-ms-meta-mood", "good")
                    .contentType("text/plain")
                    .put(CAT)
                    .header("ETag");
            service.clock.advance(Duration.ofHours(1));
        }

        @Test
        void its_snapshot_is_named_by_the_moment_and_is_the_same_to_all_who_look() {
            service.request()
                    .put(SNAPSHOT)
                    .then()
                    .statusCode(201)
                    .header("x-ms-snapshot", "2026-01-01T13:00:00.0000000Z")
                    .header("ETag", etag)
                    .header("Last-Modified", BlobService.NOON_AS_HEADER)
                    .header("x-ms-request-server-encrypted", "true")
                    .header("Content-Length", "0");
        }

        @Test
        void two_snapshots_of_one_moment_have_different_names() {
            String first = service.snapshot(CAT);

            assertThat(service.snapshot(CAT)).isGreaterThan(first);
        }

        @Test
        void the_snapshot_keeps_what_the_blob_was() {
            String snapshot = CAT + "?snapshot=" + service.snapshot(CAT);
            service.put(CAT, "grrr");

            service.request()
                    .get(snapshot)
                    .then()
                    .statusCode(200)
                    .body(equalTo("miau"))
                    .contentType("text/plain")
                    .header("ETag", etag)
                    .header("x-ms-meta-mood", "good")
                    .header("x-ms-creation-time", BlobService.NOON_AS_HEADER)
                    .header("x-ms-lease-state", nullValue())
                    .header("x-ms-lease-status", nullValue());
            service.request().head(snapshot).then().statusCode(200).header("Content-Length", "4");
            service.request().get(snapshot + "&comp=metadata").then().header("x-ms-meta-mood", "good");
            service.request()
                    .header("Range", "bytes=1-2")
                    .get(snapshot)
                    .then()
                    .statusCode(206)
                    .body(equalTo("ia"));
            service.request().get(CAT).then().body(equalTo("grrr"));
        }

        @Test
        void metadata_of_its_own_replaces_the_blobs_and_makes_it_a_modification() {
            Response answer =
                    service.request().header("x-ms-meta-why", "backup").put(SNAPSHOT);

            answer.then().statusCode(201).header("Last-Modified", "Thu, 01 Jan 2026 13:00:00 GMT");
            assertThat(answer.header("ETag")).isNotEqualTo(etag);
            service.request()
                    .head(CAT + "?snapshot=" + answer.header("x-ms-snapshot"))
                    .then()
                    .header("x-ms-meta-why", "backup")
                    .header("x-ms-meta-mood", nullValue())
                    .header("ETag", answer.header("ETag"));
            service.request().head(CAT).then().header("x-ms-meta-mood", "good").header("ETag", etag);
        }

        @ParameterizedTest
        @CsvSource({
            "If-Match, \"0x1\"",
            "If-None-Match, *",
            "If-Modified-Since, 'Thu, 01 Jan 2026 12:00:00 GMT'",
            "If-Unmodified-Since, 'Thu, 01 Jan 2026 11:59:59 GMT'"
        })
        void a_condition_that_is_not_met_refuses(String header, String value) {
            service.request()
                    .header(header, value)
                    .put(SNAPSHOT)
                    .then()
                    .statusCode(412)
                    .header("x-ms-error-code", "ConditionNotMet");
        }

        @Test
        void a_lease_that_is_not_there_cannot_be_named() {
            service.request()
                    .header("x-ms-lease-id", LEASE)
                    .put(SNAPSHOT)
                    .then()
                    .statusCode(412)
                    .header("x-ms-error-code", "LeaseNotPresentWithBlobOperation");
        }

        @Test
        void the_blob_cannot_be_deleted_alone_while_it_has_snapshots() {
            String id = service.snapshot(CAT);

            service.request().delete(CAT).then().statusCode(409).header("x-ms-error-code", "SnapshotsPresent");

            service.request().delete(CAT + "?snapshot=" + id).then().statusCode(202);
            service.request().delete(CAT).then().statusCode(202);
        }

        @Test
        void writes_leave_the_snapshots_alone() {
            String snapshot = CAT + "?snapshot=" + service.snapshot(CAT);
            service.request().header("x-ms-meta-mood", "bad").put(CAT + "?comp=metadata");
            service.putBlock(CAT, "YQ==", "other");
            service.xml("<BlockList><Latest>YQ==</Latest></BlockList>").put(CAT + "?comp=blocklist");

            service.request().get(snapshot).then().body(equalTo("miau")).header("x-ms-meta-mood", "good");
        }
    }

    @Nested
    class Given_a_snapshot {
        private String id = "";
        private String snapshot = "";

        @BeforeEach
        void make() {
            service.put(CAT, "miau");
            id = service.snapshot(CAT);
            snapshot = CAT + "?snapshot=" + id;
        }

        @ParameterizedTest
        @ValueSource(strings = {"metadata", "properties", "snapshot"})
        void it_cannot_be_written(String comp) {
            service.request()
                    .put(snapshot + "&comp=" + comp)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidQueryParameterValue")
                    .body("Error.QueryParameterName", equalTo("snapshot"));
        }

        @Test
        void it_cannot_be_put_in_place_of_either() {
            service.blob("grrr").put(snapshot).then().statusCode(400);
            service.blob("x").put(snapshot + "&comp=block&blockid=YQ==").then().statusCode(400);

            service.request().get(snapshot).then().body(equalTo("miau"));
        }

        @Test
        void it_is_not_a_version_nor_another_blobs() {
            service.put("/photos/dog.txt", "wuff");

            service.request().get(CAT + "?versionid=" + id).then().statusCode(404);
            service.request()
                    .get("/photos/dog.txt?snapshot=" + id)
                    .then()
                    .statusCode(404)
                    .body("Error.Code", equalTo("BlobNotFound"));
        }

        @Test
        void its_block_list_is_the_blobs_of_then() {
            service.putBlock(CAT, "YQ==", "block");
            service.xml("<BlockList><Latest>YQ==</Latest></BlockList>").put(CAT + "?comp=blocklist");
            String later = CAT + "?snapshot=" + service.snapshot(CAT);
            service.put(CAT, "whole");

            service.request()
                    .get(later + "&comp=blocklist")
                    .then()
                    .body("BlockList.CommittedBlocks.Block.Name", equalTo("YQ=="));
        }

        @Test
        void it_goes_with_its_container() {
            service.request().delete("/photos?restype=container").then().statusCode(202);
            service.clock.advance(Duration.ofMinutes(1));
            service.container("photos");
            service.put(CAT, "new");

            service.request().get(snapshot).then().statusCode(404);
            service.request().delete(CAT).then().statusCode(202);
        }
    }

    @Nested
    class Given_blobs_that_change_in_place {
        @Test
        void a_snapshot_of_an_append_blob_does_not_grow() {
            service.request()
                    .header("x-ms-blob-type", "AppendBlob")
                    .put(CAT)
                    .then()
                    .statusCode(201);
            service.append(CAT, "one");
            String snapshot = CAT + "?snapshot=" + service.snapshot(CAT);
            service.append(CAT, "two");

            service.request().get(CAT).then().body(equalTo("onetwo"));
            service.request()
                    .get(snapshot)
                    .then()
                    .body(equalTo("one"))
                    .header("x-ms-blob-type", "AppendBlob")
                    .header("x-ms-blob-committed-block-count", "1");
            service.request().delete(snapshot).then().statusCode(202);
            service.request().get(CAT).then().body(equalTo("onetwo"));
        }

        @Test
        void a_snapshot_of_a_page_blob_keeps_its_pages() {
            service.request()
                    .header("x-ms-blob-type", "PageBlob")
                    .header("x-ms-blob-content-length", 1024)
                    .header("x-ms-blob-sequence-number", 7)
                    .put(CAT)
                    .then()
                    .statusCode(201);
            service.putPage(CAT, 0, "a".repeat(512));
            String snapshot = CAT + "?snapshot=" + service.snapshot(CAT);
            service.putPage(CAT, 0, "b".repeat(512));
            service.putPage(CAT, 512, "c".repeat(512));

            service.request()
                    .get(snapshot)
                    .then()
                    .body(equalTo("a".repeat(512) + "\0".repeat(512)))
                    .header("x-ms-blob-sequence-number", "7");
            service.request().get(CAT).then().body(equalTo("b".repeat(512) + "c".repeat(512)));
        }
    }

    @Nested
    class Given_no_blob_to_speak_of {
        @Test
        void there_is_nothing_to_keep() {
            service.request().put(SNAPSHOT).then().statusCode(404).header("x-ms-error-code", "BlobNotFound");
        }

        @Test
        void blocks_that_wait_are_none() {
            service.putBlock(CAT, "YQ==", "block");

            service.request().put(SNAPSHOT).then().statusCode(404).header("x-ms-error-code", "BlobNotFound");
        }

        @Test
        void the_archive_does_not_hand_it_out() {
            service.blob("miau").header("x-ms-access-tier", "Archive").put(CAT);

            service.request().put(SNAPSHOT).then().statusCode(409).header("x-ms-error-code", "BlobArchived");
        }
    }
}
