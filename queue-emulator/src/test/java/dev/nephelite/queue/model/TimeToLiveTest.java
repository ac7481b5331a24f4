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
    void after_addsSevenDays() {
        assertThat(Message.TimeToLive.SEVEN_DAYS.after(NOON)).isEqualTo("2026-01-08T12:00:00Z");
    }

    @Test
    void parse_acceptsMoreThanSevenDays() {
        assertThat(Message.TimeToLive.parse("864000").after(NOON)).isEqualTo("2026-01-11T12:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "251635032000", "9223372036854775807"})
    void after_endsWithTheYear9999AtTheLatest(String seconds) {
        assertThat(Message.TimeToLive.parse(seconds).after(NOON)).isEqualTo("9999-12-31T23:59:59Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-2"})
    void parse_rejectsZeroAndLessWithTheReason(String seconds) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> Message.TimeToLive.parse(seconds))
                .returns(CommonError.INVALID_QUERY_PARAMETER_VALUE, StorageException::error)
                .satisfies(refused -> assertThat(refused.details())
                        .containsEntry(
                                "Reason",
                                "Value must be greater than or equal to 1, or -1 to indicate an infinite TTL."));
    }

    @Test
    void requireLongerThan_rejectsAnInvisibilityThatIsNotShorter() {
        Message.TimeToLive ten = new Message.TimeToLive(10);

        assertThatNoException().isThrownBy(() -> ten.requireLongerThan(Duration.ofSeconds(9)));
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> ten.requireLongerThan(Duration.ofSeconds(10)))
                .returns(CommonError.INVALID_QUERY_PARAMETER_VALUE, StorageException::error)
                .satisfies(refused -> assertThat(refused.details())
                        .containsEntry("Reason", "messagettl must be greater than visibilitytimeout."));
    }

    @Test
    void requireLongerThan_acceptsAnyInvisibilityOfAMessageThatNeverExpires() {
        assertThatNoException().isThrownBy(() -> new Message.TimeToLive(-1).requireLongerThan(Duration.ofDays(7)));
    }
}
