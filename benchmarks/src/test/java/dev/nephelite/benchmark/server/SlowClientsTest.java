package dev.nephelite.benchmark.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nephelite.benchmark.server.SlowClients.Counts;
import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.server.HttpServer;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SlowClientsTest {
    private static final byte[] LARGE = new byte[8 << 20];

    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final CountDownLatch uploads = new CountDownLatch(2);
    private final HttpServer server = new HttpServer(
            "127.0.0.1",
            0,
            Handler.of(this::handle),
            Clocks.single(new ManualClock(Instant.parse("2026-01-01T12:00:00Z"))));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void each_of_them_occupies_a_connection() throws Exception {
        try (SlowClients clients = connect(new Counts(3, 2, 1, 4), "/large")) {
            uploads.await();

            assertThat(requests)
                    .containsExactlyInAnyOrder(
                            "GET /large?sig",
                            "GET /large?sig",
                            "GET /large?sig",
                            "GET /events?null",
                            "PUT /upload-0?sig",
                            "PUT /upload-1?sig");
            assertThat(clients.lost()).isEmpty();
        }
    }

    @Test
    void a_reader_that_is_refused_fails_the_measurement() {
        assertThatThrownBy(() -> connect(new Counts(1, 0, 0, 0), "/busy"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("a slow client was answered: HTTP/1.1 503");
    }

    @Test
    void a_limit_of_open_files_that_is_too_low_is_reported_before_anything_is_measured() {
        assertThatThrownBy(() -> new Counts(0, 0, 0, 2_000_000_000).requireOpenFiles())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("2000000000 slow clients need 2000000500 open files, but the limit is");
    }

    @Test
    void four_numbers_are_needed() {
        assertThat(Counts.of(List.of(1, 2, 3, 4))).isEqualTo(new Counts(1, 2, 3, 4));
        assertThatThrownBy(() -> Counts.of(List.of(1, 2, 3))).isInstanceOf(IllegalArgumentException.class);
    }

    private SlowClients connect(Counts counts, String download) throws IOException {
        return new SlowClients(server.port(), counts, download, "/upload-", "sig", "/events");
    }

    private Response handle(HttpRequest request) throws IOException {
        requests.add(request.method() + " " + request.rawPath() + "?" + request.rawQuery());
        return switch (request.rawPath()) {
            case "/large" -> Response.of(200).body(Body.bytes(LARGE));
            case "/events" -> Response.of(200);
            case "/busy" -> Response.of(503);
            default -> {
                uploads.countDown();
                request.body().readAllBytes();
                yield Response.of(201);
            }
        };
    }
}
