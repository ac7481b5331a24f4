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
        void it_signs_as_published() {
            assertThat(key.sign(TEXT)).isEqualTo(SIGNATURE);
        }

        @Test
        void it_signs_alike_from_many_threads_at_once() {
            assertThat(IntStream.range(0, 1000).parallel().mapToObj(i -> key.sign(TEXT)))
                    .containsOnly(SIGNATURE);
        }

        @Test
        void it_verifies_its_signature_and_no_other() {
            assertThat(key.verifies(TEXT, SIGNATURE)).isTrue();
            assertThat(key.verifies(TEXT, "X" + SIGNATURE.substring(1))).isFalse();
            assertThat(key.verifies(TEXT, "")).isFalse();
            assertThat(key.verifies(TEXT + " ", SIGNATURE)).isFalse();
        }

        @Test
        void its_text_hides_the_secret() {
            assertThat(key.toString()).doesNotContain("Jefe");
        }

        @Test
        void it_equals_a_key_with_the_same_secret() {
            assertThat(SigningKey.parse("SmVmZQ==")).isEqualTo(key).hasSameHashCodeAs(key);
            assertThat(SigningKey.parse("SmVmZg==")).isNotEqualTo(key);
        }
    }

    @Nested
    class Given_text_that_is_no_key {
        @ParameterizedTest
        @ValueSource(strings = {"", "not base64", "secret!"})
        void it_is_refused_without_being_repeated(String text) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SigningKey.parse(text))
                    .withMessageStartingWith("the key is ")
                    .withMessageNotContaining("secret!");
        }
    }
}
