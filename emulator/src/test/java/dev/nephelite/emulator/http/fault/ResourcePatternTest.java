package dev.nephelite.emulator.http.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ResourcePatternTest {
    @ParameterizedTest
    @CsvSource({
        "account/container/blob, account/container/blob, true",
        "account/container/blob, account/container/blob2, false",
        "account/*, account/container/blob, true",
        "account/*, account/, true",
        "account/*, account, false",
        "*/blob, account/container/blob, true",
        "*, anything, true",
        "a*b*c, abc, true",
        "a*b*c, a-b-b-c, true",
        "a*b*c, acb, false",
        "ab*ba, aba, false",
        "a**b, ab, true",
        "account/(x), account/(x), true",
        "\\Ea(.*, \\Ea(bc, false",
        "\\Ea(.*, \\Ea(.c, true",
    })
    void asterisk_standsForAnyCharacters(String pattern, String path, boolean matches) {
        assertThat(new ResourcePattern(pattern).matches(path)).isEqualTo(matches);
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void asterisks_inGreatNumberTakeNoLonger() {
        assertThat(new ResourcePattern("*a".repeat(1_000) + "*b").matches("a".repeat(10_000)))
                .isFalse();
    }
}
