package dev.nephelite.emulator.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Body.BodySink;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.ResumableBody;
import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.http.tail.Tail;
import dev.nephelite.emulator.http.tail.TailBody;
import dev.nephelite.emulator.http.tail.TailBody.Lines;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What clients that stop in the middle of something cost the others: nothing. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StalledClientsTest {
    private static final String HALF_AN_UPLOAD = "PUT /body HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nhalf";

    private static final byte[] LARGE =
            "0123456789abcdef".repeat(2 * 1024 * 1024).getBytes(StandardCharsets.UTF_8);

    private final List<Socket> clients = new ArrayList<>();
    private final Semaphore uploads = new Semaphore(0);
    private final BlockingQueue<IOException> failures = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> thought = new CompletableFuture<>();
    private final CompletableFuture<Void> released = new CompletableFuture<>();
    private final Tail news = new Tail(0);
    private HttpServer server = serve(Duration.ofMinutes(5));

    @AfterEach
    void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        server.close();
    }

    @Test
    void handle_servesOthersBeside200StalledUploads() throws Exception {
        for (int i = 0; i < 200; i++) {
            send(HALF_AN_UPLOAD);
        }
        uploads.acquire(200);

        assertThat(answer(send("GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")))
                .endsWith("hello");
        assertThat(failures).isEmpty();
    }

    @Test
    void read_failsAtOnceWhenTheClientIsGone() throws Exception {
        Socket client = send(HALF_AN_UPLOAD);
        uploads.acquire();

        client.close();

        assertThat(failures.take()).isNotInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void handle_answersARefusedUploadBeforeItIsReceived() throws Exception {
        Socket client = send("PUT /refused HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nhalf");

        assertThat(client.getInputStream().readNBytes(12)).isEqualTo(utf8("HTTP/1.1 403"));
    }

    @Test
    void handle_answersARefusedUploadInsteadOf100Continue() throws Exception {
        Socket client = send("PUT /refused HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n");

        assertThat(answer(client)).startsWith("HTTP/1.1 403");
    }

    @Test
    void close_releasesABodyWhoseClientIsGone() throws Exception {
        Socket client = send("GET /released HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(client.getInputStream().readNBytes(12)).isEqualTo(utf8("HTTP/1.1 200"));

        client.close();

        released.join();
    }

    @Nested
    class Given_a_server_that_waits_for_half_a_second {
        Given_a_server_that_waits_for_half_a_second() {
            server.close();
            server = serve(Duration.ofMillis(500));
        }

        @Test
        void inactivityTimeout_endsAStalledUpload() throws Exception {
            Socket client = send(HALF_AN_UPLOAD);

            assertThat(failures.take()).isInstanceOf(SocketTimeoutException.class);
            assertThat(answer(client)).isEmpty();
        }

        @Test
        void inactivityTimeout_endsAStalledDownload() throws Exception {
            Socket client = send("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n");

            assertThat(failures.take()).isInstanceOf(SocketTimeoutException.class);
            assertThat(answer(client)).startsWith("HTTP/1.1 200 ");
        }

        @Test
        void inactivityTimeout_releasesABodyThatNobodyReads() throws Exception {
            Socket client = send("GET /released HTTP/1.1\r\nHost: x\r\n\r\n");

            released.join();
            assertThat(answer(client)).startsWith("HTTP/1.1 200 ");
        }

        @Test
        void inactivityTimeout_endsARefusedUploadThatStalls() throws Exception {
            Socket client = send("PUT /refused HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nhalf");

            assertThat(answer(client)).startsWith("HTTP/1.1 403 ");
        }

        @Test
        void inactivityTimeout_keepsAConnectionWithoutARequest() throws Exception {
            Socket idle = send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
            waitUntilTheServerCutsOff();

            idle.getOutputStream().write(utf8("GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));

            assertThat(answer(idle)).containsSubsequence("hello", "HTTP/1.1 200 ", "hello");
        }

        @Test
        void inactivityTimeout_doesNotLimitTheHandler() throws Exception {
            Socket client =
                    send("PUT /thoughtful HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 1\r\n\r\n?");
            waitUntilTheServerCutsOff();

            thought.complete("because");

            assertThat(answer(client)).endsWith("because");
        }

        private void waitUntilTheServerCutsOff() throws Exception {
            send(HALF_AN_UPLOAD);
            assertThat(failures.take()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    /** Whoever waits for one of these threads waits for ever, for each is kept by the first client that stalls. */
    @Nested
    class Given_a_server_with_one_thread_of_each_kind {
        private static final int STALLED = 3;

        Given_a_server_with_one_thread_of_each_kind() {
            server.close();
            server = serve(Duration.ofMinutes(5), new ServerThreads.Limits(1, 1, 1));
        }

        @Test
        void handle_servesOthersBesideSlowDownloads() throws Exception {
            for (int i = 0; i < STALLED; i++) {
                assertThat(status(send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n")))
                        .isEqualTo("HTTP/1.1 200");
            }

            assertOthersAreServed();
        }

        @Test
        void handle_resumesASlowDownload() throws Exception {
            Socket slow = send("GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(status(slow)).isEqualTo("HTTP/1.1 200");
            assertOthersAreServed();

            String rest = answer(slow);

            assertThat(rest.substring(rest.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.UTF_8))
                    .isEqualTo(LARGE);
        }

        @Test
        void handle_servesOthersBesideSlowSmallUploads() throws Exception {
            List<Socket> slow = new ArrayList<>();
            for (int i = 0; i < STALLED; i++) {
                slow.add(send("PUT /body HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 10\r\n\r\n12345"));
            }

            assertOthersAreServed();
            for (Socket client : slow) {
                client.getOutputStream().write(utf8("67890"));
                assertThat(answer(client)).endsWith("1234567890");
            }
        }

        @Test
        void handle_limitsOnlySlowLargeUploads() throws Exception {
            send(HALF_AN_UPLOAD);
            uploads.acquire();

            assertOthersAreServed();
            assertThat(status(send(HALF_AN_UPLOAD))).isEqualTo("HTTP/1.1 503");
        }

        @Test
        void handle_limitsOnlySlowStreams() throws Exception {
            String request = "GET /endless HTTP/1.1\r\nHost: x\r\n\r\n";
            assertThat(status(send(request))).isEqualTo("HTTP/1.1 200");

            assertOthersAreServed();
            assertThat(status(send(request))).isEqualTo("HTTP/1.1 503");
        }

        @Test
        void handle_servesOthersBesideFollowers() throws Exception {
            List<Socket> following = new ArrayList<>();
            for (int i = 0; i < STALLED; i++) {
                following.add(send("GET /news HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
                assertThat(status(following.get(i))).isEqualTo("HTTP/1.1 200");
            }

            assertOthersAreServed();
            news.advanceTo(1);
            news.close();
            for (Socket client : following) {
                assertThat(answer(client)).contains("news");
            }
        }

        @Test
        void inactivityTimeout_endsASmallUploadThatStalls() throws Exception {
            server.close();
            server = serve(Duration.ofMillis(500));

            assertThat(answer(send("PUT /body HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345")))
                    .isEmpty();
        }

        private void assertOthersAreServed() throws IOException {
            assertThat(answer(send("GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")))
                    .endsWith("hello");
            assertThat(answer(send(
                            "PUT /body HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 5\r\n\r\nsmall")))
                    .endsWith("small");
        }

        private static String status(Socket client) throws IOException {
            return new String(client.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
        }
    }

    private HttpServer serve(Duration inactivity) {
        return serve(inactivity, ServerThreads.Limits.USUAL);
    }

    private HttpServer serve(Duration inactivity, ServerThreads.Limits limits) {
        ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
        return new HttpServer(
                ServerAddress.plain("127.0.0.1", 0),
                Handler.of(this::handle),
                Clocks.single(clock),
                inactivity,
                limits);
    }

    private Response handle(HttpRequest request) throws IOException {
        return switch (request.rawPath()) {
            case "/body" -> read(request.body());
            case "/large" -> Response.of(200).body(Body.bytes(LARGE));
            case "/released" -> Response.of(200).body(new Released());
            case "/news" ->
                Response.of(200)
                        .body(new TailBody(
                                news, after -> new Lines(news.last() > after ? "news\n" : "", news.last()), 0, true));
            case "/endless" -> Response.of(200).body(new Endless());
            case "/refused" -> Response.of(403);
            case "/thoughtful" -> {
                request.body().readAllBytes();
                yield Response.of(200).body(Body.text(thought.join()));
            }
            default -> Response.of(200).body(Body.text("hello"));
        };
    }

    private Response read(InputStream body) throws IOException {
        uploads.release();
        try {
            return Response.of(200).body(Body.bytes(body.readAllBytes()));
        } catch (IOException failed) {
            failures.add(failed);
            throw failed;
        }
    }

    private Socket send(String request) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port());
        clients.add(client);
        client.getOutputStream().write(utf8(request));
        return client;
    }

    private static String answer(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Has more than anybody takes, and tells when it is released. */
    private final class Released implements ResumableBody {
        @Override
        public long length() {
            return -1;
        }

        @Override
        public Progress sendTo(Sink sink) throws IOException {
            while (sink.write(LARGE, 0, LARGE.length) == LARGE.length) {
                // The client takes all so far.
            }
            return Progress.SINK_IS_FULL;
        }

        @Override
        public void close() {
            released.complete(null);
        }
    }

    private final class Endless implements Body {
        @Override
        public long length() {
            return Long.MAX_VALUE;
        }

        @Override
        public void writeTo(BodySink sink) throws IOException {
            byte[] zeros = new byte[64 * 1024];
            try {
                while (true) {
                    sink.write(zeros, 0, zeros.length);
                }
            } catch (IOException failed) {
                failures.add(failed);
                throw failed;
            }
        }
    }
}
