package dev.nephelite.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConfidenceTest {
    private static Confidence ofFirst(int samples) {
        return Confidence.ofMedian(
                IntStream.rangeClosed(1, samples).mapToObj(i -> (double) i).toList());
    }

    @Test
    void the_interval_leaves_out_as_many_samples_as_tables_of_the_sign_test_say() {
        assertThat(ofFirst(20)).isEqualTo(new Confidence(6, 15));
        assertThat(ofFirst(100)).isEqualTo(new Confidence(41, 60));
    }

    @Test
    void few_samples_leave_none_out() {
        assertThat(ofFirst(3)).isEqualTo(new Confidence(1, 3));
        assertThat(Confidence.ofMedian(List.of(7.0))).isEqualTo(new Confidence(7, 7));
    }
}
