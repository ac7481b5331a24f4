package dev.nephelite.function.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.time.RandomIds;
import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2), RandomIds.seeded(1));

    @Test
    void waits_grow_from_a_tenth_of_a_second_by_doubled_steps_give_or_take_a_fifth() {
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(100));
        assertThat(backoff.next()).isBetween(Duration.ofMillis(180), Duration.ofMillis(220));
        assertThat(backoff.next()).isBetween(Duration.ofMillis(260), Duration.ofMillis(340));
        assertThat(backoff.next()).isBetween(Duration.ofMillis(420), Duration.ofMillis(580));
        assertThat(backoff.next()).isBetween(Duration.ofMillis(740), Duration.ofMillis(1060));
    }

    @Test
    void no_wait_is_longer_than_the_longest_however_many_there_were() {
        for (int misses = 0; misses < 100; misses++) {
            assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofSeconds(2));
        }
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void a_find_makes_waits_short_again() {
        backoff.next();
        backoff.next();
        backoff.reset();

        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(100));
    }
}
