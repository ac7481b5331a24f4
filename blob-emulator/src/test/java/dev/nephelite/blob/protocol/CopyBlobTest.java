package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.nephelite.emulator.event.ChangeEvent;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Copies of blobs of the emulator itself. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CopyBlobTest {
    private final BlobService service = new BlobService();

    @BeforeEach
    void create() {
        service.container("photos");
        service.blob("miau")
                .header("Content-Type", "image/jpeg")
                .header("Cache-Control", "no-cache")
                .header("x-ms-blob-content-disposition", "inline")
                .header("x-ms-meta-Owner", "Anna")
                .put("/photos/cat.jpg")
                .then()
                .statusCode(201);
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void it_is_done_when_it_is_answered() {
        Response answer = copy(url("cat.jpg")).put("/photos/copy.jpg");

        answer.then()
                .statusCode(202)
                .header("x-ms-copy-status", "success")
                .header("ETag", not(emptyString()))
                .header("Last-Modified", BlobService.NOON_AS_HEADER);
        service.request()
                .get("/photos/copy.jpg")
                .then()
                .statusCode(200)
                .header("ETag", answer.header("ETag"))
                .header("Content-Type", "image/jpeg")
                .header("Cache-Control", "no-cache")
                .header("Content-Disposition", "inline")
                .header("Content-MD5", service.request().head("/photos/cat.jpg").header("Content-MD5"))
                .header("x-ms-meta-Owner", "Anna")
                .header("x-ms-copy-id", answer.header("x-ms-copy-id"))
                .header("x-ms-copy-source", url("cat.jpg"))
                .header("x-ms-copy-status", "success")
                .header("x-ms-copy-progress", "4/4")
                .header("x-ms-copy-completion-time", BlobService.NOON_AS_HEADER)
                .header("x-ms-copy-status-description", nullValue())
                .body(equalTo("miau"));
    }

    @Test
    void its_own_metadata_takes_the_place_of_all_of_the_source() {
        copy(url("cat.jpg")).header("x-ms-meta-Place", "Rome").put("/photos/copy.jpg");

        service.request()
                .head("/photos/copy.jpg")
                .then()
                .header("x-ms-meta-Place", "Rome")
                .header("x-ms-meta-Owner", nullValue());
    }

    @Test
    void the_blocks_are_copied_with_their_names() {
        service.putBlock("/photos/film", "YQ==", "mi");
        service.putBlock("/photos/film", "Yg==", "au");
        service.xml("<BlockList><Latest>YQ==</Latest><Latest>Yg==</Latest></BlockList>")
                .put("/photos/film?comp=blocklist");
        service.putBlock("/photos/film", "Yw==", "not committed");

        copy(url("film")).put("/photos/copy").then().statusCode(202);

        service.request()
                .get("/photos/copy?comp=blocklist&blocklisttype=all")
                .then()
                .body("BlockList.CommittedBlocks.Block*.Name*.text()", contains("YQ==", "Yg=="))
                .body("BlockList.UncommittedBlocks", equalTo(""));
    }

    @Test
    void a_blob_is_copied_over_itself_with_other_metadata() {
        copy(url("cat.jpg"))
                .header("x-ms-meta-Place", "Rome")
                .put("/photos/cat.jpg")
                .then()
                .statusCode(202);

        service.request()
                .get("/photos/cat.jpg")
                .then()
                .header("x-ms-meta-Place", "Rome")
                .body(equalTo("miau"));
    }

    @Test
    void the_copy_keeps_its_bytes_when_the_source_goes() {
        copy(url("cat.jpg")).put("/photos/copy.jpg").then().statusCode(202);
        service.request().delete("/photos/cat.jpg").then().statusCode(202);

        service.request().get("/photos/copy.jpg").then().body(equalTo("miau"));
    }

    @Test
    void an_event_tells_of_the_copy() {
        copy(url("cat.jpg")).put("/photos/copy.jpg").then().statusCode(202);

        ChangeEvent event = service.events().get(service.events().size() - 1);
        assertThat(event.type()).isEqualTo("Microsoft.Storage.BlobCreated");
        assertThat(event.data())
                .containsAllEntriesOf(Map.of("api", "CopyBlob", "contentLength", 4L, "contentType", "image/jpeg"))
                .containsEntry("url", service.endpoint() + "/photos/copy.jpg");
    }

    @Nested
    class Given_a_destination_that_is_there {
        @BeforeEach
        void create() {
            service.put("/photos/copy.jpg", "before");
        }

        @Test
        void a_condition_on_it_has_to_hold() {
            refused(copy(url("cat.jpg")).header("If-None-Match", "*"), 409, "BlobAlreadyExists");
            refused(copy(url("cat.jpg")).header("If-Match", "0x1"), 412, "TargetConditionNotMet");
            refused(
                    copy(url("cat.jpg")).header("If-Unmodified-Since", "Thu, 01 Jan 2026 11:00:00 GMT"),
                    412,
                    "ConditionNotMet");
            service.request().get("/photos/copy.jpg").then().body(equalTo("before"));
        }

        @Test
        void it_is_no_copy_any_more_when_its_properties_are_set_and_still_one_with_other_metadata() {
            copy(url("cat.jpg")).put("/photos/copy.jpg").then().statusCode(202);

            service.request().header("x-ms-meta-a", "b").put("/photos/copy.jpg?comp=metadata");
            service.request().head("/photos/copy.jpg").then().header("x-ms-copy-status", "success");
            service.request().put("/photos/copy.jpg?comp=properties");
            service.request()
                    .head("/photos/copy.jpg")
                    .then()
                    .header("x-ms-copy-id", nullValue())
                    .header("x-ms-copy-status", nullValue());
        }

        @Test
        void it_keeps_its_tier_unless_another_one_is_chosen() {
            service.blob("before").header("x-ms-access-tier", "Cool").put("/photos/copy.jpg");

            copy(url("cat.jpg")).put("/photos/copy.jpg").then().statusCode(202);
            service.request().head("/photos/copy.jpg").then().header("x-ms-access-tier", "Cool");
            copy(url("cat.jpg")).header("x-ms-access-tier", "Cold").put("/photos/copy.jpg");
            service.request().head("/photos/copy.jpg").then().header("x-ms-access-tier", "Cold");
        }
    }

    @Nested
    class Given_a_destination_that_is_leased {
        private static final String ID = "0fe1e2d3-0000-4000-8000-000000000000";

        @ParameterizedTest
        @CsvSource({"-1, 202,", "60, 412, InfiniteLeaseDurationRequired"})
        void the_lease_has_to_be_for_ever(int seconds, int status, String code) {
            lease(seconds);

            copy(url("cat.jpg"))
                    .header("x-ms-lease-id", ID)
                    .put("/photos/copy.jpg")
                    .then()
                    .statusCode(status)
                    .header("x-ms-error-code", equalTo(code));
            service.request().head("/photos/copy.jpg").then().header("x-ms-lease-state", "leased");
        }

        @Test
        void the_lease_has_to_be_named() {
            lease(-1);

            refused(copy(url("cat.jpg")), 412, "LeaseIdMissing");
            refused(
                    copy(url("cat.jpg")).header("x-ms-lease-id", ID.replace('0', '1')),
                    412,
                    "LeaseIdMismatchWithBlobOperation");
        }

        @Test
        void a_lease_of_the_source_does_not_matter() {
            lease(-1);

            copy(url("copy.jpg")).put("/photos/other.jpg").then().statusCode(202);
            service.request().head("/photos/other.jpg").then().header("x-ms-lease-state", "available");
        }

        private void lease(int seconds) {
            service.put("/photos/copy.jpg", "before");
            service.request()
                    .header("x-ms-lease-action", "acquire")
                    .header("x-ms-lease-duration", seconds)
                    .header("x-ms-proposed-lease-id", ID)
                    .put("/photos/copy.jpg?comp=lease")
                    .then()
                    .statusCode(201);
        }
    }

    @Test
    void a_snapshot_is_copied_over_its_blob() {
        String snapshot = service.request().put("/photos/cat.jpg?comp=snapshot").header("x-ms-snapshot");
        service.put("/photos/cat.jpg", "changed");

        copy(url("cat.jpg?snapshot=" + snapshot)).put("/photos/cat.jpg").then().statusCode(202);

        service.request()
                .get("/photos/cat.jpg")
                .then()
                .header("Content-Type", "image/jpeg")
                .body(equalTo("miau"));
        service.request().get("/photos/cat.jpg?snapshot=" + snapshot).then().body(equalTo("miau"));
    }

    @ParameterizedTest
    @CsvSource({
        "x-ms-access-tier, Lukewarm, 400, InvalidHeaderValue",
        "x-ms-rehydrate-priority, Low, 400, InvalidHeaderValue",
        "x-ms-lease-id, 0fe1e2d3-0000-4000-8000-000000000000, 412, LeaseNotPresentWithBlobOperation",
        "x-ms-seal-blob, true, 409, InvalidBlobType"
    })
    void what_makes_no_sense_is_refused(String header, String value, int status, String code) {
        refused(copy(url("cat.jpg")).header(header, value), status, code);
    }

    @Test
    void the_copy_is_younger_than_its_source() {
        service.clock.advance(Duration.ofHours(1));
        copy(url("cat.jpg")).put("/photos/copy.jpg");

        service.request().head("/photos/copy.jpg").then().header("x-ms-creation-time", "Thu, 01 Jan 2026 13:00:00 GMT");
    }

    private RequestSpecification copy(String source) {
        return service.request().header("x-ms-copy-source", source);
    }

    private String url(String blob) {
        return service.endpoint() + "/photos/" + blob;
    }

    private ValidatableResponse refused(RequestSpecification request, int status, String code) {
        return request.put("/photos/copy.jpg").then().statusCode(status).header("x-ms-error-code", code);
    }
}
