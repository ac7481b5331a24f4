package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.testing.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions that take a body, or give one, piece by piece. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StreamedBodiesTest {
    /** Ends a test that hangs; no assertion depends on it. */
    private static final Duration HANG_LIMIT = Duration.ofMinutes(4);

    @TempDir
    private Path folder = Path.of("");

    private WebHost web;

    @BeforeEach
    void start() throws IOException {
        web = WebHost.start(folder, "{\"version\":\"2.0\"}", Map.of("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "1000"));
    }

    @AfterEach
    void close() {
        System.getProperties().remove(WebFunctions.GATE);
        web.close();
    }

    private Socket open(String head) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), web.port());
        write(socket, head + "Host: localhost\r\nConnection: close\r\n\r\n");
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    @Nested
    class A_function_that_takes_a_stream {
        @Test
        void reads_what_has_come_while_the_rest_is_still_to_be_sent() throws Exception {
            try (Socket client = open("POST /api/drink HTTP/1.1\r\nContent-Length: 20000\r\n")) {
                write(client, "hello");
                web.log.await("first sip of 5");
                write(client, "x".repeat(19_995));

                assertThat(answer(client)).endsWith("drank 20000");
            }
        }

        @Test
        void reads_pieces_whose_number_nobody_has_announced() throws Exception {
            try (Socket client = open("POST /api/drink HTTP/1.1\r\nTransfer-Encoding: chunked\r\n")) {
                write(client, "5\r\nhello\r\n");
                web.log.await("first sip of 5");
                write(client, "6\r\n world\r\n0\r\n\r\n");

                assertThat(answer(client)).endsWith("drank 11");
            }
        }

        @Test
        void is_bound_by_no_limit() throws Exception {
            long length = 64L * 1024 * 1024;

            HttpResponse<String> response =
                    web.send(web.to("/api/drink").POST(BodyPublishers.ofInputStream(() -> new Zeros(length))));

            assertThat(response.body()).isEqualTo("drank " + length);
        }

        @Test
        void is_told_when_its_client_is_gone() throws Exception {
            try (Socket client = open("POST /api/drink HTTP/1.1\r\nContent-Length: 20000\r\n")) {
                write(client, "hello");
                web.log.await("first sip of 5");
            }

            web.log.await("Executed 'Functions.drink' (Failed");
            assertThat(CompletableFuture.runAsync(web::close)).succeedsWithin(HANG_LIMIT);
        }

        @Test
        void may_answer_without_having_read_anything() throws Exception {
            try (Socket client = open("POST /api/refuse HTTP/1.1\r\nContent-Length: 1000000\r\n")) {
                String begin = new BufferedReader(
                                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))
                        .readLine();

                assertThat(begin).startsWith("HTTP/1.1 409 ");
            }
        }

        @Test
        void finds_none_where_there_is_no_body() throws Exception {
            assertThat(web.get("/api/refuse").statusCode()).isEqualTo(400);
        }
    }

    @Nested
    class Any_other_function {
        @Test
        void gets_bodies_up_to_the_limit_of_the_settings() throws Exception {
            assertThat(web.post("/api/measure", "x".repeat(1000)).body()).isEqualTo("bytes 1000");
            assertThat(web.post("/api/measure", "x".repeat(1001)).statusCode()).isEqualTo(413);
        }

        @Test
        void is_not_run_for_one_that_turns_out_too_large() throws Exception {
            HttpResponse<String> response =
                    web.send(web.to("/api/measure").POST(BodyPublishers.ofInputStream(() -> new Zeros(5000))));

            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(web.log.lines()).noneMatch(line -> line.contains("Functions.measure"));
        }

        @Test
        void gets_a_body_that_was_sent_only_when_it_was_asked_for() throws Exception {
            try (Socket client = open("POST /api/measure HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 5\r\n")) {
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                assertThat(lines.readLine()).isEqualTo("HTTP/1.1 100 Continue");
                write(client, "hello");

                assertThat(lines.lines()).contains("bytes 5");
            }
        }

        @Test
        void never_asks_for_one_that_is_announced_too_large() throws Exception {
            try (Socket client =
                    open("POST /api/measure HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1001\r\n")) {
                assertThat(answer(client)).startsWith("HTTP/1.1 413 ");
            }
        }
    }

    @Nested
    class A_function_that_answers_with_a_stream {
        private final PipedOutputStream source = new PipedOutputStream();
        private final Watched stream = new Watched(source);

        @BeforeEach
        void hand_it_over() {
            System.getProperties().put(WebFunctions.GATE, stream);
        }

        @Test
        void is_followed_event_by_event() throws Exception {
            try (Socket client = open("GET /api/follow HTTP/1.1\r\n")) {
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                send("data: one\n");
                assertThat(read(lines)).isEqualTo("data: one");
                send("data: two\n");
                assertThat(read(lines)).isEqualTo("data: two");
                source.close();

                assertThat(lines.readLine()).isNull();
                assertThat(stream.closed).succeedsWithin(HANG_LIMIT);
            }
        }

        @Test
        void has_its_stream_closed_when_the_client_is_gone() throws Exception {
            try (Socket client = open("GET /api/follow HTTP/1.1\r\n")) {
                send("data: one\n");
                client.getInputStream().read();
            }

            Await.until("the stream is closed", () -> {
                send("data: more\n");
                return stream.closed.isDone();
            });
            assertThat(CompletableFuture.runAsync(web::close)).succeedsWithin(HANG_LIMIT);
        }

        @Test
        void has_its_stream_closed_when_only_the_head_is_wanted() throws Exception {
            try (Socket client = open("HEAD /api/follow HTTP/1.1\r\n")) {
                assertThat(answer(client))
                        .contains("Content-Type: text/event-stream")
                        .endsWith("\r\n\r\n");
                assertThat(stream.closed).succeedsWithin(HANG_LIMIT);
            }
        }

        private void send(String event) throws IOException {
            try {
                source.write(event.getBytes(StandardCharsets.US_ASCII));
                source.flush();
            } catch (IOException closed) {
                assertThat(stream.closed).isDone();
            }
        }

        private String read(BufferedReader lines) throws IOException {
            String line = lines.readLine();
            while (!line.startsWith("data")) {
                line = lines.readLine();
            }
            return line;
        }
    }

    /** Tells when it is closed. */
    private static final class Watched extends PipedInputStream {
        final CompletableFuture<Void> closed = new CompletableFuture<>();

        Watched(PipedOutputStream source) {
            try {
                connect(source);
            } catch (IOException impossible) {
                throw new AssertionError(impossible);
            }
        }

        @Override
        public void close() throws IOException {
            super.close();
            closed.complete(null);
        }
    }

    /** So many bytes that need no memory. */
    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(length, left);
            left -= count;
            return count;
        }
    }
}
