package dev.nephelite.emulator.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Body.BodySink;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HttpServerTest {
    /** Ends a test that hangs; no assertion depends on it. */
    private static final int HANG_MILLIS = 240_000;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final HttpServer server = new HttpServer("127.0.0.1", 0, Handler.of(this::handle), Clocks.single(clock));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void handle_receivesTheTargetAsSent() throws Exception {
        assertThat(get("/echo/a%2Fb%20+;c?x=%2F&y=a+b").body()).isEqualTo("GET /echo/a%2Fb%20+;c x=%2F&y=a+b");
    }

    @Test
    void handle_takesAnAbsoluteTargetAsItsPath() throws Exception {
        assertThat(
                        raw(
                                "GET http://host.example/echo/x?y=z HTTP/1.1\r\nHost: host.example\r\nConnection: close\r\n\r\n"))
                .endsWith("GET /echo/x y=z");
    }

    @Test
    void handle_receivesAChunkedBodyWhole() throws Exception {
        String head = "PUT /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
        String chunked = head + "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n";

        assertThat(raw(chunked)).endsWith("-1 hello world");
    }

    @Test
    void handle_sends100Continue() throws Exception {
        java.net.http.HttpRequest request = java.net.http.HttpRequest.newBuilder(uri("/body"))
                .expectContinue(true)
                .PUT(BodyPublishers.ofString("hello"))
                .build();

        assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("5 hello");
    }

    @Test
    void handle_answersHeadWithTheLengthAndNoBody() throws Exception {
        String answer = raw("HEAD /head HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer).contains("Content-Length: 12345").endsWith("\r\n\r\n");
    }

    @Test
    void handle_sendsTheReasonPhraseOfTheResponse() throws Exception {
        assertThat(raw("GET /reason HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404 There is nothing here.\r\n");
    }

    @Test
    void handle_cutsAReasonPhraseThatIsTooLong() throws Exception {
        assertThat(raw("GET /long-reason HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404 long long ")
                .hasSizeLessThan(2_000);
    }

    @Test
    void handle_sendsPartOfAFile(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("file"), "0123456789");
        file = folder.resolve("file");

        assertThat(get("/file").body()).isEqualTo("<234>");
    }

    @Test
    void handle_closesTheConnectionIfABodyBreaksOff() {
        assertThatThrownBy(() -> get("/broken")).isInstanceOf(IOException.class);
    }

    /** The server library would wait forever for threads that have ended. */
    @Test
    void close_hasNoEffectTheSecondTime() {
        server.close();
        server.close();

        assertThatThrownBy(() -> get("/echo")).isInstanceOf(IOException.class);
    }

    @Test
    void handle_answers500ToAnException() throws Exception {
        assertThat(get("/bug").statusCode()).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/overflow", "/body-that-overflows", "/later-body-that-overflows"})
    void handle_answers500ToAnErrorAndClosesTheBody(String target) throws Exception {
        HttpResponse<String> answer = get(target);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEmpty();
        assertThat(open).hasValue(0);
    }

    @Test
    void request_withAHostOf5000LabelsIsRefused() throws Exception {
        String answer = raw("GET /echo HTTP/1.1\r\nHost: " + "a.".repeat(5000) + "b\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("Connection: close");
    }

    @Test
    void request_withTooManyHeadersOrParametersIsRefused() throws Exception {
        String headers =
                IntStream.range(0, 5_000).mapToObj(i -> "a" + i + ": b\r\n").collect(Collectors.joining());
        String parameters =
                IntStream.range(0, 11_000).mapToObj(i -> "a" + i + "=b&").collect(Collectors.joining());

        assertThat(raw("GET /echo HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(raw("GET /echo?" + parameters + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, chunked     | 501",
                "gzip              | 501",
                "identity          | 501",
                "chunked, identity | 400",
                "chunked, gzip     | 400"
            })
    void request_withAnotherTransferCodingIsRefused(String coding, int status) throws Exception {
        String answer = raw("PUT /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: " + coding
                + "\r\n\r\n5\r\nhello\r\n0\r\n\r\nGET /echo/smuggled HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .contains("Connection: close")
                .doesNotContain("smuggled");
    }

    @Test
    void request_withALengthBesideChunksIsRefused() throws Exception {
        String head = "PUT /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n";

        assertThat(raw(head + "5\r\nhello\r\n0\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/0.9", "HTTP/9.9", "HTTP/2.0", "HTTP/3.0"})
    void request_ofAnotherMajorVersionIsRefused(String version) throws Exception {
        assertThat(raw("GET /echo " + version + "\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 505 ")
                .contains("speaks HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1", "HTTP/1.9"})
    void request_ofANewerMinorVersionIsServed(String version) throws Exception {
        assertThat(raw("GET /echo " + version + "\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xyz\r\nhello\r\n0\r\n\r\n",
                "xyz\r\n\r\n",
                "\r\n\r\n",
                "-5\r\nhello\r\n0\r\n\r\n",
                "5x\r\nhello\r\n0\r\n\r\n",
                "5\nhello\r\n0\r\n\r\n",
                "fffffffffffffffff\r\nhello\r\n0\r\n\r\n",
                "5\r\nhello, world\r\n0\r\n\r\n",
                "2\r\nhe\r\nxyz\r\nllo\r\n0\r\n\r\n"
            })
    void request_withAMalformedChunkIsRefused(String chunks) throws Exception {
        String head = "PUT /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
        String next = "GET /echo/smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

        assertThat(raw(head + chunks + next))
                .startsWith("HTTP/1.1 400 ")
                .contains("Connection: close", "chunk")
                .doesNotContain("smuggled");
        assertThat(bytewise(head + chunks + next))
                .startsWith("HTTP/1.1 400 ")
                .contains("Connection: close", "chunk")
                .doesNotContain("smuggled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xyz\r\n", "5\r\nhello, world\r\n", "0\r\nno trailer\r\n"})
    void request_withAMalformedChunkThatNobodyReads_isTheLastOfItsConnection(String chunks) throws Exception {
        String head = "PUT /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
        String next = "GET /echo/smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

        for (String responses : List.of(raw(head + chunks + next), bytewise(head + chunks + next))) {
            assertThat(responses)
                    .startsWith("HTTP/1.1 200 ")
                    .containsOnlyOnce("HTTP/1.1")
                    .doesNotContain("smuggled");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5\r\nhello\r\n0\r\n\r\n",
                "0005;a=b\r\nhello\r\n0;c\r\nTrailer: x\r\n\r\n",
                "2 \r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"
            })
    void request_mayFollowAChunkedBody(String chunks) throws Exception {
        String requests = "PUT /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks
                + "\r\nGET /echo?100% HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

        assertThat(raw(requests)).containsSubsequence(" 200 ", "hello", " 200 ", "/echo 100%");
        assertThat(bytewise(requests)).containsSubsequence(" 200 ", "hello", " 200 ", "/echo 100%");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/echo/100%", "/echo/%zz", "/echo/%4", "/echo?q=100%", "/echo?q=%&b=%%41", "/echo/%41%?%41%4g"})
    void handle_receivesAnInvalidEscapeAsSent(String target) throws Exception {
        String request = "GET " + target + " HTTP/1.1\r\nHost: x\r\n";
        String requests = request + "\r\n" + request + "Connection: close\r\n\r\n";
        String echo = "GET " + target.replace('?', ' ');

        assertThat(raw(requests)).containsSubsequence(echo, echo);
        assertThat(bytewise(requests)).containsSubsequence(echo, echo);
    }

    @Test
    void request_mayFollowEmptyLines() throws Exception {
        String first = "GET /echo/1 HTTP/1.1\r\nHost: x\r\n\r\n";
        String second = "GET /echo/2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        String requests = "\r\n\r\n" + first + "\r\n" + second;

        assertThat(raw(requests)).containsSubsequence("GET /echo/1", "GET /echo/2");
        assertThat(bytewise(requests)).containsSubsequence("GET /echo/1", "GET /echo/2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/echo/\u0001", "/echo/a\tb", "/echo?\u0000", "/echo?\u007F"})
    void request_withAControlCharacterInTheTargetIsRefused(String target) throws Exception {
        assertThat(raw("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("control character");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/echo\r\n",
                "/echo\n\n",
                "/echo\nHTTP/1.1\r\nHost: x\r\n\r\n",
                "/echo\rHTTP/1.1\r\nHost: x\r\n\r\n",
                "/echo/a\nb HTTP/1.1\r\n",
                "/echo/a\rb HTTP/1.1\r\n",
                "/echo\r\nHost: x\r\n\r\n",
                "/echo%\r\n",
                "/echo?q=1\r\n",
                "/echo?q\r\n",
                "/echo;p=1\r\n",
                "/\r\n",
                "*\r\n",
                "http://x\r\n",
                "http://x/echo\r\n"
            })
    void request_withoutAVersionIsRefusedAtTheEndOfItsLine(String rest) throws Exception {
        String reason = "The request line does not end with a version such as HTTP/1.1";

        assertThat(raw("GET " + rest)).startsWith("HTTP/1.1 400 ").contains(reason);
        assertThat(bytewise("GET " + rest)).startsWith("HTTP/1.1 400 ").contains(reason);
        assertThat(raw("GET /echo HTTP/1.1\r\nHost: x\r\n\r\nGET " + rest))
                .startsWith("HTTP/1.1 200 ")
                .contains(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /secret HTTP/1.1~Host: x~Bad Name: secret~~             | refused GET on port PORT (400): The header name that begins with 'Bad' contains",
                "PUT /secret HTTP/1.1~Host: x~x-ms-meta-a: se\u0001cret~~     | refused PUT on port PORT (400): The value of header 'x-ms-meta-a' contains a control character",
                "GET /secret HTTP/1.1~Host: x~: secret~~                     | refused GET on port PORT (400): The line after header 'Host' begins with a character",
                "GET /secret HTTP/1.1~Authorization: a~secret~~              | refused GET on port PORT (400): The line after header 'Authorization' is not a header",
                "PUT /secret HTTP/1.1~Host: x~Content-Length: secret~~       | refused PUT on port PORT (400): The value of header 'Content-Length' is not a number.",
                "PUT /secret HTTP/1.1~Host: x~Content-Length: 1~Content-Length: 2~~ | refused PUT on port PORT (400): Header 'Content-Length' is there twice.",
                "PUT /body HTTP/1.1~Host: x~Transfer-Encoding: chunked~Content-Length: 5~~ | refused PUT on port PORT (400): Header 'Content-Length' is not allowed beside 'Transfer-Encoding'.",
                "GET /secret HTTQ/1.1~~                                      | refused GET on port PORT (400): The request line does not end with a version",
                "GET secret/ HTTP/1.1~~                                      | refused GET on port PORT (400): The target in the request line does not begin with a slash.",
                "secret~~                                                    | refused request on port PORT (400): The request line does not begin with a method",
                "TLS secret~~                                          | refused request on port PORT (400): The client speaks TLS, but this port serves plain HTTP.",
                "GET /secret HTTP/1.1~~                                      | refused GET on port PORT (400): Header 'Host' is missing.",
                "GET /secret HTTP/1.1~Host: secret:x~~                       | refused GET on port PORT (400): The port in header 'Host' is not a number",
                "GET /secret HTTP/1.1~Host: x~Host: secret~~                 | refused GET on port PORT (400): Header 'Host' is there twice."
            })
    void request_withAMalformedHeadIsLoggedWithoutValues(String head, String line) throws Exception {
        String request = head.replace("~", "\r\n").replace("TLS", "\u0016\u0003\u0001");
        String logged = line.replace("PORT", String.valueOf(server.port()));
        try (RecordedWarnings log = new RecordedWarnings(ResponseConduit.class)) {
            String answer = raw(request);

            assertThat(answer).startsWith("HTTP/1.1 400 Bad Request\r\n").contains("Connection: close");
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith(logged)
                    .doesNotContain("secret");
            assertThat(answer).endsWith(log.lines().get(0).replaceFirst(".*\\(400\\): ", "\r\n\r\n") + "\n");
            assertThat(bytewise(request)).startsWith("HTTP/1.1 400 ").doesNotContain("secret");
            assertThat(raw("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n" + request))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith(answer);
            assertThat(log.lines()).hasSize(3).endsWith(log.lines().get(0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no colon\r\n", "a b: c\r\n", ": x\r\n", "a: \u0001\r\n", "a: b\r\n\rx"})
    void request_withAMalformedTrailerIsRefused(String trailers) throws Exception {
        String head = "PUT /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n";
        String next = "\r\nGET /echo/smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

        assertThat(raw(head + trailers + next))
                .startsWith("HTTP/1.1 400 ")
                .contains("Connection: close", "trailer")
                .doesNotContain("smuggled");
        assertThat(bytewise(head + trailers + next)).startsWith("HTTP/1.1 400 ").contains("trailer");
    }

    /** A connection that is closed while it has unread bytes is reset, and the client fails while it is sending. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "PUT /body HTTP/1.1\r\nHost: x\r\nBad Name: y\r\nContent-Length: 1000000000\r\n\r\n",
                "PUT /body HTTP/1.1\r\nContent-Length: 20000000\r\n\r\n",
                "PUT /body\u0001 HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n",
                "PUT /body HTTP/9.9\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n",
                "PUT /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n",
                "PUT /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
                "PUT /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "PUT /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n: no name\r\n\r\n",
                "PUT /unread/411 HTTP/1.1\r\nHost: x\r\n\r\n",
                "PUT /unread/411 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "PUT /unread/403 HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n",
                "PUT /unread/403 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 1000000000\r\n\r\n",
                "PUT /unread/413 HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1000000000\r\n\r\n"
            })
    void request_thatIsRefusedMaySendOnBeforeItReadsTheAnswer(String head) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(HANG_MILLIS);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            for (int sent = 0; sent < 200; sent++) {
                socket.getOutputStream().write(new byte[100_000]);
            }

            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1))
                    .matches("HTTP/1.1 (400|501|505|" + head.replaceFirst("(?s)PUT /(?:unread/)?(\\S*).*", "$1") + ")");
        }
    }

    @Test
    void request_thatIsRefusedAndSendsForEverIsCutOff() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(HANG_MILLIS);
            socket.getOutputStream().write("PUT / HTTP/1.1\r\n: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readAllBytes())
                    .startsWith("HTTP/1.1 400 ".getBytes(StandardCharsets.US_ASCII));

            CompletableFuture<Void> cutOff = CompletableFuture.runAsync(() -> sendUntilClosed(socket));
            Await.until("the client is cut off", () -> {
                clock.advance(LingeringClose.MAX_DURATION);
                return cutOff.isDone();
            });

            assertThat(cutOff).isCompletedExceptionally();
        }
    }

    private static void sendUntilClosed(Socket socket) {
        try {
            while (true) {
                socket.getOutputStream().write(new byte[1_000]);
            }
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    @Test
    void new_reportsAPortInUse() {
        assertThatThrownBy(() ->
                        new HttpServer("127.0.0.1", server.port(), Handler.of(this::handle), Clocks.single(clock)))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(BindException.class);
    }

    @Test
    void handle_sendsABodyFromTheMiddleOfAFile(@TempDir Path folder) throws Exception {
        String content = IntStream.range(0, 20_000).mapToObj("%05d"::formatted).collect(Collectors.joining());
        file = Files.writeString(folder.resolve("file"), content);

        assertThat(get("/middle").body()).isEqualTo(content.substring(20_000, 90_000));
    }

    @Test
    void drain_answersRequestsInProgressAndRefusesTheRest() throws Exception {
        CompletableFuture<HttpResponse<String>> slow = client.sendAsync(
                java.net.http.HttpRequest.newBuilder(uri("/slow")).build(), BodyHandlers.ofString());
        begun.await();

        CompletableFuture<Void> drained = server.drain();

        assertThat(get("/echo").statusCode()).isEqualTo(503);
        assertThat(drained).isNotDone();
        released.countDown();
        drained.join();
        assertThat(slow.join().body()).isEqualTo("at last");
    }

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private Response slow() {
        begun.countDown();
        try {
            released.await();
        } catch (InterruptedException closing) {
            throw new IllegalStateException(closing);
        }
        return Response.of(200).body(Body.text("at last"));
    }

    private Path file = Path.of("unset");

    private Response handle(HttpRequest request) throws IOException {
        return switch (request.rawPath()) {
            case "/body" ->
                Response.of(200)
                        .body(Body.text(request.contentLength() + " "
                                + new String(request.body().readAllBytes(), StandardCharsets.UTF_8)));
            case "/head" -> Response.of(200).header("Content-Length", 12345);
            case "/reason" -> Response.of(404).reason("There is nothing here.");
            case "/long-reason" -> Response.of(404).reason("long ".repeat(10_000));
            case "/file" -> Response.of(200).body(new PartOfFile(file));
            case "/middle" -> Response.of(200).body(new MiddleOfFile(file));
            case "/broken" -> Response.of(200).body(new BrokenBody());
            case "/slow" -> slow();
            case "/unread/403", "/unread/411", "/unread/413" ->
                Response.of(Integer.parseInt(request.rawPath().substring("/unread/".length())));
            case "/overflow" -> throw new StackOverflowError("expected by the test");
            case "/body-that-overflows" -> Response.of(200).body(new OverflowingBody(10));
            case "/later-body-that-overflows" -> Response.of(200).body(new OverflowingBody(1_000_000));
            case "/bug" -> throw new IllegalStateException("expected by the test");
            default ->
                Response.of(200).body(Body.text(request.method() + " " + request.rawPath() + " " + request.rawQuery()));
        };
    }

    private HttpResponse<String> get(String target) throws Exception {
        return client.send(java.net.http.HttpRequest.newBuilder(uri(target)).build(), BodyHandlers.ofString());
    }

    private URI uri(String target) {
        return URI.create("http://127.0.0.1:" + server.port() + target);
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(HANG_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** Like {@link #raw}, in as many segments as there are bytes, so that the server mostly reads few at once. */
    private String bytewise(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(HANG_MILLIS);
            socket.setTcpNoDelay(true);
            for (byte octet : request.getBytes(StandardCharsets.ISO_8859_1)) {
                socket.getOutputStream().write(octet);
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** The warnings of one class while this is open. */
    private static final class RecordedWarnings extends java.util.logging.Handler implements AutoCloseable {
        private final Logger logger;
        private final List<String> lines = new CopyOnWriteArrayList<>();

        private RecordedWarnings(Class<?> logging) {
            logger = Logger.getLogger(logging.getName());
            logger.addHandler(this);
        }

        List<String> lines() {
            return lines;
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }

    private record PartOfFile(Path path) implements Body {
        @Override
        public long length() {
            return 5;
        }

        @Override
        public void writeTo(BodySink sink) throws IOException {
            sink.write(new byte[] {'<'}, 0, 1);
            try (FileChannel channel = FileChannel.open(path)) {
                sink.transfer(channel, 2, 3);
            }
            sink.write(new byte[] {'>'}, 0, 1);
        }
    }

    private record MiddleOfFile(Path path) implements Body {
        @Override
        public long length() {
            return 70_000;
        }

        @Override
        public void writeTo(BodySink sink) throws IOException {
            try (FileChannel channel = FileChannel.open(path)) {
                sink.transfer(channel, 20_000, length());
            }
        }
    }

    private final AtomicInteger open = new AtomicInteger();

    private final class OverflowingBody implements Body {
        private final long length;

        private OverflowingBody(long length) {
            this.length = length;
            open.incrementAndGet();
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public void writeTo(BodySink sink) {
            throw new StackOverflowError("expected by the test");
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    private record BrokenBody() implements Body {
        @Override
        public long length() {
            return -1;
        }

        @Override
        public void writeTo(BodySink sink) throws IOException {
            sink.write(new byte[] {'x'}, 0, 1);
            sink.flush();
            throw new IOException("expected by the test");
        }
    }
}
