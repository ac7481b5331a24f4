package dev.nephelite.function.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.event.EventStream;
import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Body.BodySink;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.server.HttpServer;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.emulator.value.EventCursor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EventFeedTest {
    private final SystemClock clock = new SystemClock();
    private final HttpTransport http = new JdkHttpTransport(null);
    private final Heard heard = new Heard();
    private @Nullable HttpServer server;
    private @Nullable EventFeed feed;

    @AfterEach
    void close() {
        if (feed != null) {
            feed.close();
        }
        if (server != null) {
            server.close();
        }
        clock.close();
    }

    @Nested
    class Given_a_server_that_publishes_its_events {
        private final Store store = Store.inMemory(clock);
        private final EventLog log = new EventLog(store, RandomIds.seeded(1));

        @AfterEach
        void closeLog() {
            log.close();
            if (server != null) {
                // A response that is still being sent must not read from a closed store.
                server.close();
            }
            store.close();
        }

        @Test
        void subscribe_passesAllMembersOfAnEvent() throws InterruptedException {
            subscribe(serve(new EventStream(log), 0));
            assertThat(heard.next()).isEqualTo("connected");
            append("/blobServices/default/containers/photos/blobs/\"sea\".jpg");

            assertThat(heard.next())
                    .isEqualTo("Microsoft.Storage.BlobCreated of shop: "
                            + "/blobServices/default/containers/photos/blobs/\"sea\".jpg {eTag=0x1}");
        }

        @Test
        void subscribe_omitsEarlierEvents() throws InterruptedException {
            append("before");
            subscribe(serve(new EventStream(log), 0));
            assertThat(heard.next()).isEqualTo("connected");
            append("after");

            assertThat(heard.next()).contains("after");
        }

        @Test
        void subscribe_notifiesALaterSubscriberOfTheConnection() throws InterruptedException {
            EventFeed open = subscribe(serve(new EventStream(log), 0));
            assertThat(heard.next()).isEqualTo("connected");
            Heard second = new Heard();
            open.subscribe(second);

            assertThat(second.next()).isEqualTo("connected");
        }

        @Test
        void close_endsTheSubscription() throws InterruptedException {
            EventFeed open = subscribe(serve(new EventStream(log), 0));
            assertThat(heard.next()).isEqualTo("connected");
            Heard second = new Heard();
            open.subscribe(second).close();
            append("later");

            assertThat(heard.next()).contains("later");
            assertThat(second.next()).isEqualTo("connected");
            assertThat(second.count()).isZero();
        }

        @Test
        void changed_thatFailsDoesNotEndTheFeed() throws InterruptedException {
            EventFeed open = subscribe(serve(new EventStream(log), 0));
            assertThat(heard.next()).isEqualTo("connected");
            open.subscribe(new Failing());
            append("first");
            assertThat(heard.next()).contains("first");

            // The feed follows the latest changes, so those between its two connections are missed.
            assertThat(heard.next()).isEqualTo("disconnected");
            assertThat(heard.next()).isEqualTo("connected");
            append("second");
            assertThat(heard.next()).contains("second");
        }

        @Test
        void subscribe_connectsAgainToAServerThatComesBack() throws InterruptedException {
            EventLog logOfFirst = new EventLog(store, RandomIds.seeded(2));
            HttpServer first = serve(new EventStream(logOfFirst), 0);
            subscribe(first);
            assertThat(heard.next()).isEqualTo("connected");
            logOfFirst.close();
            first.close();
            assertThat(heard.next()).isEqualTo("disconnected");
            serve(new EventStream(log), first.port());

            assertThat(heard.next()).isEqualTo("connected");
        }

        private void append(String subject) {
            store.write(tx -> {
                log.append(tx, "Microsoft.Storage.BlobCreated", "shop", subject, Map.of("eTag", "0x1"));
                return 0;
            });
        }
    }

    @Nested
    class Given_time_in_our_hands {
        private final ManualClock manual = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
        private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

        @Test
        void subscribe_asksAServerWithoutAFeedOnceAMinute() throws InterruptedException {
            HttpServer other = serve(
                    Handler.of(request -> {
                        requests.add(request.rawPath());
                        return Response.of(400).body(Body.text("<Error/>"));
                    }),
                    0);
            feed = new EventFeed(http, origin(other), () -> EventCursor.LATEST, manual);
            feed.subscribe(heard);
            assertThat(requests.poll(4, TimeUnit.MINUTES)).isEqualTo("/_nephelite/events");

            assertThat(secondsUntilAskedAgain()).isGreaterThanOrEqualTo(60);
            assertThat(heard.count()).isZero();
        }

        @Test
        void subscribe_connectsAgainWhenTheServerFallsSilent() throws InterruptedException {
            CountDownLatch end = new CountDownLatch(1);
            HttpServer silent = serve(
                    Handler.of(request -> Response.of(200)
                            .header("Content-Type", "application/x-ndjson")
                            .body(new FirstLineOnly(end))),
                    0);
            feed = new EventFeed(http, origin(silent), () -> EventCursor.LATEST, manual);
            feed.subscribe(heard);
            assertThat(heard.next()).isEqualTo("connected");
            for (int seconds = 0; seconds < 120 && heard.count() == 0; seconds++) {
                manual.advance(Duration.ofSeconds(1));
                requests.poll(20, TimeUnit.MILLISECONDS);
            }

            assertThat(heard.next()).isEqualTo("connected");
            end.countDown();
        }

        private int secondsUntilAskedAgain() throws InterruptedException {
            int seconds = 0;
            while (requests.poll(20, TimeUnit.MILLISECONDS) == null && seconds < 10_000) {
                manual.advance(Duration.ofSeconds(1));
                seconds++;
            }
            return seconds;
        }
    }

    private HttpServer serve(Handler handler, int port) {
        server = new HttpServer("127.0.0.1", port, handler, Clocks.single(clock));
        return server;
    }

    private EventFeed subscribe(HttpServer to) {
        feed = new EventFeed(http, origin(to), () -> EventCursor.LATEST, clock);
        feed.subscribe(heard);
        return feed;
    }

    private static String origin(HttpServer of) {
        return "http://127.0.0.1:" + of.port();
    }

    /** Everything a subscriber is told, in order. */
    private static final class Heard implements EventFeed.Subscriber {
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        @Override
        public void connected(EventCursor start) {
            lines.add("connected");
        }

        @Override
        public void disconnected() {
            lines.add("disconnected");
        }

        @Override
        public void changed(StorageEvent event) {
            lines.add("%s of %s: %s %s".formatted(event.type(), event.account(), event.subject(), event.data()));
        }

        String next() throws InterruptedException {
            String line = lines.poll(4, TimeUnit.MINUTES);
            if (line == null) {
                throw new AssertionError("nothing was told");
            }
            return line;
        }

        int count() {
            return lines.size();
        }
    }

    /** Fails at every change. */
    private static final class Failing implements EventFeed.Subscriber {
        @Override
        public void connected(EventCursor start) {}

        @Override
        public void disconnected() {}

        @Override
        public void changed(StorageEvent event) {
            throw new NoClassDefFoundError("app/Gone");
        }
    }

    /** A stream that begins well and then hangs. */
    private record FirstLineOnly(CountDownLatch end) implements Body {
        @Override
        public long length() {
            return -1;
        }

        @Override
        public void writeTo(BodySink sink) throws IOException {
            byte[] line = "\n".getBytes(StandardCharsets.UTF_8);
            sink.write(line, 0, line.length);
            sink.flush();
            try {
                end.await();
            } catch (InterruptedException stopping) {
                throw new IOException(stopping);
            }
        }
    }
}
