package dev.nephelite.blob.protocol;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Customer-provided keys, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CustomerKeyTest {
    private static final String CAT = "/photos/cat.txt";
    private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final String SHA256 = "Zmh6rfhivXdsj8GLjp+OIAiXFIVu4jOzkCpZHQ1fKSU=";
    private static final String OTHER_KEY = "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final String OTHER_SHA256 = "AdD6vSUfy74rk7S5J7Jq0qGpkHcVLkXe0eZ4r6RdvsU=";

    private final BlobService service = new BlobService();

    @BeforeEach
    void create() {
        service.container("photos");
    }

    @AfterEach
    void close() {
        service.close();
    }

    private static RequestSpecification with(String key, String sha256, RequestSpecification request) {
        return request.header("x-ms-encryption-key", key)
                .header("x-ms-encryption-key-sha256", sha256)
                .header("x-ms-encryption-algorithm", "AES256");
    }

    private RequestSpecification withKey(RequestSpecification request) {
        return with(KEY, SHA256, request);
    }

    @Nested
    class Given_a_blob_with_a_key {
        @BeforeEach
        void put() {
            withKey(service.blob("miaow")).put(CAT).then().statusCode(201).header("x-ms-encryption-key-sha256", SHA256);
        }

        @Test
        void who_shows_the_key_can_read_it() {
            withKey(service.request())
                    .get(CAT)
                    .then()
                    .statusCode(200)
                    .header("x-ms-encryption-key-sha256", SHA256)
                    .body(equalTo("miaow"));
            withKey(service.request()).head(CAT).then().statusCode(200);
        }

        @Test
        void who_shows_none_cannot() {
            service.request()
                    .get(CAT)
                    .then()
                    .statusCode(409)
                    .header("x-ms-error-code", "BlobUsesCustomerSpecifiedEncryption");
            service.request().head(CAT).then().statusCode(409);
            service.request().put(CAT + "?comp=metadata").then().statusCode(409);
        }

        @Test
        void who_shows_another_cannot() {
            with(OTHER_KEY, OTHER_SHA256, service.request())
                    .get(CAT)
                    .then()
                    .statusCode(409)
                    .header("x-ms-error-code", "BlobCustomerSpecifiedEncryptionMismatch");
        }

        @Test
        void it_can_be_deleted_without() {
            service.request().delete(CAT).then().statusCode(202);
        }
    }

    @Nested
    class Given_blobs_with_a_key_whose_bytes_come_later {
        private static final String LOG = "/photos/app.log?comp=appendblock";
        private static final String DISK = "/photos/disk.vhd?comp=page";

        @BeforeEach
        void put() {
            withKey(service.appendBlob()).put("/photos/app.log").then().statusCode(201);
            withKey(service.pageBlob(512)).put("/photos/disk.vhd").then().statusCode(201);
        }

        @Test
        void who_shows_the_key_can_write_them() {
            withKey(service.request().body(new byte[1]))
                    .put(LOG)
                    .then()
                    .statusCode(201)
                    .header("x-ms-encryption-key-sha256", SHA256);
            withKey(page()).put(DISK).then().statusCode(201).header("x-ms-encryption-key-sha256", SHA256);
        }

        @Test
        void who_shows_none_cannot() {
            service.request()
                    .body(new byte[1])
                    .put(LOG)
                    .then()
                    .statusCode(409)
                    .header("x-ms-error-code", "BlobUsesCustomerSpecifiedEncryption");
            page().put(DISK).then().statusCode(409).header("x-ms-error-code", "BlobUsesCustomerSpecifiedEncryption");
        }

        private RequestSpecification page() {
            return service.request()
                    .header("x-ms-page-write", "update")
                    .header("x-ms-range", "bytes=0-511")
                    .body(new byte[512]);
        }
    }

    @Nested
    class Given_blocks_with_a_key {
        private static final String LIST = "<BlockList><Latest>YQ==</Latest></BlockList>";

        @BeforeEach
        void putBlock() {
            withKey(service.request().body(new byte[1]))
                    .put(CAT + "?comp=block&blockid=YQ==")
                    .then()
                    .statusCode(201)
                    .header("x-ms-encryption-key-sha256", SHA256);
        }

        @Test
        void who_shows_the_key_can_put_them_together() {
            withKey(service.xml(LIST)).put(CAT + "?comp=blocklist").then().statusCode(201);
            withKey(service.xml(LIST)).put(CAT + "?comp=blocklist").then().statusCode(201);
        }

        @Test
        void who_shows_none_or_another_cannot() {
            service.xml(LIST)
                    .put(CAT + "?comp=blocklist")
                    .then()
                    .statusCode(409)
                    .header("x-ms-error-code", "BlobUsesCustomerSpecifiedEncryption");
            with(OTHER_KEY, OTHER_SHA256, service.xml(LIST))
                    .put(CAT + "?comp=blocklist")
                    .then()
                    .statusCode(409)
                    .header("x-ms-error-code", "BlobCustomerSpecifiedEncryptionMismatch");

            withKey(service.request()).head(CAT).then().statusCode(404);
        }

        @Test
        void what_they_became_can_only_be_put_together_anew_with_the_key() {
            withKey(service.xml(LIST)).put(CAT + "?comp=blocklist").then().statusCode(201);

            service.xml(LIST)
                    .put(CAT + "?comp=blocklist")
                    .then()
                    .statusCode(409)
                    .header("x-ms-error-code", "BlobUsesCustomerSpecifiedEncryption");
        }
    }

    @Test
    void a_blob_without_a_key_refuses_one() {
        service.put(CAT, "miaow");

        withKey(service.request())
                .get(CAT)
                .then()
                .statusCode(409)
                .header("x-ms-error-code", "BlobDoesNotUseCustomerSpecifiedEncryption");
    }

    @ParameterizedTest
    @CsvSource({KEY + "," + OTHER_SHA256, "AAAA," + SHA256, "*," + SHA256})
    void a_key_that_is_none_is_refused(String key, String sha256) {
        with(key, sha256, service.blob("miaow"))
                .put(CAT)
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "InvalidHeaderValue");
        service.request().head(CAT).then().statusCode(404);
    }

    @Test
    void a_key_without_its_checksum_is_refused() {
        service.blob("miaow")
                .header("x-ms-encryption-key", KEY)
                .put(CAT)
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "MissingRequiredHeader");
    }

    @Test
    void an_algorithm_without_a_key_asks_for_nothing() {
        service.blob("miaow")
                .header("x-ms-encryption-algorithm", "AES256")
                .put(CAT)
                .then()
                .statusCode(201)
                .header("x-ms-encryption-key-sha256", nullValue());

        service.request()
                .header("x-ms-encryption-algorithm", "AES256")
                .get(CAT)
                .then()
                .statusCode(200);
    }
}
