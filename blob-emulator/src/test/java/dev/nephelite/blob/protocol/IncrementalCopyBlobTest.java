package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.nephelite.emulator.value.Account;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class IncrementalCopyBlobTest {
    private final BlobService service = new BlobService();

    @BeforeEach
    void create() {
        service.container("disks");
        disk("/disks/disk");
        write("a", "bytes=0-511");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Nested
    class Given_a_snapshot_that_was_copied {
        private String first = "";
        private String id = "";

        @BeforeEach
        void copyIt() {
            first = snapshot();
            Response answer = copy(first);
            answer.then().statusCode(202).header("x-ms-copy-status", "pending");
            id = answer.header("x-ms-copy-id");
        }

        @Test
        void the_answer_says_pending_and_the_copy_is_done() {
            service.request()
                    .head("/disks/copy")
                    .then()
                    .statusCode(200)
                    .header("x-ms-blob-type", "PageBlob")
                    .header("Content-Length", "1024")
                    .header("x-ms-incremental-copy", "true")
                    .header("x-ms-copy-id", id)
                    .header("x-ms-copy-status", "success")
                    .header("x-ms-copy-progress", "1024/1024")
                    .header("x-ms-copy-destination-snapshot", not(emptyString()));
        }

        @Test
        void its_copy_is_read_as_a_snapshot() {
            write("b", "bytes=0-511");

            assertThat(read(destinationSnapshot())).startsWith("aaaa".getBytes(StandardCharsets.UTF_8));
        }

        @Test
        void the_next_one_becomes_another_snapshot() {
            String copied = destinationSnapshot();
            write("b", "bytes=0-511");

            copy(snapshot()).then().statusCode(202);

            assertThat(destinationSnapshot()).isGreaterThan(copied);
            assertThat(read(destinationSnapshot())).startsWith("bbbb".getBytes(StandardCharsets.UTF_8));
            assertThat(read(copied)).startsWith("aaaa".getBytes(StandardCharsets.UTF_8));
        }

        @Test
        void it_is_not_copied_again() {
            refused(copy(first), 409, "IncrementalCopyOfEarlierVersionSnapshotNotAllowed");
        }

        @Test
        void no_other_blob_is_copied_to_the_same_place() {
            disk("/disks/other");
            String other = service.request().put("/disks/other?comp=snapshot").header("x-ms-snapshot");

            refused(copy(signed("other") + "&snapshot=" + other, "/disks/copy"), 409, "IncrementalCopyBlobMismatch");
        }

        @Test
        void the_source_must_not_have_been_made_anew() {
            service.clock.advance(Duration.ofMinutes(1));
            disk("/disks/disk");

            refused(copy(snapshot()), 409, "BlobOverwritten");
        }

        @ParameterizedTest
        @CsvSource({
            "GET, ''",
            "GET, ?comp=pagelist",
            "PUT, ?comp=metadata",
            "PUT, ?comp=properties",
            "PUT, ?comp=snapshot"
        })
        void its_destination_is_there_for_nothing_else(String method, String query) {
            service.request()
                    .request(method, "/disks/copy" + query)
                    .then()
                    .statusCode(409)
                    .header("x-ms-error-code", "OperationNotAllowedOnIncrementalCopyBlob");
        }

        @Test
        void its_destination_is_deleted_with_its_snapshots() {
            service.request()
                    .delete("/disks/copy")
                    .then()
                    .statusCode(409)
                    .header("x-ms-error-code", "SnapshotsPresent");
            service.request()
                    .header("x-ms-delete-snapshots", "include")
                    .delete("/disks/copy")
                    .then()
                    .statusCode(202);
        }
    }

    @Test
    void the_source_must_be_a_snapshot() {
        refused(copy(signed("disk"), "/disks/copy"), 409, "IncrementalCopySourceMustBeSnapshot");
    }

    @Test
    void the_source_must_be_a_page_blob() {
        service.put("/disks/text", "x");
        String snapshot = service.request().put("/disks/text?comp=snapshot").header("x-ms-snapshot");

        refused(copy(signed("text") + "&snapshot=" + snapshot, "/disks/copy"), 409, "InvalidSourceBlobType");
    }

    @Test
    void the_source_must_be_there() {
        refused(copy("2026-01-01T00:00:00.0000000Z"), 404, "CannotVerifyCopySource")
                .body("Error.CopySourceErrorMessage", equalTo("The specified blob does not exist."));
    }

    @Test
    void the_source_must_be_in_a_storage_account() {
        try (SourceServer server = new SourceServer()) {
            refused(copy(server.serve(new byte[512], Map.of()), "/disks/copy"), 409, "InvalidSourceBlobUrl");
        }
    }

    @Test
    void the_destination_must_not_be_there_for_something_else() {
        disk("/disks/copy");

        refused(copy(snapshot()), 409, "IncrementalCopyBlobMismatch");
    }

    private Response copy(String snapshot) {
        return copy(signed("disk") + "&snapshot=" + snapshot, "/disks/copy");
    }

    private Response copy(String source, String path) {
        return service.request().header("x-ms-copy-source", source).put(path + "?comp=incrementalcopy");
    }

    private static ValidatableResponse refused(Response answer, int status, String code) {
        return answer.then().statusCode(status).header("x-ms-error-code", code);
    }

    private String signed(String blob) {
        return service.signed(Account.DEVELOPMENT, "disks", blob, "r");
    }

    private String snapshot() {
        return service.request().put("/disks/disk?comp=snapshot").header("x-ms-snapshot");
    }

    private String destinationSnapshot() {
        return service.request().head("/disks/copy").header("x-ms-copy-destination-snapshot");
    }

    private byte[] read(String snapshot) {
        return service.request().get("/disks/copy?snapshot=" + snapshot).asByteArray();
    }

    private void disk(String path) {
        service.request()
                .header("x-ms-blob-type", "PageBlob")
                .header("x-ms-blob-content-length", 1024)
                .put(path)
                .then()
                .statusCode(201);
    }

    private void write(String text, String range) {
        service.request()
                .header("x-ms-page-write", "update")
                .header("x-ms-range", range)
                .body(text.repeat(512).getBytes(StandardCharsets.UTF_8))
                .put("/disks/disk?comp=page")
                .then()
                .statusCode(201);
    }
}
