package dev.nephelite.benchmark.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nephelite.benchmark.server.SlowClients;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BenchmarkSettingsTest {
    @Test
    void at_scale_1_everything_has_the_size_of_the_targets() {
        assertThat(scaled(1).count(100_000)).isEqualTo(100_000);
        assertThat(scaled(1).mib(256)).isEqualTo(256L << 20);
    }

    @Test
    void numbers_and_sizes_follow_the_scale() {
        assertThat(scaled(0.1).count(100_000)).isEqualTo(10_000);
        assertThat(scaled(0.5).mib(8)).isEqualTo(4L << 20);
    }

    @Test
    void there_are_always_enough_requests_for_all_clients() {
        assertThat(scaled(0.0001).count(500)).isEqualTo(64);
    }

    @Test
    void a_scale_of_nothing_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> scaled(0));
    }

    private static BenchmarkSettings scaled(double scale) {
        Duration second = Duration.ofSeconds(1);
        return new BenchmarkSettings(
                1, scale, List.of(1), second, second, second, 1, second, 1, new SlowClients.Counts(1, 1, 1, 1));
    }
}
