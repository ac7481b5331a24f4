package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that all operations have in common. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EveryRequestTest {
    private final BlobService service = new BlobService();

    @AfterEach
    void close() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "30", "31536001"})
    void any_number_of_seconds_will_do_as_its_timeout(String seconds) {
        service.request().get("/?comp=list&timeout=" + seconds).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1.5"})
    void a_timeout_that_is_no_number_is_refused(String timeout) {
        service.request()
                .get("/?comp=list&timeout=" + timeout)
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "InvalidQueryParameterValue")
                .body("Error.QueryParameterName", equalTo("timeout"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0000000", "120000000, 1200000", "123456789, 1234567", "999999999, 9999999"})
    void a_refusal_tells_the_time_with_seven_digits_of_the_second(long nanos, String digits) {
        service.clock.advance(Duration.ofNanos(nanos));

        assertThat(service.request().get("/nowhere?restype=container").asString())
                .contains("\nTime:2026-01-01T12:00:00." + digits + "Z</Message>");
    }

    @Test
    void the_replica_can_be_read_and_not_written() {
        String replica = service.endpoint() + "-secondary";

        service.request().baseUri(replica).get("/?comp=list").then().statusCode(200);
        service.request()
                .baseUri(replica)
                .put("/photos?restype=container")
                .then()
                .statusCode(403)
                .header("x-ms-error-code", "InsufficientAccountPermissions");
    }

    @Test
    void a_query_only_reads_though_it_is_posted() {
        service.container("tables");
        service.put("/tables/people", "Anna,31\n");

        service.xml("<QueryRequest><QueryType>SQL</QueryType><Expression>SELECT * FROM BlobStorage</Expression>"
                        + "</QueryRequest>")
                .baseUri(service.endpoint() + "-secondary")
                .post("/tables/people?comp=query")
                .then()
                .statusCode(200);
    }

    @Test
    void two_checksums_of_one_body_are_one_too_many() {
        service.container("photos");

        service.blob("x")
                .header("Content-MD5", "nd1CU5mwUGmsNyD4/ADnrQ==")
                .header("x-ms-content-crc64", "AAAAAAAAAAA=")
                .put("/photos/cat.txt")
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "BothCrc64AndMd5HeaderPresent");
    }

    @Test
    void the_name_that_a_client_gave_its_request_comes_back() {
        String longest = "x".repeat(1024);

        service.request()
                .header("x-ms-client-request-id", longest)
                .get("/nowhere?restype=container")
                .then()
                .statusCode(404)
                .header("x-ms-client-request-id", longest);
        service.request()
                .header("x-ms-client-request-id", longest + "x")
                .get("/?comp=list")
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "InvalidHeaderValue")
                .header("x-ms-client-request-id", nullValue())
                .body("Error.HeaderName", equalTo("x-ms-client-request-id"));
    }

    @Test
    void each_answer_has_a_name_of_its_own_that_its_error_repeats() {
        Response response = service.request().get("/nowhere?restype=container");
        String id = response.header("x-ms-request-id");

        assertThat(UUID.fromString(id)).isNotNull();
        assertThat(response.asString()).contains("\nRequestId:" + id + "\n");
        assertThat(service.request().get("/?comp=list").header("x-ms-request-id"))
                .isNotEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({
        "POST,  /photos/cat.txt,                            'DELETE, GET, HEAD, PUT'",
        "PATCH, /photos/cat.txt?comp=metadata,              'GET, HEAD, PUT'",
        "POST,  /photos?restype=container,                  'DELETE, GET, HEAD, PUT'",
        "POST,  /?comp=list,                                GET"
    })
    void a_method_that_a_resource_does_not_have_is_refused(String method, String path, String others) {
        service.request()
                .request(method, path)
                .then()
                .statusCode(405)
                .header("x-ms-error-code", "UnsupportedHttpVerb")
                .header("Allow", others);
    }

    @Test
    void a_method_that_nobody_knows_is_refused() {
        service.request()
                .request("FLY", "/photos/cat.txt")
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "InvalidHttpVerb");
    }

    @Test
    void a_parameter_says_which_version_is_spoken_before_the_header_does() {
        service.request()
                .get("/?comp=list&api-version=2020-10-02")
                .then()
                .statusCode(200)
                .header("x-ms-version", "2020-10-02");
        service.request()
                .get("/?comp=list&api-version=newest")
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "InvalidQueryParameterValue")
                .body("Error.QueryParameterName", equalTo("api-version"));
    }
}
