package dev.nephelite.emulator.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SharedThreadsTest {
    private final ServerThreads threads = ServerThreads.shared();
    private final HttpServer first = server(Handler.of(request -> text("first")));
    private final HttpServer second = server(Handler.of(request -> text("second")));

    @AfterEach
    void close() {
        first.close();
        second.close();
        threads.close();
    }

    private HttpServer server(Handler handler) {
        return new HttpServer(
                ServerAddress.plain("127.0.0.1", 0),
                handler,
                Clocks.single(new ManualClock(Instant.parse("2026-01-01T12:00:00Z"))),
                threads);
    }

    private static Response text(String text) {
        return Response.of(200).body(Body.text(text));
    }

    private static Socket connect(HttpServer server) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port());
    }

    private static void request(Socket connection) throws IOException {
        send(connection, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    private static void send(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The body of the next answer. */
    private static String body(Socket connection, int length) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().contains("\r\n\r\n")) {
            answer.append((char) connection.getInputStream().read());
        }
        return new String(connection.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    }

    @Test
    void close_endsTheConnectionsOfOneServer_andTheOthersStay() throws IOException {
        try (Socket toFirst = connect(first);
                Socket toSecond = connect(second)) {
            request(toFirst);
            assertThat(body(toFirst, 5)).isEqualTo("first");
            request(toSecond);
            assertThat(body(toSecond, 6)).isEqualTo("second");

            first.close();

            assertThat(toFirst.getInputStream().read()).isEqualTo(-1);
            request(toSecond);
            assertThat(body(toSecond, 6)).isEqualTo("second");
        }
    }

    @Test
    void close_waitsForAHandlerThatReadsABody() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        HttpServer third = server(Handler.of(request -> {
            begun.countDown();
            try {
                request.body().readAllBytes();
                return text("third");
            } finally {
                ended.set(true);
            }
        }));
        try (Socket connection = connect(third)) {
            send(connection, "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nthr");
            begun.await();

            third.close();

            assertThat(ended).isTrue();
        }
    }

    @Test
    void close_waitsForAHandlerThatStreamsToAClientWhichDoesNotRead() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        HttpServer third = server(Handler.of(request -> Response.of(200).body(new EndlessBody(begun, ended))));
        try (Socket connection = connect(third)) {
            request(connection);
            begun.await();

            third.close();

            assertThat(ended).isTrue();
        }
    }

    private record EndlessBody(CountDownLatch begun, AtomicBoolean ended) implements Body {
        @Override
        public long length() {
            return -1;
        }

        @Override
        public void writeTo(BodySink sink) throws IOException {
            byte[] piece = new byte[64 * 1024];
            try {
                while (true) {
                    sink.write(piece, 0, piece.length);
                    begun.countDown();
                }
            } finally {
                ended.set(true);
            }
        }
    }
}
