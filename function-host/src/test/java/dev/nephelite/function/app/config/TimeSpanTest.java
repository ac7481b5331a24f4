package dev.nephelite.function.app.config;

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
        "-00:00:01,           PT-1S,      -00:00:01",
        "1.12:30,             PT36H30M,   1.12:30:00",
        "000:005:00,          PT5M,       00:05:00",
        "' 00:00:01 ',        PT1S,       00:00:01",
        "24:00:00,            PT576H,     24.00:00:00",
        "24:10:30,            PT586H30M,  24.10:30:00",
        "024:00:00,           PT576H,     24.00:00:00",
        "25:00:00:00,         PT600H,     25.00:00:00",
        "6:12:14:45.25,       PT156H14M45.25S, 6.12:14:45.2500000",
        "10675199,            PT256204776H, 10675199.00:00:00"
    })
    void parse_followsTheRulesOfDotNet(String text, Duration duration, String written) {
        assertThat(TimeSpan.parse(text)).isEqualTo(duration);
        assertThat(TimeSpan.format(duration)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5m",
                "24:00",
                "24:30:00",
                "24:00:60",
                "24:00:00.5",
                "1.24:00:00",
                "00:60:00",
                "00:00:60",
                "6:34:14:45",
                "1.2.3",
                "1:2:",
                ":10",
                "10675200",
                "1:2:3:4:5",
                "00:00:00.12345678"
            })
    void parse_refusesAnythingElse(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TimeSpan.parse(text));
    }
}
