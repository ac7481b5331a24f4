package dev.nephelite.blob.protocol;

import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.nephelite.emulator.value.Account;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PutBlockFromURLTest {
    private final BlobService service = new BlobService();
    private final SourceServer server = new SourceServer();

    @BeforeEach
    void create() {
        service.container("photos");
        service.put("/photos/cat.jpg", "0123456789");
    }

    @AfterEach
    void close() {
        server.close();
        service.close();
    }

    @Test
    void blocks_are_ranges_of_other_blobs() {
        stage("YQ==", cat(), "bytes=5-9")
                .then()
                .statusCode(201)
                .header("x-ms-content-crc64", not(emptyString()))
                .header("Content-MD5", nullValue())
                .header("x-ms-request-server-encrypted", "true");
        stage("Yg==", cat(), "bytes=0-1").then().statusCode(201);
        stage("Yw==", cat(), "bytes=8-100").then().statusCode(201);
        commit("YQ==", "Yg==", "Yw==");

        service.request().get("/photos/copy.jpg").then().body(equalTo("567890189"));
    }

    @Test
    void a_block_may_be_all_of_another_blob() {
        request(cat()).put("/photos/copy.jpg?comp=block&blockid=YQ==").then().statusCode(201);
        commit("YQ==");

        service.request().get("/photos/copy.jpg").then().body(equalTo("0123456789"));
    }

    @Test
    void a_block_keeps_its_bytes_when_the_source_goes() {
        stage("YQ==", cat(), "bytes=5-9").then().statusCode(201);
        service.request().delete("/photos/cat.jpg").then().statusCode(202);
        commit("YQ==");

        service.request().get("/photos/copy.jpg").then().body(equalTo("56789"));
    }

    @Test
    void a_block_may_be_a_range_of_what_another_server_has() {
        String url = server.serve("0123456789".getBytes(StandardCharsets.UTF_8), Map.of());
        stage("YQ==", url, "bytes=2-4").then().statusCode(201);
        commit("YQ==");

        service.request().get("/photos/copy.jpg").then().body(equalTo("234"));
    }

    @ParameterizedTest
    @CsvSource({"MD5, d3vE+ZYuF0hDG6rIZ/tNZg==", "CRC64, AAAAAAAAAAA="})
    void what_is_read_must_have_the_checksum_that_was_sent(String kind, String sum) {
        request(cat())
                .header("x-ms-source-content-" + kind, sum)
                .put("/photos/copy.jpg?comp=block&blockid=YQ==")
                .then()
                .statusCode(400);
        service.request()
                .get("/photos/copy.jpg?comp=blocklist&blocklisttype=all")
                .then()
                .statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "x-ms-source-range, bytes=9-1, 400, InvalidHeaderValue",
        "x-ms-source-range, all, 400, InvalidHeaderValue",
        "x-ms-source-range, bytes=10-11, 416, InvalidRange",
        "x-ms-source-if-match, 0x1, 412, SourceConditionNotMet",
        "x-ms-lease-id, 0fe1e2d3-0000-4000-8000-000000000000, 412, LeaseNotPresentWithBlobOperation"
    })
    void what_does_not_hold_is_refused(String header, String value, int status, String code) {
        request(cat())
                .header(header, value)
                .put("/photos/copy.jpg?comp=block&blockid=YQ==")
                .then()
                .statusCode(status)
                .header("x-ms-error-code", code);
    }

    @Test
    void a_block_that_is_too_large_is_refused() {
        request(server.announce(4000L * 1024 * 1024 + 1))
                .put("/photos/copy.jpg?comp=block&blockid=YQ==")
                .then()
                .statusCode(413)
                .header("x-ms-error-code", "RequestBodyTooLarge");
    }

    @Test
    void an_empty_block_is_refused() {
        service.put("/photos/empty", "");

        request(service.signed(Account.DEVELOPMENT, "photos", "empty", "r"))
                .put("/photos/copy.jpg?comp=block&blockid=YQ==")
                .then()
                .statusCode(400);
    }

    private Response stage(String id, String source, String range) {
        return request(source).header("x-ms-source-range", range).put("/photos/copy.jpg?comp=block&blockid=" + id);
    }

    private void commit(String... ids) {
        StringBuilder list = new StringBuilder("<BlockList>");
        for (String id : ids) {
            list.append("<Latest>").append(id).append("</Latest>");
        }
        service.xml(list.append("</BlockList>").toString())
                .put("/photos/copy.jpg?comp=blocklist")
                .then()
                .statusCode(201);
    }

    private String cat() {
        return service.signed(Account.DEVELOPMENT, "photos", "cat.jpg", "r");
    }

    private RequestSpecification request(String source) {
        return service.request().header("x-ms-copy-source", source);
    }
}
