package dev.nephelite.blob.protocol;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.nephelite.emulator.value.Account;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which URLs can be the source of a copy, and who may read them. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CopySourceTest {
    private final BlobService service = new BlobService();

    @BeforeEach
    void create() {
        service.container("photos");
        service.put("/photos/cat.jpg", "miau");
    }

    @AfterEach
    void close() {
        service.close();
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
        String port = service.baseUrl().substring(service.baseUrl().lastIndexOf(':') + 1);

        copy(form.formatted(Integer.parseInt(port)))
                .put("/photos/copy.jpg")
                .then()
                .statusCode(202)
                .header("x-ms-copy-status", "success");
    }

    @Test
    void the_source_may_be_called_as_the_request_calls_the_emulator() {
        copy("http://storage.localhost:1/devstoreaccount1/photos/cat.jpg")
                .header("Host", "storage.localhost:1")
                .put("/photos/copy.jpg")
                .then()
                .statusCode(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cat.jpg",
                "/devstoreaccount1/photos/cat.jpg",
                "ftp://localhost/cat",
                "http://",
                "http://a:b:c/",
                "http://localhost/a?b=%zz"
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

            copy(service.baseUrl() + "/otheraccount/theirs/dog.jpg")
                    .put("/photos/copy.jpg")
                    .then()
                    .statusCode(202);
        }

        @Test
        void the_own_key_does_not_open_it() {
            refused(copy(service.baseUrl() + "/otheraccount/theirs/dog.jpg"), 401, "CannotVerifyCopySource")
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
