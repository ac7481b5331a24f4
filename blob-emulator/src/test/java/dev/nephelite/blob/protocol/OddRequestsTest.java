package dev.nephelite.blob.protocol;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no client library sends. Each gets a response, and none causes an internal error. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OddRequestsTest {
    private final BlobService service = new BlobService();

    @AfterEach
    void close() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%EF%BF%BE", "a%EF%BF%BFb", "%E2%80%A8", "%EF%BB%BF"})
    void a_blob_may_have_characters_in_its_name_that_are_hard_to_write_down(String name) {
        service.container("photos");

        service.put("/photos/" + name, "miau");
        service.request().get("/photos/" + name).then().statusCode(200).body(equalTo("miau"));
        service.request()
                .get("/photos?restype=container&comp=list")
                .then()
                .statusCode(200)
                .body("EnumerationResults.Blobs.Blob.size()", equalTo(1));
        service.request().delete("/photos/" + name).then().statusCode(202);
    }

    @ParameterizedTest
    @CsvSource({
        "/photos/a%00b,                                 InvalidUri",
        "/pho%00tos/a,                                  InvalidUri",
        "/photos/%FF,                                   InvalidUri",
        "/pho%01tos/a,                                  InvalidUri",
        "/photos%0A?restype=container,                  InvalidUri",
        "/pho~tos/a,                                    InvalidResourceName"
    })
    void a_name_that_cannot_be_is_refused(String path, String code) {
        service.request().get(path).then().statusCode(400).header("x-ms-error-code", code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/?comp=list&prefix=%00",
                "/?comp=list&marker=%00%01",
                "/?comp=%00",
                "/photos?restype=container&comp=list&delimiter=%00",
                "/photos?restype=container&comp=list&marker=%FF",
                "/photos/a?snapshot=%00",
                "/photos/a?comp=block&blockid=%00",
                "/photos/a?timeout=%00",
                "/photos/a?%00=%00",
                "//",
                "///a",
                "/photos//",
                "/photos/..%2F..%2Fa"
            })
    void whatever_is_asked_for_is_answered(String path) {
        service.container("photos");

        service.request().get(path).then().statusCode(not(500));
        service.request().head(path).then().statusCode(not(500));
        service.request().body(new byte[1]).put(path).then().statusCode(not(500));
        service.request().delete(path).then().statusCode(not(500));
    }

    @Test
    void a_request_may_have_many_headers_and_parameters() {
        service.container("photos");
        RequestSpecification request = service.blob("x");
        StringBuilder query = new StringBuilder("?a=1");
        for (int i = 0; i < 1100; i++) {
            query.append("&a").append(i).append("=1");
            if (i < 250) {
                request.header("x-other-" + i, i);
            }
        }

        request.put("/photos/a" + query).then().statusCode(201);
    }

    @Test
    void too_much_metadata_is_refused_by_the_service_however_many_headers_it_takes() {
        service.container("photos");
        RequestSpecification request = service.blob("x");
        for (int i = 0; i < 300; i++) {
            request.header("x-ms-meta-name" + i, "x".repeat(30));
        }

        request.put("/photos/a").then().statusCode(400).header("x-ms-error-code", "MetadataTooLarge");
    }
}
