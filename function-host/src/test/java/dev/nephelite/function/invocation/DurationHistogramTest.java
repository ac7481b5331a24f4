package dev.nephelite.function.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationHistogramTest {
    private final DurationHistogram histogram = new DurationHistogram();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 31, 32, 33, 63, 64, 1_000, 65_535, 65_536, 1_000_001, 3_600_000_000L, 68_000_000_000L})
    void percentile_isAtMostThreePercentTooLong(long micros) {
        histogram.add(Duration.ofNanos(micros * 1_000));

        long found = histogram.counted().percentile(50).toNanos() / 1_000;
        assertThat(found).isBetween(micros, micros + micros * 32 / 1_000);
    }

    @Test
    void percentile_isTheDurationThatSoManyDidNotExceed() {
        for (int micros = 1; micros <= 20; micros++) {
            histogram.add(Duration.ofNanos(micros * 1_000L));
        }

        DurationHistogram.Counted counted = histogram.counted();
        assertThat(counted.total()).isEqualTo(20);
        assertThat(counted.percentile(50)).isEqualTo(Duration.ofNanos(10_000));
        assertThat(counted.percentile(95)).isEqualTo(Duration.ofNanos(19_000));
        assertThat(counted.percentile(99)).isEqualTo(Duration.ofNanos(20_000));
    }

    @Test
    void percentile_ofNothingIsZero() {
        assertThat(histogram.counted().percentile(99)).isEqualTo(Duration.ZERO);
    }

    @Test
    void add_countsWhatIsTooLongOrNegativeAtTheEdges() {
        histogram.add(Duration.ofDays(30));
        histogram.add(Duration.ofSeconds(-1));

        assertThat(histogram.counted().percentile(50)).isEqualTo(Duration.ZERO);
        assertThat(histogram.counted().percentile(99)).isGreaterThan(Duration.ofHours(19));
    }
}
