package dev.nephelite.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.QueryParameters;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NumberParameterTest {
    private static final NumberParameter MESSAGES = new NumberParameter("numofmessages", 1, 32);

    @Test
    void in_acceptsBothBounds() {
        assertThat(MESSAGES.in(QueryParameters.parse("numofmessages=1"), 5)).isEqualTo(1);
        assertThat(MESSAGES.in(QueryParameters.parse("numofmessages=32"), 5)).isEqualTo(32);
    }

    @Test
    void in_returnsTheDefaultIfAbsentOrEmpty() {
        assertThat(MESSAGES.in(QueryParameters.EMPTY, 5)).isEqualTo(5);
        assertThat(MESSAGES.in(QueryParameters.parse("numofmessages="), 5)).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "33", "99999999999999999999"})
    void in_refusesANumberOutsideTheBoundsWithTheBounds(String number) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> MESSAGES.in(QueryParameters.parse("numofmessages=" + number), 5))
                .returns(CommonError.OUT_OF_RANGE_QUERY_PARAMETER_VALUE, StorageException::error)
                .satisfies(refused -> assertThat(refused.details())
                        .containsExactly(
                                Map.entry("QueryParameterName", "numofmessages"),
                                Map.entry("QueryParameterValue", number),
                                Map.entry("MinimumAllowed", "1"),
                                Map.entry("MaximumAllowed", "32")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ten", "1.5", "1 "})
    void in_refusesTextThatIsNoWholeNumber(String text) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> MESSAGES.in(QueryParameters.parse("numofmessages=" + text), 5))
                .returns(CommonError.INVALID_QUERY_PARAMETER_VALUE, StorageException::error);
    }
}
