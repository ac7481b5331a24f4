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

/** Deleting and overwriting with soft delete, and Undelete Blob, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class UndeleteBlobTest {
    private static final String CAT = "/photos/cat.txt";
    private static final String UNDELETE = CAT + "?comp=undelete";
    private static final String LIST = "/photos?restype=container&comp=list&include=";
    private static final String BLOB = "EnumerationResults.Blobs.Blob.";

    private final BlobService service = new BlobService();

    @BeforeEach
    void create() {
        service.container("photos");
        service.enableSoftDelete(7);
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_a_blob_that_was_deleted {
        private String etag = "";

        @BeforeEach
        void delete() {
            etag = service.blob("miau")
                    .header("x-ms-meta-mood", "good")
                    .put(CAT)
                    .header("ETag");
            service.request().delete(CAT).then().statusCode(202).header("x-ms-delete-type-permanent", "false");
        }

        @Test
        void it_is_not_there() {
            service.request().get(CAT).then().statusCode(404).header("x-ms-error-code", "BlobNotFound");
            service.request().delete(CAT).then().statusCode(404);
            assertThat(service.names(LIST)).isEmpty();
        }

        @Test
        void it_is_listed_where_it_is_asked_for() {
            service.clock.advance(Duration.ofHours(36));

            service.request()
                    .get(LIST + "deleted")
                    .then()
                    .body(BLOB + "Name", equalTo("cat.txt"))
                    .body(BLOB + "Deleted", equalTo("true"))
                    .body(BLOB + "Properties.DeletedTime", equalTo(BlobService.NOON_AS_HEADER))
                    .body(BLOB + "Properties.RemainingRetentionDays", equalTo("5"))
                    .body(BLOB + "Properties.LeaseState.size()", equalTo(0));
        }

        @Test
        void it_comes_back_as_it_was() {
            service.request().put(UNDELETE).then().statusCode(200).header("Content-Length", "0");

            service.request()
                    .get(CAT)
                    .then()
                    .statusCode(200)
                    .body(equalTo("miau"))
                    .header("ETag", etag)
                    .header("x-ms-lease-state", "available")
                    .header("x-ms-meta-mood", "good");
            service.request().get(LIST + "deleted").then().body(BLOB + "Deleted.size()", equalTo(0));
        }

        @Test
        void it_does_not_come_back_when_its_time_is_over() {
            service.clock.advance(Duration.ofDays(7));

            service.request().put(UNDELETE).then().statusCode(404).header("x-ms-error-code", "BlobNotFound");
            assertThat(service.names(LIST + "deleted")).isEmpty();
        }

        @Test
        void a_new_blob_makes_a_snapshot_of_it_that_is_deleted_too() {
            service.put(CAT, "grrr");

            assertThat(service.names(LIST + "deleted")).containsExactly("cat.txt");
            assertThat(service.names(LIST + "deleted,snapshots")).containsExactly("cat.txt", "cat.txt");
            service.request().put(UNDELETE).then().statusCode(200);
            service.request().get(CAT).then().body(equalTo("grrr"));
            String snapshot =
                    service.request().get(LIST + "snapshots").path("EnumerationResults.Blobs.Blob[0].Snapshot");
            service.request().get(CAT + "?snapshot=" + snapshot).then().body(equalTo("miau"));
        }

        @Test
        void a_block_makes_a_snapshot_of_it_as_well() {
            service.putBlock(CAT, "YQ==", "block");

            assertThat(service.names(LIST + "deleted")).isEmpty();
            assertThat(service.names(LIST + "deleted,snapshots,uncommittedblobs"))
                    .containsExactly("cat.txt", "cat.txt");
        }

        @Test
        void a_change_of_the_retention_does_not_concern_it() {
            service.disableSoftDelete();
            service.clock.advance(Duration.ofDays(6));

            service.request().put(UNDELETE).then().statusCode(200);
            service.request().get(CAT).then().statusCode(200);
        }
    }

    @Nested
    class Given_a_blob_that_was_overwritten {
        @BeforeEach
        void put() {
            service.put(CAT, "miau");
            service.put(CAT, "grrr");
        }

        @Test
        void what_it_was_is_a_deleted_snapshot() {
            assertThat(service.names(LIST)).containsExactly("cat.txt");
            assertThat(service.names(LIST + "snapshots")).containsExactly("cat.txt");
            assertThat(service.names(LIST + "deleted")).containsExactly("cat.txt");
            assertThat(service.names(LIST + "snapshots,deleted")).containsExactly("cat.txt", "cat.txt");
        }

        @Test
        void the_blob_can_be_deleted_as_if_it_had_no_snapshots() {
            service.request().delete(CAT).then().statusCode(202);

            service.request().put(UNDELETE).then().statusCode(200);
            service.request().get(CAT).then().body(equalTo("grrr"));
            assertThat(service.names(LIST + "snapshots")).containsExactly("cat.txt", "cat.txt");
        }

        @Test
        void new_metadata_leaves_nothing_behind() {
            service.request().header("x-ms-meta-a", "b").put(CAT + "?comp=metadata");

            assertThat(service.names(LIST + "snapshots,deleted")).hasSize(2);
        }
    }

    @Nested
    class Given_snapshots {
        private String snapshot = "";

        @BeforeEach
        void make() {
            service.put(CAT, "miau");
            snapshot = CAT + "?snapshot=" + service.snapshot(CAT);
        }

        @Test
        void one_is_deleted_and_comes_back() {
            service.request().delete(snapshot).then().header("x-ms-delete-type-permanent", "false");
            service.request().get(snapshot).then().statusCode(404);
            service.request().delete(snapshot).then().statusCode(404);

            service.request().put(UNDELETE).then().statusCode(200);

            service.request().get(snapshot).then().body(equalTo("miau"));
        }

        @Test
        void all_come_back_with_their_blob() {
            service.request()
                    .header("x-ms-delete-snapshots", "include")
                    .delete(CAT)
                    .then()
                    .statusCode(202);
            service.request().get(snapshot).then().statusCode(404);

            service.request().put(UNDELETE).then().statusCode(200);

            service.request().get(CAT).then().statusCode(200);
            service.request().get(snapshot).then().statusCode(200);
        }

        @Test
        void one_that_is_deleted_can_be_removed_for_good() {
            service.request()
                    .delete(snapshot + "&deletetype=permanent")
                    .then()
                    .statusCode(409)
                    .header("x-ms-error-code", "BlobSnapshotNotSoftDeleted");
            service.request().delete(snapshot).then().statusCode(202);

            service.request()
                    .delete(snapshot + "&deletetype=permanent")
                    .then()
                    .statusCode(202)
                    .header("x-ms-delete-type-permanent", "true");

            assertThat(service.names(LIST + "snapshots,deleted")).containsExactly("cat.txt");
        }

        @Test
        void removal_for_good_has_to_be_allowed() {
            service.request().delete(snapshot).then().statusCode(202);
            service.disableSoftDelete();

            service.request().delete(snapshot + "&deletetype=permanent").then().statusCode(409);

            service.request().put(UNDELETE).then().statusCode(200);
            service.request().get(snapshot).then().statusCode(200);
        }
    }

    @Nested
    class Given_versions {
        private String version = "";

        @BeforeEach
        void put() {
            service.restart(new BlobEmulator.Features(true, 0));
            version = CAT + "?versionid=" + service.putVersion(CAT, "miau");
            service.put(CAT, "grrr");
        }

        @Test
        void an_overwritten_blob_leaves_a_version_and_no_snapshot() {
            assertThat(service.names(LIST + "snapshots,deleted")).containsExactly("cat.txt");
            service.clock.advance(Duration.ofDays(8));
            service.request().get(version).then().body(equalTo("miau"));
        }

        @Test
        void a_version_that_is_deleted_comes_back_as_a_version() {
            service.request().delete(version).then().header("x-ms-delete-type-permanent", "false");
            service.request().get(version).then().statusCode(404);
            service.request().delete(CAT).then().statusCode(202);

            service.request().put(UNDELETE).then().statusCode(200);

            service.request().get(version).then().body(equalTo("miau"));
            service.request().get(CAT).then().statusCode(404);
        }

        @Test
        void a_version_that_is_deleted_goes_in_the_end() {
            service.request().delete(version).then().statusCode(202);
            assertThat(service.names(LIST + "versions,deleted")).hasSize(2);
            service.clock.advance(Duration.ofDays(7));

            assertThat(service.names(LIST + "versions,deleted")).hasSize(1);
            service.request().put(UNDELETE).then().statusCode(200);
            service.request().get(version).then().statusCode(404);
        }
    }

    @Nested
    class Given_nothing_to_bring_back {
        @Test
        void a_blob_that_is_there_stays_as_it_is() {
            String etag = service.put(CAT, "miau");

            service.request().put(UNDELETE).then().statusCode(200);

            service.request().head(CAT).then().header("ETag", etag);
        }

        @Test
        void what_never_was_is_not_found() {
            service.request()
                    .put(UNDELETE)
                    .then()
                    .statusCode(404)
                    .header("x-ms-error-code", "BlobNotFound")
                    .header("x-ms-version-id", nullValue());
            service.request().put("/other/cat.txt?comp=undelete").then().statusCode(404);
        }
    }
}
