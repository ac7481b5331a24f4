package dev.nephelite.blob.protocol;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Get Account Information, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GetAccountInformationTest {
    private final BlobService service = new BlobService();

    @AfterEach
    void close() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "HEAD, ''", "GET, /", "GET, /photos", "HEAD, /photos", "GET, /photos/a/b", "HEAD, /photos/a"
    })
    void it_may_be_asked_of_everything_there_or_not(String method, String path) {
        service.request()
                .request(method, path + "?restype=account&comp=properties")
                .then()
                .statusCode(200)
                .header("x-ms-sku-name", "Standard_RAGRS")
                .header("x-ms-account-kind", "StorageV2")
                .header("x-ms-is-hns-enabled", "false")
                .header("Content-Length", "0");
    }
}
