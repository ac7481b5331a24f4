package dev.nephelite.blob.protocol;

import static org.hamcrest.Matchers.equalTo;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.common.StorageSharedKeyCredential;
import dev.nephelite.blob.BlobEmulator;
import dev.nephelite.emulator.value.Account;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a shared access signature permits in the Blob service. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobSignatureTest {

    private final BlobService service = new BlobService();

    @BeforeEach
    void create() {
        service.container("photos");
        service.put("/photos/cat.txt", "miau");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_a_signature_that_may_create {
        private final String sas = signature("c");

        @Test
        void a_new_blob_may_be_put() {
            blob("wau").put(url("/photos/dog.txt", sas)).then().statusCode(201);
        }

        @Test
        void a_blob_that_is_there_may_not_be_replaced() {
            blob("wau")
                    .put(url("/photos/cat.txt", sas))
                    .then()
                    .statusCode(403)
                    .header("x-ms-error-code", "UnauthorizedBlobOverwrite");

            service.request().get("/photos/cat.txt").then().body(equalTo("miau"));
        }

        @Test
        void a_new_blob_may_be_put_together_from_blocks_and_an_old_one_not() {
            blob("block")
                    .put(url("/photos/dog.txt?comp=block&blockid=YQ%3D%3D", sas))
                    .then()
                    .statusCode(201);

            String list = "<BlockList><Latest>YQ==</Latest></BlockList>";
            blob(list).put(url("/photos/dog.txt?comp=blocklist", sas)).then().statusCode(201);
            blob("<BlockList />")
                    .put(url("/photos/cat.txt?comp=blocklist", sas))
                    .then()
                    .statusCode(403);
        }
    }

    @Nested
    class Given_a_signature_that_may_write {
        @Test
        void a_blob_may_be_replaced() {
            blob("wau").put(url("/photos/cat.txt", signature("w"))).then().statusCode(201);
        }
    }

    @Nested
    class Given_what_is_deleted_piece_by_piece {
        @ParameterizedTest
        @CsvSource({
            "d, '', 202",
            "x, '', 403",
            "d, ?snapshot=, 202",
            "x, ?snapshot=, 403",
            "x, ?versionid=, 202",
            "d, ?versionid=, 403",
            "dx, ?deletetype=permanent&versionid=, 403"
        })
        void each_kind_has_a_letter_of_its_own(String letters, String query, int status) {
            service.restart(new BlobEmulator.Features(true, 0));
            service.enableSoftDelete(1);
            String version = service.putVersion("/photos/dog.txt", "wau");
            String snapshot = service.snapshot("/photos/dog.txt");
            String state = query.isEmpty() ? "" : query + (query.contains("snapshot") ? snapshot : version);

            RestAssured.given()
                    .urlEncodingEnabled(false)
                    .header(query.isEmpty() ? "x-ms-delete-snapshots" : "x-ms-nothing", "include")
                    .delete(url("/photos/dog.txt" + state, signature(letters)))
                    .then()
                    .statusCode(status);
        }
    }

    @Nested
    class Given_a_signature_that_says_how_a_blob_is_served {
        @Test
        void it_is_served_so() {
            String sas = container()
                    .generateSas(values("r").setContentType("text/html").setCacheControl("no-cache"));

            for (String method : new String[] {"GET", "HEAD"}) {
                RestAssured.given()
                        .urlEncodingEnabled(false)
                        .request(method, url("/photos/cat.txt", sas))
                        .then()
                        .statusCode(200)
                        .header("Content-Type", "text/html")
                        .header("Cache-Control", "no-cache");
            }
        }
    }

    @Nested
    class Given_a_signature_for_something_else {
        @ParameterizedTest
        @CsvSource({"r, PUT", "cw, GET", "rwl, DELETE", "d, HEAD"})
        void the_operation_is_refused(String letters, String method) {
            blob("x")
                    .request(method, url("/photos/cat.txt", signature(letters)))
                    .then()
                    .statusCode(403)
                    .header("x-ms-error-code", "AuthorizationPermissionMismatch");
        }

        @ParameterizedTest
        @ValueSource(strings = {"?restype=container", "?restype=container&comp=metadata"})
        void a_container_is_opened_by_no_signature_for_blobs(String query) {
            RestAssured.given()
                    .urlEncodingEnabled(false)
                    .get(url("/photos" + query, signature("rl")))
                    .then()
                    .statusCode(403);
        }

        @Test
        void a_list_is() {
            RestAssured.given()
                    .urlEncodingEnabled(false)
                    .get(url("/photos?restype=container&comp=list", signature("l")))
                    .then()
                    .statusCode(200);
        }
    }

    private RequestSpecification blob(String content) {
        return RestAssured.given()
                .urlEncodingEnabled(false)
                .header("x-ms-blob-type", "BlockBlob")
                .header("x-ms-version", "2026-02-06")
                .body(content.getBytes(StandardCharsets.UTF_8));
    }

    private String url(String path, String sas) {
        return service.endpoint() + path + (path.contains("?") ? "&" : "?") + sas;
    }

    private String signature(String letters) {
        return container().generateSas(values(letters));
    }

    private static BlobServiceSasSignatureValues values(String letters) {
        return new BlobServiceSasSignatureValues(
                BlobService.NOON.plusSeconds(60).atOffset(ZoneOffset.UTC), BlobContainerSasPermission.parse(letters));
    }

    private BlobContainerClient container() {
        Account account = Account.DEVELOPMENT;
        String key = Base64.getEncoder().encodeToString(account.keys().get(0).bytes());
        return new BlobContainerClientBuilder()
                .endpoint(service.endpoint())
                .containerName("photos")
                .credential(new StorageSharedKeyCredential(account.name(), key))
                .buildClient();
    }
}
