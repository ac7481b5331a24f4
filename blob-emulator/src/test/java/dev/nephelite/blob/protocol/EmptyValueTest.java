package dev.nephelite.blob.protocol;

import static org.hamcrest.Matchers.equalTo;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A header or query parameter without a value counts as absent: some clients send every one they know. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EmptyValueTest {
    private static final String CAT = "/photos/cat.txt";

    private final BlobService service = new BlobService();

    @BeforeEach
    void create() {
        service.container("photos");
        service.put(CAT, "0123456789");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "If-Match",
                "If-None-Match",
                "If-Modified-Since",
                "If-Unmodified-Since",
                "Range",
                "x-ms-encryption-key",
                "x-ms-if-tags",
                "x-ms-lease-id",
                "x-ms-range-get-content-md5"
            })
    void getBlob_takes_it_as_absent(String header) {
        service.request()
                .header(header, "")
                .header("x-ms-range", "bytes=0-3")
                .get(CAT)
                .then()
                .statusCode(206)
                .body(equalTo("0123"));
    }

    @Test
    void getBlob_takes_the_range_from_the_header_that_has_one() {
        service.request()
                .header("x-ms-range", "")
                .header("Range", "bytes=0-3")
                .get(CAT)
                .then()
                .statusCode(206)
                .body(equalTo("0123"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-MD5",
                "If-Match",
                "If-Modified-Since",
                "x-ms-access-tier",
                "x-ms-blob-content-md5",
                "x-ms-content-crc64",
                "x-ms-copy-source",
                "x-ms-encryption-scope",
                "x-ms-expiry-option",
                "x-ms-immutability-policy-until-date",
                "x-ms-lease-id",
                "x-ms-legal-hold",
                "x-ms-structured-body",
                "x-ms-tags"
            })
    void putBlob_takes_it_as_absent(String header) {
        service.blob("miau").header(header, "").put("/photos/dog.txt").then().statusCode(201);

        service.request().get("/photos/dog.txt").then().statusCode(200).body(equalTo("miau"));
    }

    @Test
    void putBlock_does_not_refuse_a_condition_that_is_none() {
        service.request()
                .header("If-None-Match", "")
                .body("x".getBytes(StandardCharsets.UTF_8))
                .put("/photos/dog.txt?comp=block&blockid=MQ==")
                .then()
                .statusCode(201);
    }

    @Test
    void putBlob_still_needs_the_headers_that_it_requires() {
        service.request()
                .header("x-ms-blob-type", "")
                .body("x".getBytes(StandardCharsets.UTF_8))
                .put("/photos/dog.txt")
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "MissingRequiredHeader");
    }

    @ParameterizedTest
    @ValueSource(strings = {"snapshot", "versionid", "timeout", "api-version", "comp", "restype"})
    void getBlob_takes_a_parameter_as_absent(String parameter) {
        service.request()
                .get(CAT + "?" + parameter + "=")
                .then()
                .statusCode(200)
                .body(equalTo("0123456789"));
        service.request().get(CAT + "?" + parameter).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"prefix", "delimiter", "marker", "maxresults", "include", "startFrom", "endbefore", "showonly"})
    void listBlobs_takes_a_parameter_as_absent(String parameter) {
        service.request()
                .get("/photos?restype=container&comp=list&" + parameter + "=")
                .then()
                .statusCode(200)
                .body("EnumerationResults.Blobs.Blob.Name", equalTo("cat.txt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"snapshot", "versionid", "deletetype"})
    void deleteBlob_takes_a_parameter_as_absent(String parameter) {
        service.request().delete(CAT + "?" + parameter + "=").then().statusCode(202);

        service.request().head(CAT).then().statusCode(404);
    }

    @Test
    void setBlobMetadata_writes_to_the_blob_itself_in_spite_of_an_empty_snapshot() {
        service.request()
                .put(CAT + "?comp=metadata&snapshot=&versionid=")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"comp=block&blockid=", "comp=copy&copyid="})
    void a_parameter_that_is_required_must_have_a_value(String query) {
        service.request()
                .header("x-ms-copy-action", "abort")
                .body("x".getBytes(StandardCharsets.UTF_8))
                .put(CAT + "?" + query)
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "MissingRequiredQueryParameter");
    }
}
