package dev.nephelite.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.nephelite.emulator.event.ChangeEvent;
import dev.nephelite.emulator.value.Account;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Copies of blobs that are in the emulator itself. */
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
        service.stage("/photos/film", "YQ==", "mi");
        service.stage("/photos/film", "Yg==", "au");
        service.xml("<BlockList><Latest>YQ==</Latest><Latest>Yg==</Latest></BlockList>")
                .put("/photos/film?comp=blocklist");
        service.stage("/photos/film", "Yw==", "not committed");

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:%d/devstoreaccount1/photos/cat.jpg",
                "http://127.0.0.1:%d/devstoreaccount1/photos/cat%%2Ejpg",
                "http://[::1]:%d/devstoreaccount1/photos/cat.jpg",
                "http://devstoreaccount1.blob.localhost:%d/photos/cat.jpg",
                "HTTP://azurite.invalid:%d/devstoreaccount1/photos/cat.jpg"
            })
    void the_source_may_be_called_by_any_name_of_the_emulator(String form) {
        String port = service.origin().substring(service.origin().lastIndexOf(':') + 1);

        copy(form.formatted(Integer.parseInt(port)))
                .put("/photos/copy.jpg")
                .then()
                .statusCode(202)
                .header("x-ms-copy-status", "success");
    }

    @Test
    void the_source_may_be_called_as_the_request_calls_the_emulator() {
        copy("http://storage.example:1/devstoreaccount1/photos/cat.jpg")
                .header("Host", "storage.example:1")
                .put("/photos/copy.jpg")
                .then()
                .statusCode(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cat.jpg", "/devstoreaccount1/photos/cat.jpg", "ftp://localhost/cat", "http://", "http://a:b:c/"
            })
    void a_source_that_is_no_URL_is_refused(String source) {
        copy(source)
                .put("/photos/copy.jpg")
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "InvalidHeaderValue")
                .body("Error.HeaderName", equalTo("x-ms-copy-source"));
    }

    @Test
    void a_source_that_is_not_there_is_not_found() {
        refused(copy(url("dog.jpg")), 404, "BlobNotFound");
        refused(copy(service.endpoint() + "/nowhere/dog.jpg"), 404, "ContainerNotFound");
        refused(copy(url("cat.jpg?snapshot=2026-01-01T00:00:00.0000000Z")), 404, "BlobNotFound");
    }

    @Nested
    class Given_a_source_in_another_account {
        @BeforeEach
        void create() {
            service.other().request().put("/theirs?restype=container").then().statusCode(201);
            service.other()
                    .request()
                    .header("x-ms-blob-type", "BlockBlob")
                    .body("wau".getBytes(StandardCharsets.UTF_8))
                    .put("/theirs/dog.jpg")
                    .then()
                    .statusCode(201);
        }

        @Test
        void a_signature_opens_it() {
            copy(service.signed(BlobService.OTHER, "theirs", "dog.jpg", "r"))
                    .put("/photos/copy.jpg")
                    .then()
                    .statusCode(202);

            service.request().get("/photos/copy.jpg").then().body(equalTo("wau"));
        }

        @Test
        void it_may_be_open_to_everybody() {
            service.other()
                    .request()
                    .header("x-ms-blob-public-access", "blob")
                    .put("/theirs?restype=container&comp=acl")
                    .then()
                    .statusCode(200);

            copy(service.origin() + "/otheraccount/theirs/dog.jpg")
                    .put("/photos/copy.jpg")
                    .then()
                    .statusCode(202);
        }

        @Test
        void the_own_key_does_not_open_it() {
            refused(copy(service.origin() + "/otheraccount/theirs/dog.jpg"), 401, "CannotVerifyCopySource")
                    .header("x-ms-copy-source-status-code", "401")
                    .header("x-ms-copy-source-error-code", "NoAuthenticationInformation")
                    .body("Error.CopySourceStatusCode", equalTo("401"))
                    .body("Error.CopySourceErrorCode", equalTo("NoAuthenticationInformation"));
        }

        @Test
        void a_signature_that_does_not_let_read_is_refused() {
            refused(copy(service.signed(BlobService.OTHER, "theirs", "dog.jpg", "w")), 403, "CannotVerifyCopySource")
                    .header("x-ms-copy-source-error-code", "AuthorizationPermissionMismatch");
        }

        @Test
        void what_is_not_there_cannot_be_verified() {
            refused(copy(service.signed(BlobService.OTHER, "theirs", "cat.jpg", "r")), 404, "CannotVerifyCopySource")
                    .header("x-ms-copy-source-error-code", "BlobNotFound")
                    .body("Error.CopySourceErrorMessage", equalTo("The specified blob does not exist."));
        }
    }

    @Nested
    class Given_a_destination_that_only_a_signature_opens {
        @Test
        void the_source_needs_one_too() {
            RequestSpecification request =
                    RestAssured.given().urlEncodingEnabled(false).header("x-ms-version", "2026-02-06");
            String destination = service.signed(Account.DEVELOPMENT, "photos", "copy.jpg", "cw");

            request.header("x-ms-copy-source", url("cat.jpg"))
                    .put(destination)
                    .then()
                    .statusCode(401)
                    .header("x-ms-error-code", "CannotVerifyCopySource");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "x-ms-source-if-match, 0x1",
        "x-ms-source-if-unmodified-since, 'Thu, 01 Jan 2026 11:00:00 GMT'",
        "x-ms-source-if-modified-since, 'Thu, 01 Jan 2026 12:00:00 GMT'"
    })
    void a_condition_on_the_source_has_to_hold(String header, String value) {
        refused(copy(url("cat.jpg")).header(header, value), 412, "SourceConditionNotMet");
    }

    @Test
    void a_source_that_is_as_wanted_is_copied() {
        copy(url("cat.jpg"))
                .header(
                        "x-ms-source-if-match",
                        service.request().head("/photos/cat.jpg").header("ETag"))
                .put("/photos/copy.jpg")
                .then()
                .statusCode(202);
    }

    @Test
    void two_conditions_on_the_source_are_one_too_many() {
        refused(
                copy(url("cat.jpg")).header("x-ms-source-if-match", "a").header("x-ms-source-if-none-match", "b"),
                400,
                "MultipleConditionHeadersNotSupported");
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

    @Nested
    class Given_a_source_with_tags {
        @BeforeEach
        void tag() {
            service.blob("miau").header("x-ms-tags", "place=Rome").put("/photos/cat.jpg");
        }

        @Test
        void its_tags_are_not_copied_and_others_may_be_given() {
            copy(url("cat.jpg")).put("/photos/copy.jpg").then().statusCode(202);
            service.request().head("/photos/copy.jpg").then().header("x-ms-tag-count", nullValue());

            copy(url("cat.jpg")).header("x-ms-tags", "a=b&c=d").put("/photos/copy.jpg");
            service.request().head("/photos/copy.jpg").then().header("x-ms-tag-count", "2");
        }

        @Test
        void a_condition_on_its_tags_has_to_hold() {
            String header = "x-ms-source-if-tags";
            refused(copy(url("cat.jpg")).header(header, "place = 'Oslo'"), 412, "SourceConditionNotMet");
            copy(url("cat.jpg"))
                    .header(header, "place = 'Rome'")
                    .put("/photos/copy.jpg")
                    .then()
                    .statusCode(202);
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

    @Nested
    class Given_a_source_in_the_archive {
        @BeforeEach
        void archive() {
            service.blob("old").header("x-ms-access-tier", "Archive").put("/photos/old.jpg");
        }

        @Test
        void it_is_copied_out_of_there() {
            copy(url("old.jpg"))
                    .header("x-ms-access-tier", "Hot")
                    .header("x-ms-rehydrate-priority", "High")
                    .put("/photos/copy.jpg")
                    .then()
                    .statusCode(202);

            service.request().get("/photos/copy.jpg").then().statusCode(200).body(equalTo("old"));
            service.request().get("/photos/old.jpg").then().statusCode(409);
        }

        @Test
        void it_is_not_copied_within() {
            refused(copy(url("old.jpg")), 409, "BlobArchived");
            refused(copy(url("old.jpg")).header("x-ms-access-tier", "Archive"), 409, "BlobArchived");
        }

        @Test
        void it_is_not_copied_over() {
            copy(url("cat.jpg"))
                    .put("/photos/old.jpg")
                    .then()
                    .statusCode(409)
                    .header("x-ms-error-code", "BlobArchived");
        }
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
