package dev.nephelite.queue.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TimeToLiveTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void seven_days_end_seven_days_later() {
        assertThat(TimeToLive.SEVEN_DAYS.after(NOON)).isEqualTo("2026-01-08T12:00:00Z");
    }

    @Test
    void a_message_may_live_for_longer_than_seven_days() {
        assertThat(TimeToLive.parse("864000").after(NOON)).isEqualTo("2026-01-11T12:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "251635032000", "9223372036854775807"})
    void for_ever_and_what_reaches_beyond_the_year_9999_end_with_it(String seconds) {
        assertThat(TimeToLive.parse(seconds).after(NOON)).isEqualTo("9999-12-31T23:59:59Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-2"})
    void no_time_at_all_is_refused_with_the_reason(String seconds) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> TimeToLive.parse(seconds))
                .returns(CommonError.INVALID_QUERY_PARAMETER_VALUE, StorageException::error)
                .satisfies(refused -> assertThat(refused.details())
                        .containsEntry(
                                "Reason",
                                "Value must be greater than or equal to 1, or -1 to indicate an infinite TTL."));
    }

    @Test
    void a_message_must_live_longer_than_it_is_invisible() {
        TimeToLive ten = new TimeToLive(10);

        assertThatNoException().isThrownBy(() -> ten.requireLongerThan(Duration.ofSeconds(9)));
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> ten.requireLongerThan(Duration.ofSeconds(10)))
                .returns(CommonError.INVALID_QUERY_PARAMETER_VALUE, StorageException::error)
                .satisfies(refused -> assertThat(refused.details())
                        .containsEntry("Reason", "messagettl must be greater than visibilitytimeout."));
    }

    @Test
    void one_that_lives_for_ever_may_be_invisible_for_as_long_as_any() {
        assertThatNoException().isThrownBy(() -> new TimeToLive(-1).requireLongerThan(Duration.ofDays(7)));
    }
}
