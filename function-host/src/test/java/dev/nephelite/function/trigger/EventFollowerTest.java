package dev.nephelite.function.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.client.StorageEvent;
import dev.nephelite.function.trigger.eventgrid.EventFollower;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Hosts that follow the same log. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventFollowerTest {
    private static final Duration STEP = Duration.ofMillis(20);
    private static final int MOST_STEPS = 10_000;

    private final RunningStorage running = new RunningStorage();
    private final List<TriggerBench> benches = new ArrayList<>();
    private final List<EventFollower> followers = new ArrayList<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<Error> errors = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> nothing = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        followers.forEach(follower -> follower.stop().join());
        benches.forEach(TriggerBench::close);
        running.close();
    }

    @Test
    void stop_letsAnotherHostResumeAfterTheLastEvent() throws InterruptedException {
        follow("a");
        upload("warm.up");
        await(() -> heard.contains("a warm.up"));
        follow("b");

        upload("sea.jpg");
        upload("land.jpg");
        await(() -> heard.contains("a land.jpg"));
        followers.get(0).stop().join();
        upload("sky.jpg");
        await(() -> heard.contains("b sky.jpg"));
        benches.get(0).awaitIdle();

        assertThat(heard).contains("a sea.jpg").doesNotContain("a sky.jpg");
    }

    @Test
    void changed_passesAnEventAgainAfterAnErrorOfTheConsumer() throws InterruptedException {
        errors.add(new StackOverflowError());
        errors.add(new NoClassDefFoundError("app/Gone"));
        follow("a");
        upload("sea.jpg");
        await(() -> heard.contains("a sea.jpg"));

        assertThat(errors).isEmpty();
    }

    private void follow(String name) {
        TriggerBench bench = bench();
        EventFollower follower =
                new EventFollower("functions", bench.storage.account(null), List.of(consumer(name)), bench.host);
        followers.add(follower);
        follower.start();
    }

    private TriggerBench bench() {
        TriggerBench bench =
                new TriggerBench(running.connectionString(), running.clock, TriggerBench.DEFAULTS, List.of());
        benches.add(bench);
        return bench;
    }

    private EventFollower.EventConsumer consumer(String host) {
        return new EventFollower.EventConsumer() {
            @Override
            public String name() {
                return "audit";
            }

            @Override
            public boolean accepts(StorageEvent event) {
                return event.subject().contains("/containers/photos/");
            }

            @Override
            public void store(StorageEvent event) {
                Error error = errors.poll();
                if (error != null) {
                    throw error;
                }
                heard.add(host + " " + event.subject().replaceAll(".*/", ""));
            }
        };
    }

    private void upload(String name) {
        benches.get(benches.size() - 1)
                .blobs()
                .put("photos", name, "content".getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** Lets the time pass slowly until something has happened. */
    private void await(BooleanSupplier happened) throws InterruptedException {
        for (int step = 0; step < MOST_STEPS && !happened.getAsBoolean(); step++) {
            nothing.poll(STEP.toMillis(), TimeUnit.MILLISECONDS);
            running.clock.advance(STEP);
        }
        assertThat(happened.getAsBoolean())
                .as("within the time, having heard %s", heard)
                .isTrue();
    }
}
