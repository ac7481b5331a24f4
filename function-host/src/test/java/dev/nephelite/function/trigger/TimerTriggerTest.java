package dev.nephelite.function.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.trigger.Calls.Call;
import dev.nephelite.function.trigger.timer.TimerTrigger;
import dev.nephelite.function.worker.TypedData;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A timer trigger on a clock that we hold; what is due happens while the clock is moved. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TimerTriggerTest {
    private static final FunctionDefinition HOURLY = timer(Map.of("schedule", "0 0 * * * *"));

    private final RunningStorage running = new RunningStorage();
    private final List<TriggerBench> benches = new ArrayList<>();

    @AfterEach
    void close() {
        benches.forEach(TriggerBench::close);
        running.close();
    }

    @Nested
    class Given_a_timer_for_every_full_hour_started_at_noon {
        private final TriggerBench bench = listen(HOURLY);

        @Test
        void advance_doesNotFireBeforeOne() {
            running.clock.advance(Duration.ofMinutes(60).minusMillis(1));

            assertThat(bench.callsWhenIdle()).isZero();
        }

        @Test
        void advance_firesAtOneAndAtTwo() throws InterruptedException {
            running.clock.advance(Duration.ofHours(1));
            Call first = bench.calls.next();
            assertThat(first.event().reason()).isEqualTo("Timer fired at 2026-01-01T13:00:00.0000000+00:00");
            assertThat(first.event().details()).isEmpty();
            first.succeed();
            running.clock.advance(Duration.ofHours(1));

            assertThat(bench.callsWhenIdle()).isOne();
        }

        @Test
        void advance_passesTheScheduleStatusToTheFunction() throws InterruptedException {
            running.clock.advance(Duration.ofHours(1));
            Call first = bench.calls.next();
            assertThat(first.event().value())
                    .isEqualTo(new TypedData.Json("{\"Schedule\":{\"AdjustForDST\":true},"
                            + "\"ScheduleStatus\":{\"Last\":\"0001-01-01T00:00:00\","
                            + "\"Next\":\"2026-01-01T13:00:00+00:00\","
                            + "\"LastUpdated\":\"2026-01-01T12:00:00+00:00\"},\"IsPastDue\":false}"));
            first.succeed();
            running.clock.advance(Duration.ofHours(1));

            assertThat(bench.calls.next().event().value())
                    .asString()
                    .contains("\"Last\":\"2026-01-01T13:00:00+00:00\"", "\"Next\":\"2026-01-01T14:00:00+00:00\"");
        }

        @Test
        void advance_storesTheStatusWhereAzureDoes() throws InterruptedException {
            running.clock.advance(Duration.ofHours(1));
            bench.calls.next().succeed();

            assertThat(status(bench))
                    .isEqualTo("{\"Last\":\"2026-01-01T13:00:00.0000000+00:00\","
                            + "\"Next\":\"2026-01-01T14:00:00.0000000+00:00\","
                            + "\"LastUpdated\":\"2026-01-01T13:00:00.0000000+00:00\"}");
        }

        @Test
        void advance_makesUpOnceForRunsMissedDuringALongRun() throws InterruptedException {
            running.clock.advance(Duration.ofHours(1));
            Call longRun = bench.calls.next();
            running.clock.advance(Duration.ofHours(3));
            assertThat(bench.callsWhenIdle()).isZero();
            longRun.succeed();

            bench.calls.next().succeed();
            assertThat(bench.callsWhenIdle()).isZero();
            running.clock.advance(Duration.ofHours(1));
            assertThat(bench.callsWhenIdle()).isOne();
        }

        @Test
        void advance_firesAgainAfterAFailure() throws InterruptedException {
            running.clock.advance(Duration.ofHours(1));
            bench.calls.next().fail();
            running.clock.advance(Duration.ofHours(1));

            assertThat(bench.callsWhenIdle()).isOne();
        }

        @Test
        void start_logsTheNextOccurrences() {
            assertThat(bench.log.lines())
                    .containsSubsequence(
                            "information: The next 5 occurrences of the 'tick' schedule (Cron: '0 0 * * * *') will be:",
                            "information: 01/01/2026 13:00:00Z",
                            "information: 01/01/2026 14:00:00Z",
                            "information: 01/01/2026 17:00:00Z");
        }

        @Test
        void stop_letsTheRunFinishAndFiresNoMore() throws InterruptedException {
            running.clock.advance(Duration.ofHours(1));
            Call run = bench.calls.next();
            CompletableFuture<Void> stopped = bench.stop(Duration.ofSeconds(10));
            assertThat(stopped).isNotDone();
            run.succeed();
            assertThat(stopped).isDone();
            running.clock.advance(Duration.ofHours(5));

            assertThat(bench.callsWhenIdle()).isZero();
        }

        @Test
        void stop_waitsForARunNoLongerThanTheGrace() throws InterruptedException {
            running.clock.advance(Duration.ofHours(1));
            bench.calls.next();
            CompletableFuture<Void> stopped = bench.stop(Duration.ofSeconds(10));
            running.clock.advance(Duration.ofSeconds(10));

            assertThat(stopped).isDone();
        }
    }

    @Nested
    class Given_a_host_that_was_down_for_three_hours {
        private final TriggerBench before = listen(HOURLY);

        @Test
        void start_makesUpOnceForMissedRuns() throws InterruptedException {
            before.stop(Duration.ZERO).join();
            running.clock.advance(Duration.ofMinutes(190));
            TriggerBench after = listen(HOURLY);

            Call late = after.calls.next();
            assertThat(late.event().value()).asString().contains("\"IsPastDue\":true");
            assertThat(late.event().details())
                    .containsEntry("UnscheduledInvocationReason", "IsPastDue")
                    .containsEntry("OriginalSchedule", "2026-01-01T13:00:00.0000000+00:00");
            late.succeed();
            assertThat(after.callsWhenIdle()).isZero();
            running.clock.advance(Duration.ofMinutes(50));
            assertThat(after.callsWhenIdle()).isOne();
        }

        @Test
        void start_followsAChangedSchedule() {
            before.stop(Duration.ZERO).join();
            running.clock.advance(Duration.ofMinutes(190));
            TriggerBench after = listen(timer(Map.of("schedule", "0 0 20 * * *")));

            assertThat(after.callsWhenIdle()).isZero();
            running.clock.advance(Duration.ofHours(5));
            assertThat(after.callsWhenIdle()).isOne();
        }
    }

    @Test
    void start_firesAtOnceWithRunOnStartup() throws InterruptedException {
        TriggerBench bench = listen(timer(Map.of("schedule", "0 0 * * * *", "runOnStartup", true)));

        Call call = bench.calls.next();
        assertThat(call.event().details()).containsEntry("UnscheduledInvocationReason", "RunOnStartup");
        call.succeed();
        running.clock.advance(Duration.ofHours(1));
        assertThat(bench.callsWhenIdle()).isOne();
    }

    @Test
    void advance_storesNoStatusForATimerThatFiresMoreThanOnceAMinute() throws InterruptedException {
        TriggerBench bench = listen(timer(Map.of("schedule", "*/10 * * * * *")));
        running.clock.advance(Duration.ofSeconds(10));

        assertThat(bench.calls.next().event().value()).asString().contains("\"ScheduleStatus\":null");
        assertThat(bench.blobs().get("azure-webjobs-hosts", statusBlob())).isEmpty();
    }

    @Test
    void advance_countsAnIntervalFromItsDueTime() throws InterruptedException {
        TriggerBench bench = listen(timer(Map.of("schedule", "00:07:00")));
        running.clock.advance(Duration.ofMinutes(7));
        Call first = bench.calls.next();
        running.clock.advance(Duration.ofMinutes(2));
        first.succeed();
        running.clock.advance(Duration.ofMinutes(5));

        assertThat(bench.calls.next().event().value()).asString().contains("\"Last\":\"2026-01-01T12:07:00+00:00\"");
    }

    @Test
    void start_readsTheScheduleFromASettingInItsTimeZone() throws InterruptedException {
        TriggerBench bench = bench(
                Map.of("SCHEDULE", "0 30 18 * * *", "WEBSITE_TIME_ZONE", "Asia/Kolkata"),
                timer(Map.of("schedule", "%SCHEDULE%")));
        assertThat(bench.log.lines()).contains("information: 01/01/2026 18:30:00+05:30 (01/01/2026 13:00:00Z)");
        running.clock.advance(Duration.ofHours(1));

        assertThat(bench.calls.next().event().reason()).isEqualTo("Timer fired at 2026-01-01T18:30:00.0000000+05:30");
    }

    @Test
    void listen_refusesAnInvalidSchedule() {
        assertThatThrownBy(() -> listen(timer(Map.of("schedule", "every day"))))
                .isInstanceOf(InvalidAppException.class)
                .hasMessageContaining("every day");
    }

    @ParameterizedTest
    @CsvSource({
        "India Standard Time, 01/01/2026 18:30:00+05:30 (01/01/2026 13:00:00Z)",
        "Mars,                01/01/2026 18:30:00Z"
    })
    void start_followsAWindowsTimeZoneAndUtcForAnUnknownOne(String zone, String next) {
        TriggerBench bench = bench(
                Map.of("SCHEDULE", "0 30 18 * * *", "WEBSITE_TIME_ZONE", zone),
                timer(Map.of("schedule", "%SCHEDULE%")));

        assertThat(bench.log.lines()).contains("information: " + next);
    }

    @Test
    void manual_createsATimerEvent() {
        TriggerBench bench = listen(HOURLY);

        TriggerEvent event = new TimerTrigger().listenerFactory(bench.host).manualEvent(HOURLY, "");

        assertThat(event.reason()).isEqualTo(TriggerEvent.MANUAL);
        assertThat(event.value()).asString().contains("\"IsPastDue\":false", "\"Next\":\"2026-01-01T13:00:00+00:00\"");
    }

    private TriggerBench listen(FunctionDefinition timer) {
        return bench(Map.of("WEBSITE_TIME_ZONE", "UTC"), timer);
    }

    private TriggerBench bench(Map<String, String> settings, FunctionDefinition timer) {
        TriggerBench bench = new TriggerBench(
                running.connectionString(), settings, running.clock, TriggerBench.DEFAULTS, List.of(timer));
        benches.add(bench);
        bench.listen(new TimerTrigger(), timer);
        return bench;
    }

    private static FunctionDefinition timer(Map<String, Object> attributes) {
        return TriggerBench.function("tick", "timerTrigger", attributes);
    }

    private static String statusBlob() {
        return "timers/bench-1/Host.Functions.tick/status";
    }

    private static String status(TriggerBench bench) {
        return new String(
                bench.blobs()
                        .get("azure-webjobs-hosts", statusBlob())
                        .orElseThrow()
                        .content(),
                StandardCharsets.UTF_8);
    }
}
