package dev.nephelite.function.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.worker.LogLevel;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FilteredLogTest {
    private static final FilteredLog.LogLevels LEVELS = FilteredLog.LogLevels.of(Map.of(
            "default", "Warning",
            "Function", "Information",
            "Function.upload", "Error",
            "function.UPLOAD.User", "trace",
            "Host.Aggregator", "None"));

    @ParameterizedTest
    @CsvSource({
        "Host.Startup,         INFORMATION, false",
        "Host.Startup,         WARNING,     true",
        "Function.other,       INFORMATION, true",
        "Function.other,       DEBUG,       false",
        "Function.upload,      WARNING,     false",
        "Function.upload,      ERROR,       true",
        "Function.upload.User, TRACE,       true",
        "Host.Aggregator,      CRITICAL,    false"
    })
    void shows_followsTheLongestPrefixOfTheCategory(String category, LogLevel level, boolean shown) {
        assertThat(LEVELS.shows(category, level)).isEqualTo(shown);
    }

    @Test
    void shows_includesInformationByDefault() {
        assertThat(FilteredLog.LogLevels.of(Map.of()).shows("Function.x.User", LogLevel.INFORMATION))
                .isTrue();
        assertThat(FilteredLog.LogLevels.of(Map.of()).shows("Function.x.User", LogLevel.DEBUG))
                .isFalse();
    }

    @Test
    void of_refusesAnUnknownLevelWithItsPlace() {
        assertThatExceptionOfType(InvalidAppException.class)
                .isThrownBy(() -> FilteredLog.LogLevels.of(Map.of("Function", "Loud")))
                .withMessageStartingWith("host.json: 'logging.logLevel.Function' is 'Loud', but it must be Trace");
    }
}
