package dev.nephelite.function.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nephelite.emulator.http.Headers;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PooledHttpTransportTest {
    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    private static final byte[] NOTHING = {};

    private final PooledHttpTransport http =
            new PooledHttpTransport(Duration.ofSeconds(10), new JdkHttpTransport(null));

    @AfterEach
    void close() {
        http.close();
    }

    @Nested
    class Given_a_server_that_keeps_the_connection {
        @Test
        void all_requests_go_over_one() throws IOException {
            try (ScriptedServer server = new ScriptedServer(List.of(List.of(HELLO, HELLO)))) {
                assertThat(body(get(server))).isEqualTo("hello");
                assertThat(body(get(server))).isEqualTo("hello");

                assertThat(server.requests).hasSize(2);
                assertThat(server.requests.get(1))
                        .startsWith("GET /path?a=b HTTP/1.1\r\n")
                        .contains("Host: " + server.address().getAuthority() + "\r\n")
                        .contains("x-ms-version: 1\r\n")
                        .doesNotContain("Content-Length");
            }
        }

        @Test
        void what_has_no_body_leaves_nothing_behind_for_the_next() throws IOException {
            String found = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";
            String accepted = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";
            String deleted = "HTTP/1.1 204 No Content\r\n\r\n";
            try (ScriptedServer server = new ScriptedServer(List.of(List.of(found, accepted, deleted, HELLO)))) {
                assertThat(send(server, "HEAD").headers().get("content-length")).isEqualTo("5");
                assertThat(send(server, "GET").body()).isEmpty();
                assertThat(send(server, "DELETE").status()).isEqualTo(204);
                assertThat(body(get(server))).isEqualTo("hello");
            }
        }

        @Test
        void chunks_are_put_together() throws IOException {
            String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
            String chunks = String.join("\r\n", "2", "he", "3;x=y", "llo", "0", "Trailer: 1", "", "");
            try (ScriptedServer server = new ScriptedServer(List.of(List.of(head + chunks, HELLO)))) {
                assertThat(body(get(server))).isEqualTo("hello");
                assertThat(body(get(server))).isEqualTo("hello");
            }
        }

        @Test
        void a_provisional_answer_is_passed_over() throws IOException {
            try (ScriptedServer server =
                    new ScriptedServer(List.of(List.of("HTTP/1.1 102 Processing\r\n\r\n" + HELLO)))) {
                assertThat(get(server).status()).isEqualTo(200);
            }
        }
    }

    @Nested
    class Given_a_server_that_ends_connections {
        @Test
        void the_end_may_be_the_end_of_the_body() throws IOException {
            try (ScriptedServer server =
                    new ScriptedServer(List.of(List.of("HTTP/1.1 200 OK\r\n\r\nhello"), List.of(HELLO)))) {
                assertThat(body(get(server))).isEqualTo("hello");
                assertThat(body(get(server))).isEqualTo("hello");
            }
        }

        @Test
        void a_kept_connection_that_ended_is_replaced() throws IOException {
            try (ScriptedServer server = new ScriptedServer(List.of(List.of(HELLO), List.of(HELLO)))) {
                assertThat(body(get(server))).isEqualTo("hello");
                assertThat(body(get(server))).isEqualTo("hello");
            }
        }

        @Test
        void half_an_answer_is_none() throws IOException {
            String half = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe";
            try (ScriptedServer server = new ScriptedServer(List.of(List.of(half)))) {
                assertThatThrownBy(() -> get(server)).isInstanceOf(EOFException.class);
            }
        }
    }

    @Nested
    class Given_a_server_that_ends_a_kept_connection_on_the_next_request {
        private final List<List<String>> script = List.of(List.of(HELLO, ""), List.of(HELLO));

        @Test
        void a_request_that_can_be_repeated_is() throws IOException {
            try (ScriptedServer server = new ScriptedServer(script)) {
                get(server);

                assertThat(body(get(server))).isEqualTo("hello");
                assertThat(server.requests).hasSize(3);
            }
        }

        @Test
        void a_post_is_not_lest_it_be_done_twice() throws IOException {
            try (ScriptedServer server = new ScriptedServer(script)) {
                get(server);

                assertThatThrownBy(() -> send(server, "POST")).isInstanceOf(IOException.class);
            }
        }
    }

    @Nested
    class Given_a_server_that_says_nothing {
        /** It waits for a second request before it answers the first. */
        private final List<List<String>> script = List.of(List.of("", ""));

        @Test
        void patience_ends() throws IOException {
            try (ScriptedServer server = new ScriptedServer(script);
                    PooledHttpTransport impatient =
                            new PooledHttpTransport(Duration.ofMillis(20), new JdkHttpTransport(null))) {
                assertThatThrownBy(() -> impatient.send(server.address(), "GET", "/", Headers.NONE, NOTHING))
                        .isInstanceOf(SocketTimeoutException.class);
            }
        }

        @Test
        void an_interrupt_ends_the_wait() throws IOException {
            try (ScriptedServer server = new ScriptedServer(script)) {
                Thread.currentThread().interrupt();

                assertThatThrownBy(() -> get(server)).isInstanceOf(ClosedByInterruptException.class);
                assertThat(Thread.interrupted()).isTrue();
            }
        }
    }

    @Test
    void send_reports_an_unknown_host() {
        URI unknown = URI.create("http://nobody.invalid:10000");

        assertThatThrownBy(() -> http.send(unknown, "GET", "/", Headers.NONE, NOTHING))
                .isInstanceOf(UnknownHostException.class);
    }

    @Test
    void a_header_cannot_bring_another_line() throws IOException {
        try (ScriptedServer server = new ScriptedServer(List.of())) {
            Headers headers = Headers.of(Map.of("x-ms-meta-note", "a\r\nAuthorization: b"));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> http.send(server.address(), "GET", "/", headers, NOTHING))
                    .withMessageContaining("x-ms-meta-note");
        }
    }

    private HttpReply get(ScriptedServer server) throws IOException {
        return send(server, "GET");
    }

    private HttpReply send(ScriptedServer server, String method) throws IOException {
        return http.send(server.address(), method, "/path?a=b", Headers.of(Map.of("x-ms-version", "1")), NOTHING);
    }

    private static String body(HttpReply httpReply) {
        return new String(httpReply.body(), StandardCharsets.UTF_8);
    }
}
