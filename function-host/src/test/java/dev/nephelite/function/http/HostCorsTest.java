package dev.nephelite.function.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.config.LocalSettings.LocalHttp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HostCorsTest {
    private static final Map<String, String> PAGE = Map.of("Origin", "http://localhost:3000");
    private static final Map<String, String> QUESTION = Map.of(
            "Origin", "http://localhost:3000",
            "Access-Control-Request-Method", "PUT",
            "Access-Control-Request-Headers", "x-color");

    private static HttpRequest request(String method, Map<String, String> headers) {
        return HttpRequest.builder(method, "/api/hello", Instant.EPOCH)
                .headers(Headers.of(headers))
                .host("localhost:7071")
                .build();
    }

    private static Map<String, String> marks(HostCors cors, Map<String, String> headers) {
        Response response = Response.of(200);
        cors.addTo(response, request("GET", headers));
        return headers(response);
    }

    private static Map<String, String> headers(Response response) {
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers().forEach(header -> headers.put(header.name(), header.value()));
        return headers;
    }

    @Nested
    class Given_one_allowed_origin {
        private final HostCors cors = new HostCors(List.of("http://localhost:3000"), true);

        @Test
        void its_pages_see_the_answers() {
            assertThat(marks(cors, PAGE))
                    .containsExactly(
                            Map.entry("Access-Control-Allow-Origin", "http://localhost:3000"),
                            Map.entry("Access-Control-Allow-Credentials", "true"),
                            Map.entry("Vary", "Origin"));
        }

        @Test
        void other_pages_do_not() {
            assertThat(marks(cors, Map.of("Origin", "http://localhost:4000"))).isEmpty();
            assertThat(marks(cors, Map.of())).isEmpty();
        }

        @Test
        void a_browser_that_asks_first_learns_what_it_may_send() {
            assertThat(cors.preflight(request("OPTIONS", QUESTION))).hasValueSatisfying(response -> {
                assertThat(response.status()).isEqualTo(204);
                assertThat(headers(response))
                        .containsExactly(
                                Map.entry("Access-Control-Allow-Methods", "PUT"),
                                Map.entry("Access-Control-Allow-Headers", "x-color"));
            });
        }

        @Test
        void any_other_OPTIONS_is_for_the_function() {
            assertThat(cors.preflight(request("OPTIONS", PAGE))).isEmpty();
        }

        @Test
        void what_the_function_says_itself_is_left_alone() {
            Response response = Response.of(200).header("access-control-allow-origin", "*");

            cors.addTo(response, request("GET", PAGE));

            assertThat(headers(response)).containsExactly(Map.entry("access-control-allow-origin", "*"));
        }
    }

    @Test
    void the_command_line_wins_over_the_app() {
        LocalHttp app = new LocalHttp(null, null, List.of("http://localhost:4000"), false);

        assertThat(HostCors.of(app.withCors(LocalHttp.origins("http://localhost:3000/, http://localhost:5000"), true)))
                .isEqualTo(new HostCors(List.of("http://localhost:3000", "http://localhost:5000"), true));
        assertThat(HostCors.of(app.withCors(null, null)))
                .isEqualTo(new HostCors(List.of("http://localhost:4000"), false));
    }

    @Test
    void any_origin_and_credentials_are_too_much() {
        LocalHttp everything = LocalHttp.UNSPECIFIED.withCors(List.of("*"), true);

        assertThatExceptionOfType(InvalidAppException.class)
                .isThrownBy(() -> HostCors.of(everything))
                .withMessageStartingWith("CORS cannot allow any origin (*) and credentials at once")
                .withMessageContaining("Name the origins in 'Host.CORS' of local.settings.json");
    }

    @Test
    void any_origin_may_be_allowed_at_once() {
        assertThat(marks(new HostCors(List.of("*"), false), PAGE))
                .containsExactly(Map.entry("Access-Control-Allow-Origin", "*"));
    }

    @Test
    void without_any_setting_questions_of_browsers_are_for_the_function_too() {
        assertThat(new HostCors(List.of(), false).preflight(request("OPTIONS", QUESTION)))
                .isEmpty();
    }
}
