package dev.nephelite.emulator.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class IsoTimeTest {
    @ParameterizedTest
    @CsvSource({
        "2026-01-02, 2026-01-02T00:00:00Z",
        "2026-01-02T03:04Z, 2026-01-02T03:04:00Z",
        "2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
        "2024-02-29T23:59:59Z, 2024-02-29T23:59:59Z",
        "2026-01-02t03:04:05z, 2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05.1234567Z, 2026-01-02T03:04:05.1234567Z",
        "2026-01-02T03:04:05+02:00, 2026-01-02T01:04:05Z"
    })
    void parse_reads_the_forms_of_ISO_8601(String text, Instant moment) {
        assertThat(IsoTime.parse(text)).isEqualTo(moment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-13-02T03:04:05Z",
                "2026-02-30T03:04:05Z",
                "2026-01-02T24:00:00Z",
                "2026-01-02T25:04:05Z",
                "2026-01-02T03:04:60Z",
                "2026-01-02 03:04:05Z",
                "2O26-01-02T03:04:05Z",
                "2026-01-02T03:04:05",
                "20260102T03040500000Z"
            })
    void parse_refuses_other_texts(String text) {
        assertThatThrownBy(() -> IsoTime.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
