package dev.nephelite.emulator.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PercentEncodingTest {
    @ParameterizedTest
    @CsvSource({
        "azAZ09-._~, azAZ09-._~",
        "a b+c, a%20b%2Bc",
        "50%, 50%25",
        "*/?, %2A%2F%3F",
        "ä€, %C3%A4%E2%82%AC",
        "🌍, %F0%9F%8C%8D"
    })
    void encode_leaves_only_unreserved_characters(String text, String encoded) {
        assertThat(PercentEncoding.encode(text)).isEqualTo(encoded);
        assertThat(PercentEncoding.decode(encoded)).isEqualTo(text);
    }

    @Test
    void encode_also_leaves_the_characters_it_is_given() {
        assertThat(PercentEncoding.encode("a/b c:d", "/:")).isEqualTo("a/b%20c:d");
    }

    @Test
    void decode_leaves_a_plus_sign() {
        assertThat(PercentEncoding.decode("a+b%20c")).isEqualTo("a+b c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "a%2", "%zz", "%FF", "%C3"})
    void decode_rejects_what_is_not_percent_encoded_UTF_8(String text) {
        assertThatThrownBy(() -> PercentEncoding.decode(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
