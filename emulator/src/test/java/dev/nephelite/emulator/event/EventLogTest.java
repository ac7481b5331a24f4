package dev.nephelite.emulator.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nephelite.emulator.http.server.HttpServer;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.emulator.trace.TraceScope;
import dev.nephelite.emulator.value.EventCursor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EventLogTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final Store store = Store.inMemory(clock);
    private final EventLog log = new EventLog(store, RandomIds.seeded(1));

    @AfterEach
    void close() {
        log.close();
        store.close();
    }

    @Test
    void append_ordersEventsLikeTheirChanges() {
        append("first");
        append("second");

        assertThat(log.after(0, 10)).extracting(ChangeEvent::subject).containsExactly("first", "second");
    }

    @Test
    void after_resumesAfterTheLastHandledEvent() {
        append("first");
        append("second");
        long handled = log.after(0, 1).get(0).sequence();

        assertThat(log.after(handled, 10)).extracting(ChangeEvent::subject).containsExactly("second");
    }

    @Test
    void append_inAFailedTransactionLeavesNoEvent() {
        assertThatThrownBy(() -> store.write(tx -> {
                    log.append(tx, "Type", "account", "never", Map.of());
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");
        append("first");

        assertThat(log.after(0, 10)).extracting(ChangeEvent::subject).containsExactly("first");
    }

    @Test
    void append_removesTheOldestEvents() {
        store.write(tx -> {
            for (int i = 0; i < EventLog.RETAINED + 5; i++) {
                log.append(tx, "Type", "account", "event " + i, Map.of());
            }
            return 0;
        });

        assertThat(log.after(0, 1)).extracting(ChangeEvent::subject).containsExactly("event 5");
    }

    @Test
    void open_removesEventsThatAnOlderVersionKept() {
        store.write(tx -> {
            for (long sequence = 1; sequence <= EventLog.RETAINED + 5; sequence++) {
                tx.put(
                        ChangeEvent.TABLE,
                        RecordKey.of(RecordKey.number(sequence)),
                        new ChangeEvent(
                                sequence, new UUID(0, sequence), tx.now(), "Type", "account", "event", Map.of(), null));
            }
            return 0;
        });

        EventLog opened = new EventLog(store, RandomIds.seeded(1));

        assertThat(opened.after(0, 1)).extracting(ChangeEvent::sequence).containsExactly(6L);
        assertThat(opened.last()).isEqualTo(EventLog.RETAINED + 5L);
    }

    @Test
    void append_takesTheTraceContextOfTheThreadThatWrites() {
        TraceContext context = TraceContext.begin(RandomIds.seeded(2)).withInvocation(new UUID(0, 1));
        TraceScope.run(() -> context, () -> append("caused"));
        append("by nobody");

        assertThat(log.after(0, 10)).extracting(ChangeEvent::cause).containsExactly(context, null);
    }

    @Test
    void after_returnsDataWithItsTypes() {
        Map<String, Object> data = Map.of("eTag", "0x8D", "contentLength", 17L);
        store.write(tx -> {
            log.append(tx, "Type", "account", "subject", data);
            return 0;
        });

        assertThat(log.after(0, 1).get(0).data()).isEqualTo(data);
    }

    @Test
    void stream_resumesAndThenFollowsLive() throws IOException {
        append("first");
        append("sec\"ond");
        try (HttpServer server = new HttpServer("127.0.0.1", 0, new EventStream(log), Clocks.single(clock));
                BufferedReader lines = read(server, "?after=1")) {
            assertThat(nextEvent(lines)).contains("\"subject\":\"sec\\\"ond\"").contains("\"sequence\":2");

            append("third");

            assertThat(nextEvent(lines)).contains("\"subject\":\"third\"");
            log.close();
        }
    }

    @Test
    void stream_beginsWithTheNextEventByDefault() throws IOException {
        append("first");
        try (HttpServer server = new HttpServer("127.0.0.1", 0, new EventStream(log), Clocks.single(clock));
                BufferedReader lines = read(server, "")) {
            assertThat(lines.readLine()).isEmpty();

            append("second");

            assertThat(nextEvent(lines)).contains("\"subject\":\"second\"");
            log.close();
        }
    }

    @Test
    void find_resumesAfterAKnownEvent() {
        append("first");
        append("second");
        ChangeEvent first = log.after(0, 1).get(0);
        EventCursor behindFirst = EventCursor.parse("1." + first.id());

        assertThat(log.find(behindFirst)).isEqualTo(behindFirst);
        assertThat(log.find(EventCursor.parse("1"))).isEqualTo(behindFirst);
    }

    @Test
    void find_restartsForASequenceThatThisLogHasNotReached() {
        append("first");

        assertThat(log.find(EventCursor.parse("2"))).isEqualTo(EventCursor.START);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "7"})
    void find_restartsForAnEventOfAnotherLog(String sequence) {
        append("first");

        assertThat(log.find(EventCursor.parse(sequence + ".00000000-0000-0000-0000-000000000001")))
                .isEqualTo(EventCursor.START);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 0", "1, 1", "9, 1", "10, 1", "11, 2", "3600, 2"})
    void find_ofATimeReturnsThePositionAfterAllOlderEvents(long seconds, long sequence) {
        Instant noon = clock.now();
        append("first");
        clock.advance(Duration.ofSeconds(10));
        append("second");

        assertThat(log.find(new EventCursor.FromTime(noon.plusSeconds(seconds))).sequence())
                .isEqualTo(sequence);
    }

    @Test
    void stream_namesItsStart() throws IOException {
        append("first");
        append("second");
        try (HttpServer server = new HttpServer("127.0.0.1", 0, new EventStream(log), Clocks.single(clock))) {
            URI uri = URI.create(
                    "http://127.0.0.1:" + server.port() + EventCursor.STREAM_PATH + "?after=2026-01-01T13:00:00Z");

            assertThat(uri.toURL().openConnection().getHeaderField("Nephelite-After"))
                    .isEqualTo("2." + log.after(1, 1).get(0).id());
            log.close();
        }
    }

    private void append(String subject) {
        store.write(tx -> {
            log.append(tx, "Type", "account", subject, Map.of());
            return 0;
        });
    }

    private static BufferedReader read(HttpServer server, String query) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + EventCursor.STREAM_PATH + query);
        return new BufferedReader(new InputStreamReader(uri.toURL().openStream(), StandardCharsets.UTF_8));
    }

    private static String nextEvent(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && line.isEmpty()) {
            line = lines.readLine();
        }
        return String.valueOf(line);
    }
}
