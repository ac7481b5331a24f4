package dev.nephelite.function.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.client.BlobLease;
import dev.nephelite.function.client.BlobLease.Outcome;
import dev.nephelite.function.lock.PrimaryHost;
import dev.nephelite.function.trigger.Calls.Call;
import dev.nephelite.function.trigger.timer.TimerTrigger;
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

/** Timers of hosts that share an id and an account. The time is ours; for a host that is paused or dead it stands still. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TimerLockTest {
    private static final FunctionDefinition EVERY_MINUTE =
            TriggerBench.function("tick", "timerTrigger", Map.of("schedule", "0 * * * * *"));
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String HOSTS = "azure-webjobs-hosts";
    private static final String LOCK = "locks/bench-1/Host.Functions.tick.Listener";
    private static final HostFlags REAL_POLLING = new HostFlags(false, true);

    private final RunningStorage running = new RunningStorage();
    private final ManualClock clock = running.clock;
    private final ManualClock stopped = new ManualClock(RunningStorage.NOON);
    private final List<TriggerBench> benches = new ArrayList<>();

    @AfterEach
    void close() {
        benches.forEach(TriggerBench::close);
        running.close();
    }

    @Nested
    class Given_two_hosts {
        private final TriggerBench first = host();
        private final TriggerBench second = host();

        @Test
        void advance_runsTheTimerInOneHostOnly() throws InterruptedException {
            for (int minute = 0; minute < 3; minute++) {
                clock.advance(MINUTE);
                first.calls.next().succeed();
            }

            assertThat(first.callsWhenIdle() + second.callsWhenIdle()).isZero();
        }

        @Test
        void start_writesTheOwnerIntoTheLockBlob() {
            assertThat(isOwner(first)).isTrue();
        }

        @Test
        void stop_handsTheTimerToTheOtherHostAtOnce() throws InterruptedException {
            clock.advance(MINUTE);
            first.calls.next().succeed();
            first.finish();
            awaitOwner(second);
            clock.advance(MINUTE);

            assertThat(second.calls.next().event().reason())
                    .isEqualTo("Timer fired at 2026-01-01T12:02:00.0000000+00:00");
            assertThat(first.callsWhenIdle()).isZero();
        }

        @Test
        void stop_keepsTheLockWhileTheFunctionRuns() throws InterruptedException {
            clock.advance(MINUTE);
            Call slow = first.calls.next();
            CompletableFuture<Void> ended = first.stop(Duration.ofHours(1));
            clock.advance(Duration.ofSeconds(90));
            assertThat(second.callsWhenIdle()).isZero();
            assertThat(ended).isNotDone();
            slow.succeed();

            assertThat(second.calls.next().event().value()).asString().contains("\"IsPastDue\":true");
        }
    }

    @Nested
    class Given_a_host_that_is_paused_or_dead {
        private final TriggerBench paused = host(stopped, HostFlags.LOCAL, TriggerBench.DEFAULTS);

        @Test
        void start_acquiresTheLockOfADeadHostWithinTwentySeconds() throws InterruptedException {
            TriggerBench next = host();
            clock.advance(Duration.ofSeconds(14));
            assertThat(isOwner(next)).isFalse();
            clock.advance(Duration.ofSeconds(6));

            awaitOwner(next);
        }

        @Test
        void start_acquiresTheLockAfterAMinuteWithRealPolling() {
            TriggerBench next = host(clock, REAL_POLLING, TriggerBench.DEFAULTS);
            clock.advance(Duration.ofSeconds(59));
            assertThat(isOwner(next)).isFalse();
            clock.advance(Duration.ofSeconds(1));

            assertThat(isOwner(next)).isTrue();
        }

        @Test
        void start_usesTheRecoveryIntervalOfHostJson() throws InterruptedException {
            Map<String, String> hostJson = Map.of("singleton:listenerLockRecoveryPollingInterval", "00:00:30");
            TriggerBench next = host(clock, HostFlags.LOCAL, TriggerBench.settings(hostJson));
            clock.advance(Duration.ofSeconds(29));
            assertThat(isOwner(next)).isFalse();
            clock.advance(Duration.ofSeconds(1));

            awaitOwner(next);
        }

        @Test
        void start_breaksTheLeaseOfADeadProcessOnThisMachine() throws Exception {
            BlobLease dead = leaseOfADeadProcess();
            TriggerBench next = host();

            awaitOwner(next);
            assertThat(dead.renew()).isFalse();
        }

        private BlobLease leaseOfADeadProcess() throws Exception {
            String ours = paused.blobs()
                    .properties(HOSTS, LOCK)
                    .orElseThrow()
                    .metadata()
                    .getOrDefault("NepheliteProcess", "");
            paused.finish();
            Process process = new ProcessBuilder("true").start();
            process.waitFor();
            BlobLease lease =
                    paused.blobs().lease(HOSTS, LOCK, paused.host.ids().uuid());
            assertThat(lease.acquire(MINUTE, null)).isEqualTo(Outcome.ACQUIRED);
            lease.setMetadata(Map.of("NepheliteProcess", ours.replaceFirst("\\d+", Long.toString(process.pid()))));
            return lease;
        }

        @Test
        void resume_runsNothingIfAnotherHostHasTheTimer() throws InterruptedException {
            TriggerBench next = host();
            clock.advance(MINUTE);
            next.calls.next().succeed();
            stopped.advance(MINUTE);
            stopped.advance(Duration.ofSeconds(5));

            assertThat(paused.callsWhenIdle()).isZero();
            assertThat(isOwner(next)).isTrue();
        }

        @Test
        void resume_continuesIfNoOtherHostHasTheTimer() throws InterruptedException {
            clock.advance(Duration.ofMinutes(5));
            stopped.advance(Duration.ofMinutes(5));

            assertThat(paused.calls.next().event().reason())
                    .isEqualTo("Timer fired at 2026-01-01T12:01:00.0000000+00:00");
            assertThat(isOwner(paused)).isTrue();
        }

        @Test
        void resume_doesNotRepeatTheRunBeforeThePause() throws InterruptedException {
            stopped.advance(MINUTE);
            Call slow = paused.calls.next();
            clock.advance(MINUTE.plusSeconds(30));
            slow.succeed();
            stopped.advance(Duration.ofSeconds(30));

            assertThat(paused.callsWhenIdle()).isZero();
        }
    }

    @Test
    void start_waitsForUnreachableStorageAndReportsItOnce() throws InterruptedException {
        String connectionString = running.connectionString();
        Runnable startBlobs = running.stopBlobs();
        TriggerBench bench = host(connectionString, clock, HostFlags.LOCAL, TriggerBench.DEFAULTS);
        clock.advance(Duration.ofMinutes(5));
        assertThat(bench.callsWhenIdle()).isZero();
        assertThat(bench.log.lines())
                .filteredOn(line -> line.startsWith("warning: Timer 'tick' is delayed."))
                .singleElement()
                .asString()
                .contains("storage is not reachable");
        startBlobs.run();
        clock.advance(Duration.ofSeconds(10));
        awaitOwner(bench);
        clock.advance(MINUTE);

        bench.calls.next().succeed();
    }

    @Test
    void start_runsTheTimerOfAHostThatIsAloneWithoutALease() throws InterruptedException {
        TriggerBench alone = host(clock, new HostFlags(false, false, true), TriggerBench.DEFAULTS);
        clock.advance(MINUTE);
        alone.calls.next().succeed();
        alone.finish();

        assertThat(alone.blobs().properties(HOSTS, LOCK)).isEmpty();
    }

    @Test
    void start_holdsTheLockOfThePrimaryHostUntilStop() {
        TriggerBench bench = host();
        PrimaryHost primary = new PrimaryHost(bench.host);
        primary.start();

        assertThat(bench.log.lines())
                .contains("information: Host lock lease acquired by instance ID '" + bench.host.instanceName() + "'.");
        assertThat(bench.host.instanceName()).matches("[0-9a-f]{32}");
        assertThat(claimOfHostLock(bench)).isEqualTo(Outcome.HELD_BY_OTHER);
        primary.stop().join();
        assertThat(claimOfHostLock(bench)).isEqualTo(Outcome.ACQUIRED);
    }

    private Outcome claimOfHostLock(TriggerBench bench) {
        return bench.blobs()
                .lease(HOSTS, "locks/bench-1/host", bench.host.ids().uuid())
                .acquire(MINUTE, null);
    }

    private TriggerBench host() {
        return host(clock, HostFlags.LOCAL, TriggerBench.DEFAULTS);
    }

    private TriggerBench host(ManualClock time, HostFlags flags, HostSettings settings) {
        return host(running.connectionString(), time, flags, settings);
    }

    private TriggerBench host(String connectionString, ManualClock time, HostFlags flags, HostSettings settings) {
        TriggerBench bench = new TriggerBench(
                connectionString, Map.of("WEBSITE_TIME_ZONE", "UTC"), flags, time, settings, List.of(EVERY_MINUTE));
        benches.add(bench);
        bench.listen(new TimerTrigger(), EVERY_MINUTE);
        return bench;
    }

    private static boolean isOwner(TriggerBench bench) {
        return bench.blobs()
                .properties(HOSTS, LOCK)
                .orElseThrow()
                .metadata()
                .getOrDefault("FunctionInstance", "")
                .equals(bench.host.instanceName());
    }

    /** Waits until the host has looked where the timer stands, which it does once it has the lock. */
    private static void awaitOwner(TriggerBench bench) throws InterruptedException {
        bench.log.firstWith("initial status");
    }
}
