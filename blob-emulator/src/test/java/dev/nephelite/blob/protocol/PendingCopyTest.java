package dev.nephelite.blob.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.nephelite.emulator.event.ChangeEvent;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.testing.Await;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Copies from another server, which continue after the response. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PendingCopyTest {
    private static final int MEGABYTE = 1024 * 1024;
    private static final String OTHER_ID = "0fe1e2d3-0000-4000-8000-000000000000";

    private final BlobService service = new BlobService();
    private final SourceServer server = new SourceServer();
    private final byte[] film = new byte[6 * MEGABYTE];

    @BeforeEach
    void create() {
        new Random(1).nextBytes(film);
        service.container("photos");
    }

    @AfterEach
    void close() {
        server.close();
        service.close();
    }

    @Test
    void everything_comes_with_what_the_server_says_of_it() {
        Response answer = copy(server.serve(
                film, Map.of("Content-Type", "video/mp4", "Content-Language", "it", "x-ms-meta-owner", "Anna")));

        answer.then().statusCode(202).header("x-ms-copy-status", "pending");
        await("success")
                .then()
                .header("x-ms-copy-id", answer.header("x-ms-copy-id"))
                .header("x-ms-copy-progress", film.length + "/" + film.length)
                .header("x-ms-copy-completion-time", BlobService.NOON_AS_HEADER)
                .header("Content-Type", "video/mp4")
                .header("Content-Language", "it")
                .header("x-ms-meta-owner", "Anna");
        assertThat(service.request().get("/photos/film").asByteArray()).isEqualTo(film);
        ChangeEvent event = service.events().get(0);
        assertThat(event.data()).containsEntry("api", "CopyBlob").containsEntry("contentLength", (long) film.length);
    }

    @ParameterizedTest
    @CsvSource({"403, 403", "404, 404", "302, 400", "503, 503"})
    void what_the_server_refuses_is_refused(int status, int answer) {
        copy(server.refuse(status))
                .then()
                .statusCode(answer)
                .header("x-ms-error-code", "CannotVerifyCopySource")
                .header("x-ms-copy-source-status-code", String.valueOf(status));

        service.request().head("/photos/film").then().statusCode(404);
    }

    @Test
    void a_server_that_is_not_there_cannot_be_verified() {
        copy("http://localhost:1/film")
                .then()
                .statusCode(404)
                .header("x-ms-error-code", "CannotVerifyCopySource")
                .body("Error.CopySourceErrorMessage", equalTo("The specified resource does not exist."))
                .body("Error.Reason", equalTo("localhost:1 cannot be reached or does not answer."));
    }

    @Test
    void copyBlobFromUrl_cannot_verify_a_server_that_breaks_off() {
        service.request()
                .header("x-ms-requires-sync", "true")
                .header("x-ms-copy-source", server.closeAfter(film, MEGABYTE))
                .put("/photos/film")
                .then()
                .statusCode(500)
                .header("x-ms-error-code", "CannotVerifyCopySource")
                .body(
                        "Error.CopySourceErrorMessage",
                        equalTo("Could not verify the copy source within the specified time."))
                .body("Error.Reason", equalTo("The connection to the source ended before all bytes had arrived."));
        service.request().head("/photos/film").then().statusCode(404);
    }

    @Test
    void a_server_that_breaks_off_leaves_an_empty_blob() {
        copy(server.closeAfter(film, MEGABYTE)).then().statusCode(202);

        await("failed")
                .then()
                .header("Content-Length", "0")
                .header("x-ms-copy-status-description", "500 InternalServerError \"Copy failed.\"");
        assertThat(service.events()).isEmpty();
    }

    @Nested
    class Given_a_copy_that_is_pending {
        private String id = "";

        @BeforeEach
        void begin() {
            id = copy(server.stall(film, 5 * MEGABYTE, Map.of("x-ms-meta-owner", "Anna")))
                    .header("x-ms-copy-id");
            Await.until(
                    "four megabytes are copied",
                    () -> head().header("x-ms-copy-progress"),
                    progress -> progress.startsWith("4"));
        }

        @Test
        void the_blob_is_there_and_empty() {
            head().then()
                    .header("Content-Length", "0")
                    .header("x-ms-copy-id", id)
                    .header("x-ms-copy-status", "pending")
                    .header("x-ms-copy-completion-time", nullValue())
                    .header("x-ms-meta-owner", "Anna");
            assertThat(service.events()).isEmpty();
        }

        @Test
        void nothing_may_change_the_blob() {
            String code = "PendingCopyOperation";
            String source = server.serve(film, Map.of());
            copy(source).then().statusCode(409).header("x-ms-error-code", code);
            service.blob("x").put("/photos/film").then().statusCode(409).header("x-ms-error-code", code);
            service.request().delete("/photos/film").then().statusCode(409).header("x-ms-error-code", code);
            service.request().put("/photos/film?comp=metadata").then().statusCode(409);
            service.blob("x").put("/photos/film?comp=block&blockid=YQ==").then().statusCode(409);
        }

        @Test
        void it_ends_when_the_rest_has_come() {
            server.resume();

            await("success");
            assertThat(service.request().get("/photos/film").asByteArray()).isEqualTo(film);
        }

        @Test
        void it_can_be_aborted() {
            abort(id).then().statusCode(204);

            head().then()
                    .header("x-ms-copy-status", "aborted")
                    .header("x-ms-copy-completion-time", BlobService.NOON_AS_HEADER)
                    .header("Content-Length", "0")
                    .header("x-ms-meta-owner", "Anna");
            abort(id).then().statusCode(409).header("x-ms-error-code", "NoPendingCopyOperation");
            service.put("/photos/film", "x");
        }

        @Test
        void only_its_own_id_aborts_it() {
            abort(OTHER_ID).then().statusCode(409).header("x-ms-error-code", "CopyIdMismatch");
            head().then().header("x-ms-copy-status", "pending");
        }

        @Test
        void it_fails_after_two_weeks() {
            service.clock.advance(Duration.ofDays(14));

            head().then()
                    .header("x-ms-copy-status", "failed")
                    .header("x-ms-copy-status-description", "500 OperationCancelled \"Copy failed.\"");
        }

        @Test
        void its_container_can_be_deleted() {
            service.request().delete("/photos?restype=container").then().statusCode(202);
            server.resume();
        }
    }

    @ParameterizedTest
    @CsvSource({"abort, x, 400, InvalidQueryParameterValue", "go, " + OTHER_ID + ", 400, InvalidHeaderValue"})
    void an_abortion_that_makes_no_sense_is_refused(String action, String id, int status, String code) {
        service.put("/photos/film", "x");

        service.request()
                .header("x-ms-copy-action", action)
                .put("/photos/film?comp=copy&copyid=" + id)
                .then()
                .statusCode(status)
                .header("x-ms-error-code", code);
    }

    @Test
    void a_copy_that_was_pending_when_the_emulator_ended_has_failed(@TempDir Path folder) throws IOException {
        try (DataFolder data = DataFolder.open(folder)) {
            Function<Clock, Store> open =
                    clock -> Store.open(data, Durability.PROCESS, Clocks.single(clock), RandomIds.seeded(1));
            try (BlobService first = new BlobService(open)) {
                first.container("photos");
                first.request()
                        .header("x-ms-copy-source", server.stall(film, MEGABYTE, Map.of()))
                        .put("/photos/film")
                        .then()
                        .statusCode(202);
            }
            try (BlobService second = new BlobService(open)) {
                second.request()
                        .head("/photos/film")
                        .then()
                        .header("x-ms-copy-status", "failed")
                        .header("Content-Length", "0");
                second.put("/photos/film", "x");
            }
        }
    }

    private Response copy(String source) {
        return service.request().header("x-ms-copy-source", source).put("/photos/film");
    }

    private Response abort(String id) {
        return service.request().header("x-ms-copy-action", "abort").put("/photos/film?comp=copy&copyid=" + id);
    }

    private Response head() {
        return service.request().head("/photos/film");
    }

    private Response await(String status) {
        Response response = Await.until("the copy has ended", this::head, head -> !head.header("x-ms-copy-status")
                .equals("pending"));
        response.then().header("x-ms-copy-status", equalTo(status));
        return response;
    }
}
