package dev.nephelite.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final String DISK = "/photos/disk.vhd";
    private static final String LIST = DISK + "?comp=pagelist";

    private static final Pattern RANGE =
            Pattern.compile("<(PageRange|ClearRange)><Start>(\\d+)</Start><End>(\\d+)</End></\\1>");

    private final BlobService service = new BlobService();

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
            service.pageBlob(5120).put(DISK);
        }

        @Test
        void it_has_no_ranges_at_first() {
            String etag = service.request().head(DISK).header("ETag");

            Response list = service.request().get(LIST);
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
            write(4, 2, 'a');
            write(1, 1, 'b');
            write(2, 2, 'c');
            write(8, 1, 'd');

            assertThat(changes("")).containsExactly("512-3071", "4096-4607");
        }

        @Test
        void zeros_that_were_written_are_a_range_and_cleared_pages_are_none() {
            write(1, 4, '\0');
            clear(2, 1);

            assertThat(changes("")).containsExactly("512-1023", "1536-2559");
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
            write(1, 2, 'a');
            write(5, 2, 'b');

            Response list = service.request().header("x-ms-range", range).get(LIST);
            list.then().statusCode(200);
            assertThat(String.join(" ", changes(list))).isEqualTo(expected);
        }

        @Test
        void a_part_behind_its_end_is_none() {
            service.request()
                    .header("x-ms-range", "bytes=5120-6143")
                    .get(LIST)
                    .then()
                    .statusCode(416)
                    .header("x-ms-error-code", "InvalidRange");
        }

        @Test
        void a_long_list_comes_in_parts() {
            for (int page = 0; page < 10; page += 2) {
                write(page, 1, 'a');
            }

            List<String> all = new ArrayList<>();
            List<Integer> sizes = new ArrayList<>();
            String marker = "";
            do {
                Response list = service.request().get(LIST + "&maxresults=2&marker=" + marker);
                list.then().statusCode(200);
                sizes.add(changes(list).size());
                all.addAll(changes(list));
                marker = list.xmlPath().getString("PageList.NextMarker");
            } while (!marker.isEmpty());
            assertThat(all).containsExactly("0-511", "1024-1535", "2048-2559", "3072-3583", "4096-4607");
            assertThat(sizes).containsExactly(2, 2, 1);
        }

        @Test
        void the_whole_of_it_has_no_marker() {
            write(0, 1, 'a');

            assertThat(service.request().get(LIST + "&maxresults=1").asString()).doesNotContain("NextMarker");
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
            service.request().get(LIST + "&" + parameter).then().statusCode(400).header("x-ms-error-code", code);
        }

        @Test
        void conditions_apply() {
            service.request()
                    .header("If-Match", "\"0x1\"")
                    .get(LIST)
                    .then()
                    .statusCode(412)
                    .header("x-ms-error-code", "ConditionNotMet");
            service.request()
                    .header("If-None-Match", service.request().head(DISK).header("ETag"))
                    .get(LIST)
                    .then()
                    .statusCode(304);
        }

        @Test
        void it_cannot_be_compared_to_a_snapshot_that_is_not_there() {
            service.request()
                    .get(LIST + "&prevsnapshot=2026-01-01T12:00:00.0000000Z")
                    .then()
                    .statusCode(409)
                    .header("x-ms-error-code", "PreviousSnapshotNotFound");
            service.request()
                    .header(
                            "x-ms-previous-snapshot-url",
                            service.endpoint() + DISK + "?snapshot=2026-01-01T12:00:00.0000000Z")
                    .get(LIST)
                    .then()
                    .statusCode(409)
                    .header("x-ms-error-code", "PreviousSnapshotNotFound");
        }

        @ParameterizedTest
        @ValueSource(strings = {"not a url", "http://127.0.0.1/photos/disk.vhd", "/disk.vhd?snapshot=x"})
        void the_url_of_a_snapshot_must_name_one(String url) {
            service.request()
                    .header("x-ms-previous-snapshot-url", url)
                    .get(LIST)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "InvalidHeaderValue")
                    .body("Error.HeaderName", equalTo("x-ms-previous-snapshot-url"));
        }
    }

    @Nested
    class Given_a_snapshot {
        private String snapshot = "";

        @BeforeEach
        void put() {
            service.pageBlob(5120).put(DISK);
            write(0, 6, 'a');
            snapshot = snapshot();
        }

        @Test
        void nothing_has_changed_at_first() {
            assertThat(changes("&prevsnapshot=" + snapshot)).isEmpty();
        }

        @Test
        void what_was_written_and_what_was_cleared_since_is_told_apart() {
            write(1, 1, 'a');
            clear(2, 1);
            write(4, 1, 'b');
            write(8, 1, 'c');
            clear(5, 1);
            clear(9, 1);

            assertThat(changes("&prevsnapshot=" + snapshot))
                    .containsExactly("512-1023", "1024-1535 cleared", "2048-2559", "2560-3071 cleared", "4096-4607");
        }

        @Test
        void it_stays_as_it_was() {
            write(1, 1, 'b');
            clear(2, 1);

            assertThat(changes("&snapshot=" + snapshot)).containsExactly("0-3071");
            assertThat(service.request().get(DISK + "?snapshot=" + snapshot).asString())
                    .isEqualTo("a".repeat(3072) + "\0".repeat(2048));
        }

        @Test
        void two_snapshots_can_be_compared() {
            write(1, 1, 'b');
            String later = snapshot();
            write(2, 1, 'c');

            assertThat(changes("&snapshot=" + later + "&prevsnapshot=" + snapshot))
                    .containsExactly("512-1023");
            assertThat(changes("&prevsnapshot=" + later)).containsExactly("1024-1535");
            service.request()
                    .get(LIST + "&snapshot=" + snapshot + "&prevsnapshot=" + later)
                    .then()
                    .statusCode(400)
                    .header("x-ms-error-code", "PreviousSnapshotCannotBeNewer");
        }

        @Test
        void its_url_will_do() {
            write(1, 1, 'b');

            String url = service.endpoint() + DISK + "?snapshot=" + snapshot;
            Response list =
                    service.request().header("x-ms-previous-snapshot-url", url).get(LIST);
            assertThat(changes(list)).containsExactly("512-1023");
        }

        @Test
        void long_lists_of_changes_come_in_parts() {
            write(1, 1, 'b');
            clear(2, 1);
            write(3, 1, 'c');

            Response first = service.request().get(LIST + "&maxresults=2&prevsnapshot=" + snapshot);
            String marker = first.xmlPath().getString("PageList.NextMarker");
            assertThat(changes(first)).containsExactly("512-1023", "1024-1535 cleared");
            assertThat(changes("&maxresults=2&prevsnapshot=" + snapshot + "&marker=" + marker))
                    .containsExactly("1536-2047");
        }

        @Test
        void only_a_part_may_be_compared() {
            write(1, 4, 'b');

            Response list =
                    service.request().header("Range", "bytes=1024-2047").get(LIST + "&prevsnapshot=" + snapshot);
            assertThat(changes(list)).containsExactly("1024-2047");
        }

        @Test
        void a_blob_that_took_its_place_cannot_be_compared() {
            service.clock.advance(Duration.ofSeconds(1));
            service.pageBlob(5120).put(DISK).then().statusCode(201);

            service.request()
                    .get(LIST + "&prevsnapshot=" + snapshot)
                    .then()
                    .statusCode(409)
                    .header("x-ms-error-code", "BlobOverwritten");
        }

        @Test
        void a_blob_that_was_made_shorter_differs_only_where_it_is() {
            service.request()
                    .header("x-ms-blob-content-length", "1024")
                    .put(DISK + "?comp=properties")
                    .then()
                    .statusCode(200);
            assertThat(changes("&prevsnapshot=" + snapshot)).isEmpty();

            service.request()
                    .header("x-ms-blob-content-length", "5120")
                    .put(DISK + "?comp=properties")
                    .then()
                    .statusCode(200);
            assertThat(changes("&prevsnapshot=" + snapshot)).containsExactly("1024-3071 cleared");
        }

        private String snapshot() {
            return service.request().put(DISK + "?comp=snapshot").header("x-ms-snapshot");
        }
    }

    @Nested
    class Given_no_page_blob {
        @Test
        void it_has_no_ranges() {
            service.request().get(LIST).then().statusCode(404).header("x-ms-error-code", "BlobNotFound");
        }

        @Test
        void blobs_of_other_types_have_none_either() {
            service.put(DISK, "block blob");

            service.request().get(LIST).then().statusCode(409).header("x-ms-error-code", "InvalidBlobType");
        }
    }

    private void write(int page, int count, char letter) {
        service.putPage(DISK, page * 512L, Character.toString(letter).repeat(count * 512));
    }

    private void clear(int page, int count) {
        service.request()
                .header("x-ms-page-write", "clear")
                .header("x-ms-range", "bytes=" + page * 512 + "-" + ((page + count) * 512 - 1))
                .put(DISK + "?comp=page")
                .then()
                .statusCode(201);
    }

    private List<String> changes(String parameters) {
        return changes(service.request().get(LIST + parameters));
    }

    /** All ranges in the order of the document, with a remark where they were cleared. */
    private static List<String> changes(Response list) {
        list.then().statusCode(200);
        List<String> changes = new ArrayList<>();
        Matcher ranges = RANGE.matcher(list.asString());
        while (ranges.find()) {
            boolean cleared = ranges.group(1).equals("ClearRange");
            changes.add(ranges.group(2) + "-" + ranges.group(3) + (cleared ? " cleared" : ""));
        }
        return changes;
    }
}
