package dev.nephelite.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SpreadTest {
    @Test
    void the_median_of_an_odd_number_is_the_one_in_the_middle() {
        assertThat(Spread.of(List.of(9.0, 1.0, 4.0)).median()).isEqualTo(4);
    }

    @Test
    void the_median_of_an_even_number_is_between_the_two_in_the_middle() {
        assertThat(Spread.of(List.of(9.0, 1.0, 4.0, 5.0)).median()).isEqualTo(4.5);
    }

    @Test
    void it_is_shown_with_its_extremes() {
        assertThat(Spread.of(List.of(12_345.6, 11_000.0, 13_000.0))).hasToString("12,346 (11,000..13,000)");
    }

    @Test
    void one_sample_is_shown_alone_and_as_exactly_as_it_matters() {
        assertThat(Spread.of(List.of(0.5))).hasToString("0.50");
        assertThat(Spread.of(List.of(12.34))).hasToString("12.3");
    }
}
