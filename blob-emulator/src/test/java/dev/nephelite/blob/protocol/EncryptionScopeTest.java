package dev.nephelite.blob.protocol;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.sas.AccountSasPermission;
import com.azure.storage.common.sas.AccountSasResourceType;
import com.azure.storage.common.sas.AccountSasService;
import com.azure.storage.common.sas.AccountSasSignatureValues;
import dev.nephelite.emulator.value.Account;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Encryption scopes, over the wire: where one is set, and which one counts. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EncryptionScopeTest {
    private static final String SCOPE = "x-ms-encryption-scope";

    private final BlobService service = new BlobService();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void a_scope_is_kept_and_told() {
        service.container("photos");

        service.blob("miaow")
                .header(SCOPE, "finance")
                .put("/photos/cat.txt")
                .then()
                .statusCode(201)
                .header(SCOPE, "finance");

        service.request().get("/photos/cat.txt").then().statusCode(200).header(SCOPE, "finance");
    }

    @Nested
    class Given_a_container_with_a_scope_for_its_blobs {
        @BeforeEach
        void create() {
            container("finance", false);
        }

        @Test
        void a_new_blob_has_it() {
            service.blob("1").put("/ledger/a").then().statusCode(201).header(SCOPE, "finance");
            service.pageBlob(512).put("/ledger/b").then().statusCode(201).header(SCOPE, "finance");
            service.request()
                    .body(new byte[1])
                    .put("/ledger/c?comp=block&blockid=YQ==")
                    .then()
                    .header(SCOPE, "finance");
            service.xml("<BlockList><Latest>YQ==</Latest></BlockList>")
                    .put("/ledger/c?comp=blocklist")
                    .then()
                    .header(SCOPE, "finance");

            service.request().head("/ledger/c").then().statusCode(200).header(SCOPE, "finance");
        }

        @Test
        void a_copy_has_it_too() {
            service.container("photos");
            service.put("/photos/cat.txt", "miaow");

            service.request()
                    .header("x-ms-copy-source", service.endpoint() + "/photos/cat.txt")
                    .put("/ledger/cat.txt")
                    .then()
                    .statusCode(202)
                    .header(SCOPE, "finance");
        }

        @Test
        void another_may_be_named() {
            service.blob("1").header(SCOPE, "sales").put("/ledger/a").then().header(SCOPE, "sales");
        }
    }

    @Nested
    class Given_a_container_that_allows_one_scope_only {
        @BeforeEach
        void create() {
            container("finance", true);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/ledger/a", "/ledger/a?comp=block&blockid=YQ=="})
        void another_is_refused(String target) {
            service.blob("1")
                    .header(SCOPE, "sales")
                    .put(target)
                    .then()
                    .statusCode(403)
                    .header("x-ms-error-code", "RequestForbiddenByContainerEncryptionPolicy");

            service.request().head("/ledger/a").then().statusCode(404);
        }

        @Test
        void the_one_may_be_named() {
            service.blob("1").header(SCOPE, "finance").put("/ledger/a").then().statusCode(201);
        }
    }

    @Nested
    class Given_a_signature_that_names_a_scope {
        private final String sas = signature("finance");

        @BeforeEach
        void create() {
            service.container("photos");
        }

        @Test
        void what_is_written_with_it_has_that_scope() {
            blob().put(service.endpoint() + "/photos/cat.txt?" + sas)
                    .then()
                    .statusCode(201)
                    .header(SCOPE, "finance");
        }

        @Test
        void a_header_may_not_say_otherwise() {
            blob().header(SCOPE, "sales")
                    .put(service.endpoint() + "/photos/cat.txt?" + sas)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidHeaderValue")
                    .body("Error.HeaderName", equalTo(SCOPE));
        }

        @Test
        void what_the_owner_writes_has_none() {
            service.blob("1").put("/photos/cat.txt").then().statusCode(201).header(SCOPE, nullValue());
        }
    }

    private void container(String scope, boolean only) {
        service.request()
                .header("x-ms-default-encryption-scope", scope)
                .header("x-ms-deny-encryption-scope-override", only)
                .put("/ledger?restype=container")
                .then()
                .statusCode(201);
    }

    private static RequestSpecification blob() {
        return RestAssured.given()
                .urlEncodingEnabled(false)
                .header("x-ms-blob-type", "BlockBlob")
                .body(new byte[1]);
    }

    private static String signature(String scope) {
        Account account = Account.DEVELOPMENT;
        String key = Base64.getEncoder().encodeToString(account.keys().get(0).bytes());
        AccountSasSignatureValues values = new AccountSasSignatureValues(
                BlobService.NOON.plusSeconds(60).atOffset(ZoneOffset.UTC),
                AccountSasPermission.parse("cw"),
                AccountSasService.parse("b"),
                AccountSasResourceType.parse("o"));
        return new BlobServiceClientBuilder()
                .endpoint("http://127.0.0.1/" + account.name())
                .credential(new StorageSharedKeyCredential(account.name(), key))
                .encryptionScope(scope)
                .buildClient()
                .generateAccountSas(values);
    }
}
