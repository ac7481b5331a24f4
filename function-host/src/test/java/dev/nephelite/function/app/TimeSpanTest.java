package dev.nephelite.function.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TimeSpanTest {
    @ParameterizedTest
    @CsvSource({
        "00:05:00,            PT5M,       00:05:00",
        "23:59:59.5,          PT23H59M59.5S, 23:59:59.5000000",
        "1.02:03:04,          PT26H3M4S,  1.02:03:04",
        "12:30,               PT12H30M,   12:30:00",
        "2,                   PT48H,      2.00:00:00",
        "-00:00:01,           PT-1S,      -00:00:01"
    })
    void a_time_span_is_read_and_written(String text, Duration duration, String written) {
        assertThat(TimeSpan.parse(text)).isEqualTo(duration);
        assertThat(TimeSpan.format(duration)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5m", "24:00:00", "00:60:00", "00:00:60", "1:2:3:4", "1.2.3"})
    void anything_else_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TimeSpan.parse(text));
    }
}
