package dev.nephelite.blob.protocol;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Append Blob Seal, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AppendBlobSealTest {
    private static final String LOG = "/photos/app.log";
    private static final String SEAL = LOG + "?comp=seal";

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
    class Given_an_append_blob {
        private String etag = "";

        @BeforeEach
        void put() {
            service.appendBlob().put(LOG);
            service.append(LOG, "abc");
            etag = service.request().head(LOG).header("ETag");
        }

        @Test
        void nothing_but_its_seal_changes() {
            service.request()
                    .put(SEAL)
                    .then()
                    .statusCode(200)
                    .header("x-ms-blob-sealed", "true")
                    .header("ETag", etag)
                    .header("Last-Modified", BlobService.NOON_AS_HEADER);

            service.request()
                    .get(LOG)
                    .then()
                    .header("x-ms-blob-sealed", "true")
                    .header("x-ms-blob-committed-block-count", "1")
                    .header("ETag", etag)
                    .body(equalTo("abc"));
            service.request()
                    .get("/photos?restype=container&comp=list")
                    .then()
                    .body("EnumerationResults.Blobs.Blob.Properties.Sealed", equalTo("true"));
        }

        @Test
        void it_does_not_grow_any_more() {
            service.request().put(SEAL);

            service.request()
                    .body(new byte[1])
                    .put(LOG + "?comp=appendblock")
                    .then()
                    .statusCode(409)
                    .header("x-ms-error-code", "BlobIsSealed")
                    .body(
                            "Error.Message",
                            startsWith(
                                    "The specified blob is sealed, and its contents can't be modified unless the blob"
                                            + " is re-created after a delete."));
            service.request().get(LOG).then().header("ETag", etag).body(equalTo("abc"));
        }

        @Test
        void it_may_be_sealed_again() {
            service.request().put(SEAL);

            service.request().put(SEAL).then().statusCode(200).header("ETag", etag);
        }

        @Test
        void what_is_said_of_it_may_change() {
            service.request().put(SEAL);

            service.request()
                    .header("x-ms-meta-Owner", "Anna")
                    .put(LOG + "?comp=metadata")
                    .then()
                    .statusCode(200);
            service.request().head(LOG).then().header("x-ms-meta-Owner", "Anna").header("x-ms-blob-sealed", "true");
        }

        @ParameterizedTest
        @CsvSource({
            "x-ms-blob-condition-appendpos, 3, 200, ",
            "x-ms-blob-condition-appendpos, 2, 412, AppendPositionConditionNotMet",
            "If-Match, \"0x1\", 412, ConditionNotMet",
            "If-Modified-Since, 'Thu, 01 Jan 2026 12:00:00 GMT', 412, ConditionNotMet",
            "x-ms-lease-id, 11111111-2222-3333-4444-555555555555, 412, LeaseNotPresentWithBlobOperation"
        })
        void it_is_sealed_only_if_all_is_as_the_client_wants_it(String header, String value, int status, String code) {
            service.request()
                    .header(header, value)
                    .put(SEAL)
                    .then()
                    .statusCode(status)
                    .header("x-ms-error-code", code);

            service.request()
                    .head(LOG)
                    .then()
                    .header("x-ms-blob-sealed", status == 200 ? equalTo("true") : nullValue());
        }
    }

    @Nested
    class Given_no_append_blob {
        @Test
        void there_is_nothing_to_seal() {
            service.request().put(SEAL).then().statusCode(404).header("x-ms-error-code", "BlobNotFound");
        }

        @Test
        void blobs_of_other_types_cannot_be_sealed() {
            service.put(LOG, "block blob");

            service.request().put(SEAL).then().statusCode(409).header("x-ms-error-code", "InvalidBlobType");
        }
    }
}
