package dev.nephelite.function.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.nephelite.function.app.BindingDefinition.DataType;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.trigger.Calls.Call;
import dev.nephelite.function.trigger.queue.QueueTrigger;
import dev.nephelite.function.worker.TypedData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A queue trigger against the real Queue service, with time in our hands. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueueTriggerTest {
    /** Ends a test that hangs; no assertion depends on it. */
    private static final Duration HANG_LIMIT = Duration.ofMinutes(4);

    private static final FunctionDefinition SHIP =
            TriggerBench.function("ship", "queueTrigger", Map.of("queueName", "Orders"));

    private final RunningStorage running = new RunningStorage();
    private final List<TriggerBench> benches = new ArrayList<>();

    @AfterEach
    void close() {
        benches.forEach(TriggerBench::close);
        running.close();
    }

    @Nested
    class Given_a_function_that_listens {
        private final TriggerBench bench = bench(TriggerBench.DEFAULTS);

        @Test
        void putMessage_runsTheFunctionAndDeletesTheMessage() throws InterruptedException {
            bench.put("orders", "first");
            bench.listen(new QueueTrigger(), SHIP);

            Call call = bench.calls.next();
            assertThat(call.text()).isEqualTo("first");
            assertThat(call.event().reason()).isEqualTo("New queue message detected on 'orders'.");
            call.succeed();

            bench.finish();
            running.clock.advance(Duration.ofMinutes(11));
            assertThat(bench.receive("orders")).isEmpty();
        }

        @Test
        void putMessage_runsTheFunctionAtOnce() throws InterruptedException {
            bench.listen(new QueueTrigger(), SHIP);
            bench.put("orders", "first");
            bench.calls.next().succeed();
            bench.put("orders", "second");

            assertThat(bench.calls.next().text()).isEqualTo("second");
        }

        @Test
        void putMessage_runsTheFunctionAtOnceAfterTheClockWasAdvanced() throws InterruptedException {
            bench.listen(new QueueTrigger(), SHIP);
            bench.put("orders", "first");
            Call first = bench.calls.next();
            running.clock.advance(Duration.ofHours(3));
            bench.put("orders", "second");

            assertThat(bench.calls.next().text()).isEqualTo("second");
            first.succeed();
        }

        @Test
        void putMessage_withAVisibilityTimeoutRunsTheFunctionOnTime() throws InterruptedException {
            TriggerBench patient = bench(Map.of("extensions:queues:maxPollingInterval", "00:10:00"));
            patient.listen(new QueueTrigger(), SHIP);
            patient.put("orders", "warm-up");
            patient.calls.next().succeed();
            patient.queues().add("orders", TriggerBench.base64("later"), Duration.ofSeconds(1));

            Call call = patient.calls.nextWhileAdvancing(running.clock, Duration.ofMillis(100));
            assertThat(call.text()).isEqualTo("later");
            assertThat(running.clock.now()).isBefore(RunningStorage.NOON.plus(Duration.ofMinutes(1)));
        }

        @Test
        void putMessage_passesTheMetadataOfTheMessageToTheFunction() throws InterruptedException {
            bench.put("orders", "{\"id\":7,\"big\":true,\"to\":{\"city\":\"Ulm\"},\"lines\":[1,2],\"note\":null}");
            bench.listen(new QueueTrigger(), SHIP);

            TriggerEvent event = bench.calls.next().event();
            assertThat(event.metadata())
                    .contains(
                            entry("Id", new TypedData.Text("7")),
                            entry("big", new TypedData.Text("true")),
                            entry("note", new TypedData.Text("")),
                            entry("to", new TypedData.Json("{\"city\":\"Ulm\"}")),
                            entry("DequeueCount", new TypedData.Json("1")),
                            entry("InsertionTime", new TypedData.Json("\"2026-01-01T12:00:00+00:00\"")),
                            entry("ExpirationTime", new TypedData.Json("\"2026-01-08T12:00:00+00:00\"")),
                            entry("NextVisibleTime", new TypedData.Json("\"2026-01-01T12:00:15+00:00\"")))
                    .containsKeys("PopReceipt", "QueueTrigger")
                    .doesNotContainKey("lines");
            assertThat(event.details())
                    .containsEntry("DequeueCount", "1")
                    .containsEntry("InsertedOn", "2026-01-01T12:00:00.000+00:00");
        }

        @Test
        void start_keepsTheMessageHiddenWhileTheFunctionRuns() throws InterruptedException {
            bench.put("orders", "long");
            bench.listen(new QueueTrigger(), SHIP);
            Call call = bench.calls.next();

            for (int minutes = 0; minutes < 60; minutes += 4) {
                running.clock.advance(Duration.ofMinutes(4));
                assertThat(bench.receive("orders")).isEmpty();
            }
            call.succeed();
            bench.finish();
            running.clock.advance(Duration.ofMinutes(11));
            assertThat(bench.receive("orders")).isEmpty();
            assertThat(bench.callsWhenIdle()).isZero();
        }

        @Test
        void start_doesNotCreateTheQueue() throws InterruptedException {
            bench.listen(new QueueTrigger(), SHIP);
            bench.put("orders", "first");
            bench.calls.next().succeed();

            assertThat(bench.queues().create("orders")).isFalse();
            assertThat(bench.queues().create("orders-poison")).isTrue();
        }

        @Test
        void start_waitsForAMissingQueue() throws InterruptedException {
            bench.listen(new QueueTrigger(), SHIP);
            running.clock.advance(Duration.ofMinutes(10));
            assertThat(bench.queues().create("orders")).isTrue();
            bench.put("orders", "first");

            assertThat(bench.calls.next().text()).isEqualTo("first");
        }
    }

    @Nested
    class Given_a_function_that_is_stopped {
        private final TriggerBench bench = bench(TriggerBench.DEFAULTS);

        @Test
        void stop_letsARunningFunctionFinish() throws InterruptedException {
            bench.put("orders", "begun");
            bench.listen(new QueueTrigger(), SHIP);
            Call call = bench.calls.next();

            CompletableFuture<Void> stopped = bench.stop(Duration.ofSeconds(10));
            assertThat(stopped).isNotDone();
            call.succeed();

            assertThat(stopped).succeedsWithin(HANG_LIMIT);
            running.clock.advance(Duration.ofMinutes(11));
            assertThat(bench.receive("orders")).isEmpty();
        }

        @Test
        void stop_makesAnUnfinishedMessageVisibleAfterTheGrace() throws InterruptedException {
            bench.put("orders", "endless");
            bench.listen(new QueueTrigger(), SHIP);
            Call call = bench.calls.next();

            CompletableFuture<Void> stopped = bench.stop(Duration.ofSeconds(10));
            running.clock.advance(Duration.ofSeconds(10));

            assertThat(stopped).succeedsWithin(HANG_LIMIT);
            assertThat(bench.receive("orders"))
                    .extracting(QueueClient.Message::dequeueCount)
                    .containsExactly(2L);
            call.succeed();
            running.clock.advance(Duration.ofMinutes(11));
            assertThat(bench.receive("orders")).hasSize(1);
        }

        @Test
        void stop_receivesNoFurtherMessage() throws InterruptedException {
            bench.put("orders", "first");
            bench.listen(new QueueTrigger(), SHIP);
            bench.calls.next().succeed();
            bench.finish();
            bench.put("orders", "second");

            assertThat(bench.receive("orders")).hasSize(1);
            assertThat(bench.callsWhenIdle()).isZero();
        }
    }

    @Test
    void start_limitsTheMessagesInFlightToABatchAndTheThreshold() throws InterruptedException {
        TriggerBench bench =
                bench(Map.of("extensions:queues:batchSize", "2", "extensions:queues:newBatchThreshold", "1"));
        for (int i = 0; i < 6; i++) {
            bench.put("orders", "m" + i);
        }
        bench.listen(new QueueTrigger(), SHIP);

        Call first = bench.calls.next();
        Call second = bench.calls.next();
        assertThat(bench.receive("orders"))
                .describedAs("what was left in the queue")
                .hasSize(4);
        assertThat(bench.callsWhenIdle()).isZero();
        first.succeed();
        second.succeed();
    }

    @Test
    void start_passesPlainTextIfTheMessageEncodingIsNone() throws InterruptedException {
        TriggerBench bench = bench(Map.of("extensions:queues:messageEncoding", "none"));
        bench.queues().add("orders", "plain text");
        bench.listen(new QueueTrigger(), SHIP);

        assertThat(bench.calls.next().text()).isEqualTo("plain text");
    }

    @Test
    void start_passesTheMessageAsBytesOnRequest() throws InterruptedException {
        TriggerBench bench = bench(TriggerBench.DEFAULTS);
        byte[] noText = {(byte) 0xFF, 0, 1};
        bench.queues().add("orders", Base64.getEncoder().encodeToString(noText));
        bench.listen(
                new QueueTrigger(),
                TriggerBench.function("ship", "queueTrigger", DataType.BINARY, Map.of("queueName", "orders")));

        TriggerEvent event = bench.calls.next().event();
        assertThat(event.value()).isEqualTo(new TypedData.Bytes(noText));
        assertThat(event.metadata()).doesNotContainKey("QueueTrigger");
    }

    @Test
    void manual_takesTheTextOfAMessage() {
        TriggerBench bench = bench(TriggerBench.DEFAULTS);

        TriggerEvent event = new QueueTrigger().listenerFactory(bench.host).manualEvent(SHIP, "{\"city\":\"Ulm\"}");

        assertThat(event.value()).isEqualTo(new TypedData.Text("{\"city\":\"Ulm\"}"));
        assertThat(event.metadata()).containsEntry("city", new TypedData.Text("Ulm"));
        assertThat(event.reason()).isEqualTo(TriggerEvent.MANUAL);
    }

    @Test
    void listen_refusesANameThatNoQueueCanHave() {
        TriggerBench bench = bench(TriggerBench.DEFAULTS);
        FunctionDefinition wrong = TriggerBench.function("ship", "queueTrigger", Map.of("queueName", "orders/{id}"));

        assertThatThrownBy(() -> new QueueTrigger().listenerFactory(bench.host).listener(wrong))
                .isInstanceOf(InvalidAppException.class)
                .hasMessageContaining("orders/{id}");
    }

    private TriggerBench bench(Map<String, String> hostJson) {
        return bench(TriggerBench.settings(hostJson));
    }

    private TriggerBench bench(HostSettings settings) {
        TriggerBench bench = new TriggerBench(running.connectionString(), running.clock, settings, List.of(SHIP));
        benches.add(bench);
        return bench;
    }
}
