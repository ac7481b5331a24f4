package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.nephelite.emulator.value.Account;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service refuses because it does not support it, and what it ignores because it has no meaning. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobRefusalsTest {
    private static final String CAT = "/photos/cat.txt";
    private static final String LOG = "/photos/app.log";
    private static final String DISK = "/photos/disk.vhd";

    private final BlobService service = new BlobService();

    @BeforeEach
    void create() {
        service.container("photos");
        service.put(CAT, "miau");
        service.appendBlob().put(LOG).then().statusCode(201);
        service.pageBlob(512).put(DISK).then().statusCode(201);
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_something_that_the_emulator_does_not_support {
        @ParameterizedTest
        @CsvSource({
            "GET, /photos?restype=container&comp=list&showonly=files",
            "GET, /photos?restype=container&comp=list&endBefore=dog"
        })
        void it_is_not_implemented(String method, String path) {
            service.request()
                    .request(method, path)
                    .then()
                    .statusCode(501)
                    .header("x-ms-error-code", "NotImplemented")
                    .body("Error.Code", equalTo("NotImplemented"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"x-ms-expiry-option", "x-ms-expiry-time"})
        void putBlob_does_not_keep_a_blob_for_ever_that_was_to_expire(String header) {
            service.blob("x")
                    .header(header, "1000")
                    .put("/photos/dog.txt")
                    .then()
                    .statusCode(501)
                    .header("x-ms-error-code", "NotImplemented")
                    .body("Error.HeaderName", equalTo(header));

            service.request().head("/photos/dog.txt").then().statusCode(404);
        }

        @ParameterizedTest
        @CsvSource({
            "PUT, /photos/cat.txt?comp=block&blockid=MQ==",
            "PUT, /dogs?restype=container",
            "DELETE, /photos?restype=container",
            "GET, /photos?restype=container&comp=list"
        })
        void a_condition_that_nobody_evaluates_is_refused(String method, String path) {
            service.request()
                    .header("If-Match", "\"0x8D0000000000000\"")
                    .body("x".getBytes(StandardCharsets.UTF_8))
                    .request(method, path)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "ConditionHeadersNotSupported");
        }
    }

    @Nested
    class Given_a_request_without_a_valid_operation {
        @ParameterizedTest
        @CsvSource({
            "GET, /,                                        comp,    ''",
            "PUT, /,                                        comp,    ''",
            "GET, /%2Fcat.txt,                             comp,    ''",
            "GET, /?restype=container,                      comp,    ''",
            "GET, /?comp=foo,                               comp,    foo",
            "GET, /photos/cat.txt?comp=foo,                 comp,    foo",
            "PUT, /photos/cat.txt?comp=Foo,                 comp,    Foo",
            "GET, /photos?restype=foo,                      restype, foo",
            "POST, /photos?restype=container&comp=foo,      comp,    foo",
            "PUT, /photos?restype=container&comp=rename,    comp,    rename"
        })
        void it_is_refused_with_the_parameter_that_is_wrong(String method, String path, String name, String value) {
            service.request()
                    .request(method, path)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidQueryParameterValue")
                    .body("Error.QueryParameterName", equalTo(name))
                    .body("Error.QueryParameterValue", equalTo(value))
                    .body("Error.Reason", equalTo(""));
        }
    }

    @Nested
    class Given_headers_that_only_the_request_uses_which_commits_a_blob {
        private RequestSpecification requestWithThem() {
            return service.request()
                    .header("x-ms-meta-owner", "Anna")
                    .header("x-ms-blob-cache-control", "no-cache")
                    .header("x-ms-blob-content-type", "text/plain")
                    .header("x-ms-blob-content-md5", "AQIDBA==")
                    .header("x-ms-tags", "a=1")
                    .header("x-ms-access-tier", "Cool")
                    .header("x-ms-legal-hold", "true");
        }

        @Test
        void putBlock_ignores_them() {
            requestWithThem()
                    .body(new byte[1])
                    .put("/photos/dog.txt?comp=block&blockid=MQ==")
                    .then()
                    .statusCode(201);
            service.xml("<BlockList><Latest>MQ==</Latest></BlockList>").put("/photos/dog.txt?comp=blocklist");

            assertNothingSet("/photos/dog.txt");
        }

        @Test
        void appendBlock_ignores_them() {
            requestWithThem()
                    .body(new byte[1])
                    .put(LOG + "?comp=appendblock")
                    .then()
                    .statusCode(201);

            assertNothingSet(LOG);
        }

        @Test
        void putPage_ignores_them() {
            requestWithThem()
                    .header("x-ms-page-write", "update")
                    .header("x-ms-range", "bytes=0-511")
                    .body(new byte[512])
                    .put(DISK + "?comp=page")
                    .then()
                    .statusCode(201);

            assertNothingSet(DISK);
        }

        @ParameterizedTest
        @CsvSource({
            "dog.txt, ?comp=block&blockid=MQ==, , ",
            "app.log, ?comp=appendblock, , ",
            "disk.vhd, ?comp=page, x-ms-page-write, update"
        })
        void what_takes_bytes_from_a_URL_ignores_them(
                String blob, String query, @Nullable String name, @Nullable String value) {
            service.pageBlob(512).put("/photos/source.vhd");
            RequestSpecification request = requestWithThem()
                    .header("x-ms-copy-source", service.signed(Account.DEVELOPMENT, "photos", "source.vhd", "r"))
                    .header("x-ms-source-range", "bytes=0-511")
                    .header("x-ms-range", "bytes=0-511");

            (name == null ? request : request.header(name, value))
                    .put("/photos/" + blob + query)
                    .then()
                    .statusCode(201);
        }

        private void assertNothingSet(String path) {
            service.request()
                    .head(path)
                    .then()
                    .statusCode(200)
                    .header("Content-Type", "application/octet-stream")
                    .header("x-ms-meta-owner", nullValue())
                    .header("Cache-Control", nullValue())
                    .header("x-ms-tag-count", nullValue())
                    .header("x-ms-legal-hold", nullValue());
        }
    }

    @Nested
    class Given_headers_and_parameters_of_other_operations {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "x-ms-access-tier-if-modified-since",
                    "x-ms-blob-condition-appendpos",
                    "x-ms-blob-public-access",
                    "x-ms-delete-snapshots",
                    "x-ms-sequence-number-action",
                    "x-ms-source-if-match"
                })
        void they_are_ignored(String header) {
            service.blob("x").header(header, "1").put("/photos/dog.txt").then().statusCode(201);
            service.request().header(header, "1").get(CAT).then().statusCode(200);
        }

        @ParameterizedTest
        @CsvSource({
            "PUT, /photos/dog.txt?comp=block&blockid=MQ==",
            "PUT, /photos/app.log?comp=appendblock",
            "PUT, /photos/cat.txt?comp=metadata",
            "GET, /photos/cat.txt",
            "DELETE, /photos/cat.txt",
            "PUT, /dogs?restype=container"
        })
        void an_expiry_is_ignored_except_by_putBlob(String method, String path) {
            int status = service.request()
                    .header("x-ms-expiry-option", "RelativeToNow")
                    .header("x-ms-expiry-time", "1000")
                    .body("x".getBytes(StandardCharsets.UTF_8))
                    .request(method, path)
                    .statusCode();

            assertThat(status).isBetween(200, 202);
        }

        @ParameterizedTest
        @CsvSource({"x-ms-useragent, me", "x-ms-file-request-intent, backup", "x-ms-meta-owner, Anna"})
        void getBlob_ignores_them(String header, String value) {
            service.request().header(header, value).get(CAT).then().statusCode(200);
        }

        @Test
        void listBlobs_answers_in_XML_though_the_client_prefers_Arrow() {
            service.request()
                    .header("Accept", "application/vnd.apache.arrow.stream,application/xml")
                    .get("/photos?restype=container&comp=list")
                    .then()
                    .statusCode(200)
                    .header("Content-Type", "application/xml");
        }

        @Test
        void getBlob_ignores_the_parameters_of_a_list() {
            service.request().get(CAT + "?endBefore=a&maxresults=x").then().statusCode(200);
        }
    }
}
