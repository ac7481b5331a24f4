package dev.nephelite.emulator.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SigningKeyTest {
    @Nested
    class Given_the_key_of_a_published_example {
        // RFC 4231, test case 2.
        private final SigningKey key = new SigningKey("Jefe".getBytes(StandardCharsets.UTF_8));
        private static final String TEXT = "what do ya want for nothing?";
        private static final String SIGNATURE = "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=";

        @Test
        void sign_equalsThePublishedExample() {
            assertThat(key.sign(TEXT)).isEqualTo(SIGNATURE);
        }

        @Test
        void sign_isSafeForConcurrentUse() {
            assertThat(IntStream.range(0, 1000).parallel().mapToObj(i -> key.sign(TEXT)))
                    .containsOnly(SIGNATURE);
        }

        @Test
        void verifies_acceptsItsOwnSignatureOnly() {
            assertThat(key.verifies(TEXT, SIGNATURE)).isTrue();
            assertThat(key.verifies(TEXT, "X" + SIGNATURE.substring(1))).isFalse();
            assertThat(key.verifies(TEXT, "")).isFalse();
            assertThat(key.verifies(TEXT + " ", SIGNATURE)).isFalse();
        }

        @Test
        void toString_omitsTheSecret() {
            assertThat(key.toString()).doesNotContain("Jefe");
        }

        @Test
        void equals_comparesTheSecret() {
            assertThat(SigningKey.parse("SmVmZQ==")).isEqualTo(key).hasSameHashCodeAs(key);
            assertThat(SigningKey.parse("SmVmZg==")).isNotEqualTo(key);
        }
    }

    @Nested
    class Given_text_that_is_no_key {
        @ParameterizedTest
        @ValueSource(strings = {"", "not base64", "secret!"})
        void parse_refusesTextThatIsNoKeyWithoutRepeatingIt(String text) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SigningKey.parse(text))
                    .withMessageStartingWith("the key is ")
                    .withMessageNotContaining("secret!");
        }
    }
}
