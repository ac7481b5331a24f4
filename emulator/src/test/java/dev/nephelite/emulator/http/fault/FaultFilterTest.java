package dev.nephelite.emulator.http.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Filter;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.http.fault.FaultInjector.ActiveRule;
import dev.nephelite.emulator.http.fault.FaultInjector.ErrorAnswer;
import dev.nephelite.emulator.http.fault.FaultInjector.Fault;
import dev.nephelite.emulator.http.fault.FaultInjector.Rule;
import dev.nephelite.emulator.http.server.HttpServer;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server with faults, seen from a socket. Its operations are the methods, its resources the paths. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FaultFilterTest {
    private static final String LARGE = "x".repeat(1_000_000);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final AtomicInteger scheduled = new AtomicInteger();
    private final AtomicInteger handled = new AtomicInteger();
    private final FaultInjector injector = new FaultInjector(RandomIds.seeded(1));
    private final Filter.Next<HttpRequest> chain =
            Filter.chain(List.of(new FaultFilter<>(injector, new CountedClock(), new Requests())), this::handle);
    private final HttpServer server =
            new HttpServer(ServerAddress.plain("127.0.0.1", 0), chain::handle, Clocks.single(clock));

    @AfterEach
    void close() {
        server.close();
    }

    private CompletableFuture<Response> handle(HttpRequest request) {
        handled.incrementAndGet();
        return CompletableFuture.completedFuture(
                Response.of(200).body(Body.text(request.rawPath().equals("/large") ? LARGE : "0123456789")));
    }

    @Test
    void filter_passesARequestWithoutARule() {
        assertThat(send("GET", "/a")).endsWith("0123456789");
    }

    @Test
    void delay_postponesTheRequest() {
        injector.add(Rule.always(Fault.delay(Duration.ofMinutes(5))));

        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> send("GET", "/a"));
        Await.until("the request waits", () -> scheduled.get() == 1);
        clock.advance(Duration.ofMinutes(4));
        assertThat(handled).hasValue(0);
        assertThat(answer).isNotDone();
        clock.advance(Duration.ofMinutes(1));

        assertThat(answer.join()).startsWith("HTTP/1.1 200").endsWith("0123456789");
    }

    @Test
    void delay_postponesAnUpload() {
        injector.add(Rule.always(Fault.delay(Duration.ofMinutes(5))));

        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> send("PUT", "/a", LARGE));
        Await.until("the request waits", () -> scheduled.get() == 1);
        clock.advance(Duration.ofMinutes(5));

        assertThat(answer.join()).startsWith("HTTP/1.1 200").endsWith("0123456789");
    }

    @Test
    void error_replacesTheOperation() {
        injector.add(Rule.always(Fault.error(503, "ServerBusy", "The server is busy.")));

        assertThat(send("GET", "/a")).startsWith("HTTP/1.1 503").endsWith("ServerBusy: The server is busy.");
        assertThat(handled).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void reset_closesTheConnectionWithoutAnAnswer(boolean late) {
        injector.add(Rule.always(late ? Fault.reset().after(Duration.ofSeconds(1)) : Fault.reset()));

        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> send("GET", "/a"));
        if (late) {
            Await.until("the request waits", () -> scheduled.get() == 1);
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(answer.join()).isEmpty();
        assertThat(handled).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({"/a, 0", "/a, 4", "/large, 0", "/large, 4", "/large, 300000"})
    void cut_endsTheBodyAfterItsFirstBytes(String path, int bytes) {
        injector.add(Rule.always(Fault.cut(bytes)));

        String answer = send("GET", path);

        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        assertThat(answer).contains("Content-Length: " + (path.equals("/a") ? 10 : LARGE.length()));
        assertThat(body).hasSize(bytes);
    }

    @Test
    void cut_sendsAShorterBodyWhole() {
        injector.add(Rule.always(Fault.cut(10)));

        assertThat(send("GET", "/a")).endsWith("0123456789");
    }

    @Test
    void resource_limitsARuleToItsOperationAndResource() {
        injector.add(Rule.always(Fault.reset()).operation("GET").resource("/a/*.txt"));

        assertThat(send("GET", "/a/b/c.txt")).isEmpty();
        assertThat(send("PUT", "/a/b/c.txt")).startsWith("HTTP/1.1 200");
        assertThat(send("GET", "/a/b/c.csv")).startsWith("HTTP/1.1 200");
    }

    @Test
    void onCall_countsOnlyMatchingCalls() {
        ActiveRule rule =
                injector.add(Rule.always(Fault.reset()).operation("GET").onCall(2));

        assertThat(send("GET", "/a")).startsWith("HTTP/1.1 200");
        assertThat(send("PUT", "/a")).startsWith("HTTP/1.1 200");
        assertThat(send("GET", "/b")).isEmpty();
        assertThat(send("GET", "/a")).startsWith("HTTP/1.1 200");
        assertThat(rule.faults()).isEqualTo(1);
    }

    @Test
    void probability_choosesTheSameCallsWithTheSameSeed() {
        Rule half = Rule.always(Fault.reset()).probability(0.25);
        ActiveRule first = injector.add(half);

        List<Boolean> chosen = chosen();
        assertThat(chosen.stream().filter(fault -> fault).count()).isBetween(200L, 300L);

        injector.remove(first);
        injector.add(half.seed(first.seed()));
        assertThat(chosen()).isEqualTo(chosen);

        injector.clear();
        injector.add(half);
        assertThat(chosen()).isNotEqualTo(chosen);
    }

    @Test
    void filter_appliesTheFirstOfSeveralRules() {
        injector.add(Rule.always(Fault.error(500, "First", "")));
        ActiveRule second = injector.add(Rule.always(Fault.reset()));

        assertThat(send("GET", "/a")).endsWith("First: ");
        assertThat(second.faults()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.01, Double.NaN})
    void probability_refusesANumberOutsideOf0To1(double probability) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rule.always(Fault.reset()).probability(probability));
    }

    private List<Boolean> chosen() {
        return IntStream.range(0, 1000)
                .mapToObj(call -> injector.next("GET", "/a") != null)
                .toList();
    }

    private String send(String method, String path) {
        return send(method, path, "");
    }

    /** Returns all that the server sends until it closes the connection. */
    private String send(String method, String path, String body) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String head = method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: "
                    + body.length() + "\r\n\r\n";
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static final class Requests implements FaultFilter.Subject<HttpRequest> {
        @Override
        public String operation(HttpRequest request) {
            return request.method();
        }

        @Override
        public String resource(HttpRequest request) {
            return request.rawPath();
        }

        @Override
        public Response answer(HttpRequest request, ErrorAnswer error) {
            return Response.of(error.status()).body(Body.text(error.code() + ": " + error.message()));
        }
    }

    /** Counts what waits for the clock, so that a test advances it only then. */
    private final class CountedClock implements Clock {
        @Override
        public Instant now() {
            return clock.now();
        }

        @Override
        public Scheduled scheduleAt(Instant due, Runnable task) {
            Scheduled waiting = clock.scheduleAt(due, task);
            scheduled.incrementAndGet();
            return waiting;
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            clock.sleep(duration);
        }
    }
}
