package dev.nephelite.protocol;

import static org.hamcrest.Matchers.equalTo;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A header without a value counts as absent: some clients send every header they know. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EmptyHeaderTest {
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

    @Test
    void deleteQueue_takes_a_condition_as_absent() {
        try (QueueService queues = new QueueService()) {
            queues.create("orders");

            queues.request().header("If-Match", "").delete("/orders").then().statusCode(204);
        }
    }
}
