package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Get Page Ranges of what changed since a snapshot, over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GetPageRangesDiffTest {
    private final BlobService service = new BlobService();
    private final DiskOnWire disk = new DiskOnWire(service);
    private String snapshot = "";

    @BeforeEach
    void create() {
        service.container("photos");
        service.pageBlob(5120).put(DiskOnWire.PATH);
        disk.write(0, 6, 'a');
        snapshot = snapshot();
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void nothing_has_changed_at_first() {
        assertThat(disk.ranges("&prevsnapshot=" + snapshot)).isEmpty();
    }

    @Test
    void what_was_written_and_what_was_cleared_since_is_told_apart() {
        disk.write(1, 1, 'a');
        disk.clear(2, 1);
        disk.write(4, 1, 'b');
        disk.write(8, 1, 'c');
        disk.clear(5, 1);
        disk.clear(9, 1);

        assertThat(disk.ranges("&prevsnapshot=" + snapshot))
                .containsExactly("512-1023", "1024-1535 cleared", "2048-2559", "2560-3071 cleared", "4096-4607");
    }

    @Test
    void it_stays_as_it_was() {
        disk.write(1, 1, 'b');
        disk.clear(2, 1);

        assertThat(disk.ranges("&snapshot=" + snapshot)).containsExactly("0-3071");
        assertThat(service.request()
                        .get(DiskOnWire.PATH + "?snapshot=" + snapshot)
                        .asString())
                .isEqualTo("a".repeat(3072) + "\0".repeat(2048));
    }

    @Test
    void two_snapshots_can_be_compared() {
        disk.write(1, 1, 'b');
        String later = snapshot();
        disk.write(2, 1, 'c');

        assertThat(disk.ranges("&snapshot=" + later + "&prevsnapshot=" + snapshot))
                .containsExactly("512-1023");
        assertThat(disk.ranges("&prevsnapshot=" + later)).containsExactly("1024-1535");
        service.request()
                .get(DiskOnWire.LIST + "&snapshot=" + snapshot + "&prevsnapshot=" + later)
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "PreviousSnapshotCannotBeNewer");
    }

    @Test
    void its_url_will_do() {
        disk.write(1, 1, 'b');

        String url = service.endpoint() + DiskOnWire.PATH + "?snapshot=" + snapshot;
        Response list =
                service.request().header("x-ms-previous-snapshot-url", url).get(DiskOnWire.LIST);
        assertThat(DiskOnWire.ranges(list)).containsExactly("512-1023");
    }

    @Test
    void long_lists_of_changes_come_in_parts() {
        disk.write(1, 1, 'b');
        disk.clear(2, 1);
        disk.write(3, 1, 'c');

        Response first = service.request().get(DiskOnWire.LIST + "&maxresults=2&prevsnapshot=" + snapshot);
        String marker = first.xmlPath().getString("PageList.NextMarker");
        assertThat(DiskOnWire.ranges(first)).containsExactly("512-1023", "1024-1535 cleared");
        assertThat(disk.ranges("&maxresults=2&prevsnapshot=" + snapshot + "&marker=" + marker))
                .containsExactly("1536-2047");
    }

    @Test
    void only_a_part_may_be_compared() {
        disk.write(1, 4, 'b');

        Response list =
                service.request().header("Range", "bytes=1024-2047").get(DiskOnWire.LIST + "&prevsnapshot=" + snapshot);
        assertThat(DiskOnWire.ranges(list)).containsExactly("1024-2047");
    }

    @Test
    void a_blob_that_took_its_place_cannot_be_compared() {
        service.clock.advance(Duration.ofSeconds(1));
        service.pageBlob(5120).put(DiskOnWire.PATH).then().statusCode(201);

        service.request()
                .get(DiskOnWire.LIST + "&prevsnapshot=" + snapshot)
                .then()
                .statusCode(409)
                .header("x-ms-error-code", "BlobOverwritten");
    }

    @Test
    void a_blob_that_was_made_shorter_differs_only_where_it_is() {
        service.request()
                .header("x-ms-blob-content-length", "1024")
                .put(DiskOnWire.PATH + "?comp=properties")
                .then()
                .statusCode(200);
        assertThat(disk.ranges("&prevsnapshot=" + snapshot)).isEmpty();

        service.request()
                .header("x-ms-blob-content-length", "5120")
                .put(DiskOnWire.PATH + "?comp=properties")
                .then()
                .statusCode(200);
        assertThat(disk.ranges("&prevsnapshot=" + snapshot)).containsExactly("1024-3071 cleared");
    }

    private String snapshot() {
        return service.request().put(DiskOnWire.PATH + "?comp=snapshot").header("x-ms-snapshot");
    }
}
