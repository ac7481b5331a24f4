package dev.nephelite.blob.protocol;

import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Get and Set Blob Metadata, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobMetadataTest {
    private static final String CAT = "/photos/cat.txt";

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
    class Given_a_blob_with_metadata {
        private String before = "";

        @BeforeEach
        void put() {
            before = service.blob("miau")
                    .header("x-ms-meta-Owner", "Anna")
                    .header("x-ms-meta-age", "7")
                    .contentType("text/plain")
                    .put(CAT)
                    .header("ETag");
        }

        @ParameterizedTest
        @ValueSource(strings = {"GET", "HEAD"})
        void it_comes_alone(String method) {
            service.request()
                    .request(method, CAT + "?comp=metadata")
                    .then()
                    .statusCode(200)
                    .header("x-ms-meta-Owner", "Anna")
                    .header("x-ms-meta-age", "7")
                    .header("ETag", before)
                    .header("Content-Length", "0")
                    .body(emptyString());
        }

        @Test
        void it_is_replaced_as_a_whole_and_the_blob_stays() {
            service.request()
                    .header("x-ms-meta-mood", "good")
                    .put(CAT + "?comp=metadata")
                    .then()
                    .statusCode(200)
                    .header("ETag", not(equalTo(before)))
                    .header("Last-Modified", BlobService.NOON_AS_HEADER)
                    .header("x-ms-request-server-encrypted", "true");

            service.request()
                    .get(CAT)
                    .then()
                    .header("x-ms-meta-mood", "good")
                    .header("x-ms-meta-Owner", nullValue())
                    .header("Content-Type", "text/plain")
                    .body(equalTo("miau"));
        }

        @Test
        void sending_none_clears_it() {
            service.request().put(CAT + "?comp=metadata").then().statusCode(200);

            service.request().head(CAT).then().header("x-ms-meta-Owner", nullValue());
        }

        @Test
        void more_than_8_KiB_are_refused() {
            service.request()
                    .header("x-ms-meta-a", "x".repeat(8 * 1024))
                    .put(CAT + "?comp=metadata")
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "MetadataTooLarge");

            service.request().head(CAT).then().header("ETag", before);
        }
    }

    @Nested
    class Given_no_blob {
        @ParameterizedTest
        @ValueSource(strings = {"GET", "HEAD", "PUT"})
        void there_is_none(String method) {
            service.request()
                    .request(method, CAT + "?comp=metadata")
                    .then()
                    .statusCode(404)
                    .header("x-ms-error-code", "BlobNotFound");
        }
    }
}
