package dev.nephelite.blob.protocol;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Delete Container, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DeleteContainerTest {
    private final BlobService service = new BlobService();

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_a_container_with_a_blob_and_a_block {
        @BeforeEach
        void create() {
            service.container("photos");
            service.put("/photos/cat.jpg", "miau");
            service.putBlock("/photos/dog.jpg", "YQ==", "wau");
        }

        @Test
        void it_goes_with_all_that_is_in_it() {
            service.request()
                    .delete("/photos?restype=container")
                    .then()
                    .statusCode(202)
                    .header("Content-Length", "0")
                    .body(emptyString());

            service.container("photos");
            service.request().get("/photos/cat.jpg").then().statusCode(404);
            service.request()
                    .get("/photos/dog.jpg?comp=blocklist&blocklisttype=all")
                    .then()
                    .statusCode(404);
        }

        @Test
        void the_next_one_of_its_name_keeps_what_is_put_into_it() {
            service.request().delete("/photos?restype=container").then().statusCode(202);
            service.container("photos");
            service.put("/photos/cat.jpg", "another");
            service.putBlock("/photos/dog.jpg", "Yg==", "another");
            service.clock.advance(Duration.ofMinutes(1));

            service.request().get("/photos/cat.jpg").then().statusCode(200).body(equalTo("another"));
            service.request()
                    .get("/photos?restype=container&comp=list&include=uncommittedblobs")
                    .then()
                    .body("EnumerationResults.Blobs.Blob.Name", contains("cat.jpg", "dog.jpg"));
            service.request()
                    .get("/photos/dog.jpg?comp=blocklist&blocklisttype=uncommitted")
                    .then()
                    .body("BlockList.UncommittedBlocks.Block.Name", equalTo("Yg=="));
        }

        @ParameterizedTest
        @CsvSource({
            "If-Unmodified-Since, 'Thu, 01 Jan 2026 11:59:59 GMT', 412",
            "If-Unmodified-Since, 'Thu, 01 Jan 2026 12:00:00 GMT', 202",
            "If-Modified-Since, 'Thu, 01 Jan 2026 12:00:00 GMT', 412",
            "If-Modified-Since, 'Thu, 01 Jan 2026 11:59:59 GMT', 202"
        })
        void it_may_depend_on_when_the_container_changed(String condition, String moment, int status) {
            service.request()
                    .header(condition, moment)
                    .delete("/photos?restype=container")
                    .then()
                    .statusCode(status);
        }

        @Test
        void a_missing_lease_id_counts_for_more_than_a_date() {
            service.request()
                    .header("x-ms-lease-action", "acquire")
                    .header("x-ms-lease-duration", -1)
                    .put("/photos?restype=container&comp=lease")
                    .then()
                    .statusCode(201);

            service.request()
                    .header("If-Unmodified-Since", "Thu, 01 Jan 2026 11:59:59 GMT")
                    .delete("/photos?restype=container")
                    .then()
                    .statusCode(412)
                    .header("x-ms-error-code", "LeaseIdMissing");
        }

        @Test
        void the_owner_of_a_lease_is_told_that_there_is_none() {
            service.request()
                    .header("x-ms-lease-id", "11111111-2222-3333-4444-555555555555")
                    .delete("/photos?restype=container")
                    .then()
                    .statusCode(412)
                    .header("x-ms-error-code", "LeaseNotPresentWithContainerOperation");
        }
    }

    @Nested
    class Given_no_container {
        @Test
        void there_is_nothing_to_delete() {
            service.request()
                    .delete("/photos?restype=container")
                    .then()
                    .statusCode(404)
                    .header("x-ms-error-code", "ContainerNotFound");
        }
    }
}
