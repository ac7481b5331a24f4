package dev.nephelite.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.TrustedHosts;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StorageRouterTest {
    private static final String EVENTS = "/_nephelite/events";

    private final StorageRouter router = new StorageRouter(
            TrustedHosts.LOCAL,
            Handler.of(request -> Response.of(200)),
            host -> null,
            Handler.of(request -> Response.of(204)));

    @Nested
    class Given_a_path_of_the_emulator_itself {
        @Test
        void handle_answersALocalClient() throws IOException {
            assertThat(status(EVENTS, "localhost:10000", Headers.NONE)).isEqualTo(200);
        }

        @Test
        void handle_refusesAnUntrustedHostName() throws IOException {
            assertThat(status(EVENTS, "evil.example", Headers.NONE)).isEqualTo(403);
        }

        @ParameterizedTest
        @CsvSource({"Origin, https://evil.example", "Sec-Fetch-Site, cross-site"})
        void handle_refusesAPageOfAnotherSite(String header, String value) throws IOException {
            assertThat(status(EVENTS, "localhost:10000", Headers.of(Map.of(header, value))))
                    .isEqualTo(403);
        }

        @Test
        void handle_answers404ForAnUnknownPath() throws IOException {
            assertThat(status("/_nephelite/nothing", "localhost:10000", Headers.NONE))
                    .isEqualTo(404);
        }
    }

    @Nested
    class Given_any_other_path {
        @Test
        void handle_passesAnyOtherPathToTheService() throws IOException {
            Headers page = Headers.of(Map.of("Origin", "https://shop.example"));

            assertThat(status("/devstoreaccount1/photos", "storage.example", page))
                    .isEqualTo(204);
        }
    }

    private int status(String path, String host, Headers headers) throws IOException {
        HttpRequest request = HttpRequest.builder("GET", path, Instant.parse("2026-01-01T12:00:00Z"))
                .host(host)
                .headers(headers)
                .build();
        return router.handle(request).toCompletableFuture().join().status();
    }
}
