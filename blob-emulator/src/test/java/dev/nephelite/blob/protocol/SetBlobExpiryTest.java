package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Set Blob Expiry, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SetBlobExpiryTest {
    private static final String CAT = "/photos/cat.txt";
    private static final String LIST = "/photos?restype=container&comp=list";

    private final BlobService service = new BlobService();
    private String etag = "";

    @BeforeEach
    void put() {
        service.container("photos");
        etag = service.put(CAT, "miau");
        service.clock.advance(Duration.ofMinutes(1));
    }

    @AfterEach
    void close() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource({
        "RelativeToNow, 60000, 60",
        "relativetocreation, 120000, 60",
        "Absolute, 'Thu, 01 Jan 2026 12:02:00 GMT', 60"
    })
    void a_blob_is_gone_at_the_moment_it_was_given(String option, String time, int seconds) {
        Response answer = expire(option, time);
        answer.then().statusCode(200).header("Last-Modified", "Thu, 01 Jan 2026 12:01:00 GMT");
        assertThat(answer.header("ETag")).isNotEqualTo(etag);

        service.clock.advance(Duration.ofSeconds(seconds).minusNanos(1));
        service.request().head(CAT).then().header("x-ms-expiry-time", "Thu, 01 Jan 2026 12:02:00 GMT");
        service.request()
                .get(LIST)
                .then()
                .body(
                        "EnumerationResults.Blobs.Blob.Properties.'Expiry-Time'",
                        equalTo("Thu, 01 Jan 2026 12:02:00 GMT"));

        service.clock.advance(Duration.ofNanos(1));
        service.request().get(CAT).then().statusCode(404).header("x-ms-error-code", "BlobNotFound");
        assertThat(service.names(LIST + "&include=deleted,snapshots")).isEmpty();
    }

    @Test
    void its_snapshots_go_with_it() {
        String id = service.snapshot(CAT);
        expire("RelativeToNow", "1000").then().statusCode(200);

        service.clock.advance(Duration.ofSeconds(2));

        service.request().get(CAT + "?snapshot=" + id).then().statusCode(404);
    }

    @Test
    void a_blob_can_be_kept_after_all() {
        expire("RelativeToNow", "1000").then().statusCode(200);
        expire("NeverExpire", null).then().statusCode(200);

        service.clock.advance(Duration.ofDays(1));

        service.request().head(CAT).then().statusCode(200).header("x-ms-expiry-time", nullValue());
    }

    @Test
    void a_blob_in_its_place_does_not_expire() {
        expire("RelativeToNow", "1000").then().statusCode(200);
        service.put(CAT, "grrr");

        service.clock.advance(Duration.ofDays(1));

        service.request().get(CAT).then().body(equalTo("grrr"));
    }

    @ParameterizedTest
    @CsvSource({
        "Absolute, 'Thu, 01 Jan 2026 12:01:00 GMT', InvalidHeaderValue",
        "Absolute, 1000, InvalidHeaderValue",
        "RelativeToNow, -1, InvalidHeaderValue",
        "RelativeToNow, 99999999999999999, InvalidHeaderValue",
        "RelativeToCreation, 1000, InvalidHeaderValue",
        "RelativeToNow, , MissingRequiredHeader",
        "NeverExpire, 1000, InvalidHeaderValue",
        "Soon, 1000, InvalidHeaderValue"
    })
    void a_moment_that_is_none_or_over_is_refused(String option, @Nullable String time, String code) {
        expire(option, time).then().statusCode(400).header("x-ms-error-code", code);

        service.request().head(CAT).then().header("ETag", etag);
    }

    @Test
    void there_must_be_a_blob() {
        service.request()
                .header("x-ms-expiry-option", "NeverExpire")
                .put("/photos/dog.txt?comp=expiry")
                .then()
                .statusCode(404);
    }

    private Response expire(String option, @Nullable String time) {
        RequestSpecification request = service.request().header("x-ms-expiry-option", option);
        return (time == null ? request : request.header("x-ms-expiry-time", time)).put(CAT + "?comp=expiry");
    }
}
