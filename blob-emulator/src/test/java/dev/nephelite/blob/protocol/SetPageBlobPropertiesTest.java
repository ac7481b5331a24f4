package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Set Blob Properties of page blobs, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SetPageBlobPropertiesTest {
    private static final String DISK = "/photos/disk.vhd";
    private static final String LENGTH = "x-ms-blob-content-length";
    private static final String ACTION = "x-ms-sequence-number-action";
    private static final String NUMBER = "x-ms-blob-sequence-number";
    private static final String A = "a".repeat(512);
    private static final String ZEROS = "\0".repeat(512);

    private final BlobService service = new BlobService();
    private String before = "";

    @BeforeEach
    void create() {
        service.container("photos");
        service.pageBlob(1024)
                .header(NUMBER, "5")
                .header("x-ms-blob-content-type", "application/x-disk")
                .put(DISK);
        service.putPage(DISK, 0, A + A);
        before = service.request().head(DISK).header("ETag");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void a_blob_that_is_made_longer_ends_in_zeros() {
        set(Map.of(LENGTH, "2048"))
                .then()
                .statusCode(200)
                .header("ETag", not(equalTo(before)))
                .header(NUMBER, "5");

        service.request()
                .get(DISK)
                .then()
                .header("Content-Length", "2048")
                .header("Content-Type", "application/x-disk")
                .body(equalTo(A + A + ZEROS + ZEROS));
    }

    @Test
    void what_a_shorter_one_has_no_room_for_is_gone_for_good() {
        set(Map.of(LENGTH, "512")).then().statusCode(200);
        service.request().get(DISK).then().header("Content-Length", "512").body(equalTo(A));

        set(Map.of(LENGTH, "1024")).then().statusCode(200);
        service.request().get(DISK).then().body(equalTo(A + ZEROS));
    }

    @Test
    void it_may_have_no_pages_at_all() {
        set(Map.of(LENGTH, "0")).then().statusCode(200);

        service.request().get(DISK).then().statusCode(200).header("Content-Length", "0");
    }

    @ParameterizedTest
    @CsvSource({"max, 9, 9", "max, 4, 5", "update, 4, 4", "UPDATE, 0, 0", "increment, , 6"})
    void its_number_is_set(String action, String number, String expected) {
        set(number == null ? Map.of(ACTION, action) : Map.of(ACTION, action, NUMBER, number))
                .then()
                .statusCode(200)
                .header("ETag", not(equalTo(before)))
                .header(NUMBER, expected);

        service.request().head(DISK).then().header(NUMBER, expected).header("Content-Type", "application/x-disk");
    }

    @Test
    void its_number_does_not_overflow() {
        set(Map.of(ACTION, "update", NUMBER, "9223372036854775807")).then().statusCode(200);

        set(Map.of(ACTION, "increment"))
                .then()
                .statusCode(409)
                .header("x-ms-error-code", "SequenceNumberIncrementTooLarge");
    }

    @ParameterizedTest
    @CsvSource({LENGTH + ", 512", ACTION + ", increment"})
    void its_other_properties_stay_if_nothing_else_is_set(String header, String value) {
        set(Map.of("x-ms-blob-content-type", "text/plain"));

        set(Map.of(header, value)).then().statusCode(200);

        service.request().head(DISK).then().header("Content-Type", "text/plain");
    }

    @Test
    void its_other_properties_change_alone() {
        set(Map.of("x-ms-blob-content-type", "text/plain"))
                .then()
                .statusCode(200)
                .header(NUMBER, "5");

        assertThat(service.request().get(DISK).asString()).isEqualTo(A + A);
    }

    @ParameterizedTest
    @CsvSource({
        LENGTH + ", 511, , , InvalidHeaderValue",
        LENGTH + ", -512, , , InvalidHeaderValue",
        ACTION + ", double, " + NUMBER + ", 1, InvalidHeaderValue",
        ACTION + ", update, " + NUMBER + ", -1, InvalidHeaderValue",
        ACTION + ", increment, " + NUMBER + ", 1, InvalidHeaderValue",
        ACTION + ", update, , , MissingRequiredHeader",
        ACTION + ", max, , , MissingRequiredHeader",
        NUMBER + ", 1, , , MissingRequiredHeader"
    })
    void what_makes_no_sense_changes_nothing(String first, String value, String second, String another, String code) {
        set(second == null ? Map.of(first, value) : Map.of(first, value, second, another))
                .then()
                .statusCode(400)
                .header("x-ms-error-code", code);

        service.request().head(DISK).then().header("ETag", before).header(NUMBER, "5");
    }

    private Response set(Map<String, String> headers) {
        return service.request().headers(headers).put(DISK + "?comp=properties");
    }
}
