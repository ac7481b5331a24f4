package dev.nephelite.function.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.trigger.http.HttpSettings;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CommonHeadersTest {
    private final Map<String, String> settings = new HashMap<>();

    private List<String> sent(String scheme, String host, Response response) {
        HttpRequest request = HttpRequest.builder("GET", "/", Instant.EPOCH)
                .scheme(scheme)
                .host(host)
                .build();
        CommonHeaders.of(HttpSettings.of(HostSettings.of(settings))).addTo(response, request);
        return response.headers().stream()
                .map(header -> header.name() + ": " + header.value())
                .toList();
    }

    @Test
    void a_response_keeps_its_own_headers_and_gets_what_it_lacks() {
        settings.put("extensions:http:customHeaders:X-Color", "red");
        settings.put("extensions:http:customHeaders:X-Shape", "round");

        assertThat(sent("http", "localhost:7071", Response.of(200).header("x-color", "blue")))
                .containsExactly("x-color: blue", "X-Shape: round");
    }

    @ParameterizedTest
    @CsvSource({
        "https, app.example:7071, 'Strict-Transport-Security: max-age=3600; includeSubDomains'",
        "https, app.example,      'Strict-Transport-Security: max-age=3600; includeSubDomains'",
        "http,  app.example,",
        "https, localhost:7071,",
        "https, 127.0.0.1:7071,",
        "https, [::1]:7071,",
    })
    void browsers_are_told_to_use_HTTPS_alone_where_they_came_by_it_from_elsewhere(
            String scheme, String host, String header) {
        settings.put("extensions:http:hsts:isEnabled", "true");
        settings.put("extensions:http:hsts:maxAge", "01:00:00");
        settings.put("extensions:http:hsts:includeSubDomains", "true");

        assertThat(sent(scheme, host, Response.of(200))).isEqualTo(header == null ? List.of() : List.of(header));
    }

    @Test
    void nobody_is_told_so_unless_the_app_wants_it() {
        assertThat(sent("https", "app.example", Response.of(200))).isEmpty();
    }
}
