package dev.nephelite.emulator.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CloudClockTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final ManualClock machine = new ManualClock(NOON);
    private final CloudClock cloud = new CloudClock(machine);
    private final List<String> ran = new ArrayList<>();

    @Test
    void now_follows_the_machine() {
        machine.advance(Duration.ofSeconds(3));

        assertThat(cloud.now()).isEqualTo(NOON.plusSeconds(3));
    }

    @Test
    void schedule_runs_tasks_as_the_machine_advances() {
        after(2, "second");
        after(1, "first");
        after(4, "too late");

        machine.advance(Duration.ofSeconds(3));

        assertThat(ran).containsExactly("first at 12:00:01", "second at 12:00:02");
    }

    @Test
    void schedule_waits_longer_than_the_longest_alarm() {
        after(3600, "hour");

        machine.advance(Duration.ofSeconds(3599));
        assertThat(ran).isEmpty();
        machine.advance(Duration.ofSeconds(1));

        assertThat(ran).containsExactly("hour at 13:00:00");
    }

    @Test
    void times_that_http_cannot_express_are_refused_and_change_nothing() {
        assertThatThrownBy(() -> cloud.set(Instant.MAX)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> cloud.set(Instant.EPOCH.minusSeconds(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> cloud.advance(Duration.ofSeconds(Long.MAX_VALUE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the clock shows times from 1970-01-01T00:00:00Z to 9000-01-01T00:00:00Z");

        assertThat(cloud.now()).isEqualTo(NOON);
    }

    @Test
    void cancel_prevents_a_task() {
        Clock.Scheduled task = cloud.schedule(Duration.ofSeconds(1), () -> ran.add("cancelled"));

        task.cancel();
        machine.advance(Duration.ofSeconds(2));
        cloud.advance(Duration.ofSeconds(2));

        assertThat(ran).isEmpty();
    }

    @Test
    void freeze_stops_the_time_and_what_waits_for_it() {
        after(1, "task");
        cloud.freeze();

        machine.advance(Duration.ofDays(1));

        assertThat(cloud.isFrozen()).isTrue();
        assertThat(cloud.now()).isEqualTo(NOON);
        assertThat(ran).isEmpty();
    }

    @Test
    void schedule_runs_what_is_already_due_although_the_clock_is_frozen() {
        cloud.freeze();
        after(0, "task");

        machine.advance(Duration.ofSeconds(5));

        assertThat(ran).containsExactly("task at 12:00:00");
    }

    @Test
    void unfreeze_continues_from_the_time_shown() {
        after(2, "task");
        machine.advance(Duration.ofSeconds(1));
        cloud.freeze();
        machine.advance(Duration.ofDays(1));

        cloud.unfreeze();
        machine.advance(Duration.ofSeconds(1));

        assertThat(ran).containsExactly("task at 12:00:02");
        assertThat(cloud.now()).isEqualTo(NOON.plusSeconds(2));
    }

    @Test
    void unfreeze_of_a_running_clock_changes_nothing() {
        cloud.advance(Duration.ofHours(1));

        cloud.unfreeze();

        assertThat(cloud.now()).isEqualTo(NOON.plusSeconds(3600));
    }

    @Test
    void advance_runs_each_task_at_its_due_time_in_order() {
        after(86_400, "day");
        after(60, "minute");
        cloud.schedule(Duration.ofMinutes(2), () -> after(60, "chained"));

        cloud.advance(Duration.ofDays(1));

        assertThat(ran).containsExactly("minute at 12:01:00", "chained at 12:03:00", "day at 12:00:00");
        assertThat(cloud.now()).isEqualTo(NOON.plusSeconds(86_400));
    }

    @Test
    void advance_by_thousands_of_years_ends_although_a_task_schedules_itself_again() {
        AtomicInteger runs = new AtomicInteger();
        everySecond(runs);

        cloud.advance(Duration.ofDays(365 * 6_000));

        assertThat(runs).hasValue(100_001);
        assertThat(cloud.now()).isEqualTo(NOON.plus(Duration.ofDays(365 * 6_000)));
        cloud.advance(Duration.ofSeconds(1));
        assertThat(runs).hasValue(100_002);
    }

    private void everySecond(AtomicInteger runs) {
        cloud.schedule(Duration.ofSeconds(1), () -> {
            runs.incrementAndGet();
            everySecond(runs);
        });
    }

    @Test
    void advance_leaves_a_clock_running_or_frozen() {
        cloud.advance(Duration.ofHours(1));
        machine.advance(Duration.ofSeconds(1));
        assertThat(cloud.now()).isEqualTo(NOON.plusSeconds(3601));

        cloud.freeze();
        cloud.advance(Duration.ofHours(1));
        machine.advance(Duration.ofSeconds(1));
        assertThat(cloud.now()).isEqualTo(NOON.plusSeconds(7201));
    }

    @Test
    void advance_wakes_what_waits_afterwards_on_time() {
        after(3601, "task");

        cloud.advance(Duration.ofHours(1));
        machine.advance(Duration.ofSeconds(1));

        assertThat(ran).containsExactly("task at 13:00:01");
    }

    @Test
    void advance_refuses_a_negative_duration() {
        assertThatThrownBy(() -> cloud.advance(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void advance_continues_after_a_task_that_fails() {
        cloud.schedule(Duration.ofSeconds(1), () -> {
            throw new IllegalStateException("expected by this test");
        });
        after(2, "next");

        cloud.advance(Duration.ofSeconds(2));

        assertThat(ran).containsExactly("next at 12:00:02");
    }

    @Test
    void set_to_an_earlier_time_delays_what_is_scheduled() {
        after(1, "task");

        cloud.set(NOON.minusSeconds(10));
        machine.advance(Duration.ofSeconds(10));
        assertThat(ran).isEmpty();
        machine.advance(Duration.ofSeconds(1));

        assertThat(ran).containsExactly("task at 12:00:01");
    }

    private void after(long seconds, String name) {
        cloud.schedule(
                Duration.ofSeconds(seconds),
                () -> ran.add(name + " at " + cloud.now().toString().substring(11, 19)));
    }
}
