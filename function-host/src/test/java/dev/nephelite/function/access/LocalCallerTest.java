package dev.nephelite.function.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.HttpRequest;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LocalCallerTest {
    private static boolean sentLocally(String host, Map<String, String> headers) {
        return LocalCaller.sent(new HttpRequest(
                "GET",
                "http",
                host,
                "/admin/host/status",
                null,
                Headers.of(headers),
                0,
                InputStream.nullInputStream(),
                "127.0.0.1",
                Instant.EPOCH));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:7071",
                "LOCALHOST",
                "localhost.",
                "127.0.0.1:7071",
                "[::1]:7071",
                "192.168.1.20:7071",
                "functions:7071",
                "app.localhost:7071",
                "host.docker.internal:7071",
                ""
            })
    void a_host_name_nobody_outside_can_own_is_trusted(String host) {
        assertThat(sentLocally(host, Map.of())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:7071",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "host.docker.internal.evil.example",
                "1.2.3.4.5"
            })
    void any_other_host_name_is_not(String host) {
        assertThat(sentLocally(host, Map.of())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:3000",
                "https://localhost",
                "http://127.0.0.1:7071",
                "http://[::1]:7071",
                "http://app.localhost"
            })
    void a_page_of_this_machine_is_trusted(String origin) {
        assertThat(sentLocally("localhost:7071", Map.of("Origin", origin))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://localhost.evil.example",
                "http://192.168.1.20",
                "null",
                "",
                "%%%",
                "file://"
            })
    void a_page_of_any_other_origin_is_not(String origin) {
        assertThat(sentLocally("localhost:7071", Map.of("Origin", origin))).isFalse();
    }
}
