package dev.nephelite.function.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.CloudClock;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.value.EventCursor;
import dev.nephelite.function.AdvancedAfterReading;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.client.EventFeed;
import dev.nephelite.function.client.StorageAccounts;
import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.trigger.Calls.Call;
import dev.nephelite.function.trigger.queue.QueueTrigger;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.TypedData;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HostActivityTest {
    /** Ends a test that hangs; no assertion depends on it. */
    private static final Duration HANG_LIMIT = Duration.ofMinutes(4);

    private static final FunctionDefinition SHIP =
            TriggerBench.function("ship", "queueTrigger", Map.of("queueName", "orders"));

    @Nested
    class Given_no_storage {
        private final ManualClock clock = new ManualClock(RunningStorage.NOON);
        private final HostActivity activity = new HostActivity(
                new StorageAccounts(AppSettings.of(Map.of(), Map.of(), Map.of()), Clocks.single(clock), null));

        @Test
        void idle_completes_when_a_submitted_task_and_the_task_that_it_submits_have_ended() {
            Queue<Runnable> submitted = new ArrayDeque<>();
            Executor executor = activity.tracked(submitted::add);
            executor.execute(() -> executor.execute(() -> {}));
            CompletableFuture<Void> idle = activity.idle();

            submitted.remove().run();
            assertThat(idle).isNotDone();
            submitted.remove().run();
            assertThat(idle).isDone();
        }

        @Test
        void idle_does_not_wait_for_a_task_that_was_rejected() {
            Executor executor = activity.tracked(task -> {
                throw new RejectedExecutionException("full");
            });

            assertThatThrownBy(() -> executor.execute(() -> {})).hasMessage("full");
            assertThat(activity.idle()).isDone();
        }

        @Test
        void idle_waits_for_a_timer_only_when_it_is_due() {
            Queue<Runnable> due = new ArrayDeque<>();
            Clock timers = activity.tracked(new LateClock(due));
            timers.schedule(Duration.ofSeconds(1), () -> {});
            assertThat(activity.idle()).isDone();

            clock.advance(Duration.ofSeconds(1));
            CompletableFuture<Void> idle = activity.idle();
            assertThat(idle).isNotDone();
            due.remove().run();
            assertThat(idle).isDone();
        }

        @Test
        void idle_does_not_wait_for_a_timer_that_was_cancelled() {
            Clock.Scheduled timer =
                    activity.tracked(new LateClock(new ArrayDeque<>())).schedule(Duration.ZERO, () -> {});
            CompletableFuture<Void> idle = activity.idle();
            assertThat(idle).isNotDone();
            timer.cancel();

            assertThat(idle).isDone();
        }

        @Test
        void idle_waits_for_an_invocation_and_for_what_its_result_leads_to() throws InterruptedException {
            Calls calls = new Calls();
            Queue<Runnable> submitted = new ArrayDeque<>();
            Executor executor = activity.tracked(submitted::add);
            CompletableFuture<InvocationResult> result = activity.tracked(calls)
                    .invoke(SHIP, new TriggerEvent("test", Map.of(), new TypedData.Text(""), Map.of()));
            CompletableFuture<Void> settled = result.thenRunAsync(() -> {}, executor);
            CompletableFuture<Void> idle = activity.idle();

            calls.next().succeed();
            assertThat(settled).isNotDone();
            assertThat(idle).isNotDone();
            submitted.remove().run();
            assertThat(settled).isDone();
            assertThat(idle).isDone();
        }

        @Test
        void a_timer_that_becomes_due_while_it_is_scheduled_fires() {
            CloudClock cloud = new CloudClock(clock);
            Clock timers = activity.tracked(new AdvancedAfterReading(cloud));
            List<String> fired = new ArrayList<>();

            timers.schedule(Duration.ofSeconds(1), () -> fired.add("timer"));
            clock.advance(Duration.ZERO);

            assertThat(fired).containsExactly("timer");
            assertThat(activity.idle()).isDone();
        }

        @Test
        void listenersIdle_does_not_wait_for_an_invocation() {
            CompletableFuture<InvocationResult> unused = activity.tracked(new Calls())
                    .invoke(SHIP, new TriggerEvent("test", Map.of(), new TypedData.Text(""), Map.of()));

            assertThat(activity.listenersIdle()).isDone();
            assertThat(activity.idle()).isNotDone();
        }

        /** Timers fire when the test runs them. */
        private final class LateClock implements Clock {
            private final Queue<Runnable> timers;

            private LateClock(Queue<Runnable> timers) {
                this.timers = timers;
            }

            @Override
            public Instant now() {
                return clock.now();
            }

            @Override
            public Scheduled scheduleAt(Instant due, Runnable task) {
                timers.add(task);
                return () -> timers.remove(task);
            }

            @Override
            public void sleep(Duration duration) {
                throw new AssertionError("nobody sleeps");
            }
        }
    }

    @Nested
    class Given_storage {
        private final RunningStorage running = new RunningStorage();
        private final TriggerBench bench =
                new TriggerBench(running.connectionString(), running.clock, TriggerBench.DEFAULTS, List.of(SHIP));

        @AfterEach
        void close() {
            bench.close();
            running.close();
        }

        @Test
        void idle_completes_when_the_message_that_was_put_is_settled() throws InterruptedException {
            bench.listen(new QueueTrigger(), SHIP);
            bench.put("orders", "first");
            CompletableFuture<Void> idle = bench.host.activity().idle();
            Call call = bench.calls.next();
            assertThat(idle).isNotDone();
            call.succeed();

            assertThat(idle).succeedsWithin(HANG_LIMIT);
            running.clock.advance(Duration.ofMinutes(1));
            assertThat(bench.receive("orders")).isEmpty();
        }

        @Test
        void idle_waits_until_every_event_of_the_server_is_handled() throws InterruptedException {
            CountDownLatch goOn = new CountDownLatch(1);
            bench.storage.account(null).blobEvents().subscribe(new Slow(goOn));
            bench.awaitIdle();
            bench.blobs().put("photos", "sea", "blue".getBytes(StandardCharsets.UTF_8), Map.of());
            CompletableFuture<Void> idle = bench.host.activity().idle();
            // A later answer of the server shows that the first one has been received.
            assertThat(bench.storage.newestEvents()).succeedsWithin(HANG_LIMIT);
            assertThat(idle).isNotDone();
            goOn.countDown();

            assertThat(idle).succeedsWithin(HANG_LIMIT);
        }

        /** Handles no event before it is told to. */
        private record Slow(CountDownLatch goOn) implements EventFeed.Subscriber {
            @Override
            public void connected(EventCursor start) {}

            @Override
            public void disconnected() {}

            @Override
            public void changed(StorageEvent event) {
                try {
                    goOn.await();
                } catch (InterruptedException stopping) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
