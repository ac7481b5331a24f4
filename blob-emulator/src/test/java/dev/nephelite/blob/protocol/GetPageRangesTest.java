package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Get Page Ranges, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GetPageRangesTest {

    private final BlobService service = new BlobService();
    private final DiskOnWire disk = new DiskOnWire(service);

    @BeforeEach
    void create() {
        service.container("photos");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_a_page_blob_of_ten_pages {
        @BeforeEach
        void put() {
            service.pageBlob(5120).put(DiskOnWire.PATH);
        }

        @Test
        void it_has_no_ranges_at_first() {
            String etag = service.request().head(DiskOnWire.PATH).header("ETag");

            Response list = service.request().get(DiskOnWire.LIST);
            list.then()
                    .statusCode(200)
                    .contentType("application/xml")
                    .header("ETag", etag)
                    .header("Last-Modified", BlobService.NOON_AS_HEADER)
                    .header("x-ms-blob-content-length", "5120");
            assertThat(list.asString()).endsWith("<PageList></PageList>");
        }

        @Test
        void pages_side_by_side_are_one_range_however_they_were_written() {
            disk.write(4, 2, 'a');
            disk.write(1, 1, 'b');
            disk.write(2, 2, 'c');
            disk.write(8, 1, 'd');

            assertThat(disk.ranges("")).containsExactly("512-3071", "4096-4607");
        }

        @Test
        void zeros_that_were_written_are_a_range_and_cleared_pages_are_none() {
            disk.write(1, 4, '\0');
            disk.clear(2, 1);

            assertThat(disk.ranges("")).containsExactly("512-1023", "1536-2559");
        }

        @ParameterizedTest
        @CsvSource({
            "bytes=0-5119, '512-1535 2560-3583'",
            "bytes=0-1023, '512-1023'",
            "bytes=1024-3071, '1024-1535 2560-3071'",
            "bytes=1100-1101, '1024-1535'",
            "bytes=1536-2559, ''",
            "bytes=3000-, '2560-3583'",
            "bytes=3000-99999, '2560-3583'"
        })
        void only_a_part_may_be_asked_for(String range, String expected) {
            disk.write(1, 2, 'a');
            disk.write(5, 2, 'b');

            Response list = service.request().header("x-ms-range", range).get(DiskOnWire.LIST);
            list.then().statusCode(200);
            assertThat(String.join(" ", DiskOnWire.ranges(list))).isEqualTo(expected);
        }

        @Test
        void a_part_behind_its_end_is_none() {
            service.request()
                    .header("x-ms-range", "bytes=5120-6143")
                    .get(DiskOnWire.LIST)
                    .then()
                    .statusCode(416)
                    .header("x-ms-error-code", "InvalidRange");
        }

        @Test
        void a_long_list_comes_in_parts() {
            for (int page = 0; page < 10; page += 2) {
                disk.write(page, 1, 'a');
            }

            List<String> all = new ArrayList<>();
            List<Integer> sizes = new ArrayList<>();
            String marker = "";
            do {
                Response list = service.request().get(DiskOnWire.LIST + "&maxresults=2&marker=" + marker);
                list.then().statusCode(200);
                sizes.add(DiskOnWire.ranges(list).size());
                all.addAll(DiskOnWire.ranges(list));
                marker = list.xmlPath().getString("PageList.NextMarker");
            } while (!marker.isEmpty());
            assertThat(all).containsExactly("0-511", "1024-1535", "2048-2559", "3072-3583", "4096-4607");
            assertThat(sizes).containsExactly(2, 2, 1);
        }

        @Test
        void the_whole_of_it_has_no_marker() {
            disk.write(0, 1, 'a');

            assertThat(service.request().get(DiskOnWire.LIST + "&maxresults=1").asString())
                    .doesNotContain("NextMarker");
        }

        @ParameterizedTest
        @CsvSource({
            "maxresults=0, OutOfRangeQueryParameterValue",
            "maxresults=-1, OutOfRangeQueryParameterValue",
            "maxresults=x, InvalidQueryParameterValue",
            "marker=x, InvalidQueryParameterValue",
            "prevsnapshot=x, InvalidQueryParameterValue"
        })
        void what_makes_no_sense_is_refused(String parameter, String code) {
            service.request()
                    .get(DiskOnWire.LIST + "&" + parameter)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", code);
        }

        @Test
        void conditions_apply() {
            service.request()
                    .header("If-Match", "\"0x1\"")
                    .get(DiskOnWire.LIST)
                    .then()
                    .statusCode(412)
                    .header("x-ms-error-code", "ConditionNotMet");
            service.request()
                    .header(
                            "If-None-Match",
                            service.request().head(DiskOnWire.PATH).header("ETag"))
                    .get(DiskOnWire.LIST)
                    .then()
                    .statusCode(304);
        }

        @Test
        void it_cannot_be_compared_to_a_snapshot_that_is_not_there() {
            service.request()
                    .get(DiskOnWire.LIST + "&prevsnapshot=2026-01-01T12:00:00.0000000Z")
                    .then()
                    .statusCode(409)
                    .header("x-ms-error-code", "PreviousSnapshotNotFound");
            service.request()
                    .header(
                            "x-ms-previous-snapshot-url",
                            service.endpoint() + DiskOnWire.PATH + "?snapshot=2026-01-01T12:00:00.0000000Z")
                    .get(DiskOnWire.LIST)
                    .then()
                    .statusCode(409)
                    .header("x-ms-error-code", "PreviousSnapshotNotFound");
        }

        @ParameterizedTest
        @ValueSource(strings = {"not a url", "http://127.0.0.1/photos/disk.vhd", "/disk.vhd?snapshot=x"})
        void the_url_of_a_snapshot_must_name_one(String url) {
            service.request()
                    .header("x-ms-previous-snapshot-url", url)
                    .get(DiskOnWire.LIST)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidHeaderValue")
                    .body("Error.HeaderName", equalTo("x-ms-previous-snapshot-url"));
        }
    }

    @Nested
    class Given_no_page_blob {
        @Test
        void it_has_no_ranges() {
            service.request().get(DiskOnWire.LIST).then().statusCode(404).header("x-ms-error-code", "BlobNotFound");
        }

        @Test
        void blobs_of_other_types_have_none_either() {
            service.put(DiskOnWire.PATH, "block blob");

            service.request().get(DiskOnWire.LIST).then().statusCode(409).header("x-ms-error-code", "InvalidBlobType");
        }
    }
}
