package dev.nephelite.blob.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BlockIdTest {
    @Test
    void its_length_is_that_of_the_bytes_it_stands_for() {
        assertThat(new BlockId("YQ==").length()).isEqualTo(1);
        assertThat(idOf(64).length()).isEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "YQ", "YQ=", "block-1", "Y Q="})
    void it_must_be_base64(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new BlockId(text));
    }

    @Test
    void it_stands_for_64_bytes_at_most() {
        assertThatIllegalArgumentException().isThrownBy(() -> idOf(65));
    }

    private static BlockId idOf(int bytes) {
        byte[] text = "x".repeat(bytes).getBytes(StandardCharsets.US_ASCII);
        return new BlockId(Base64.getEncoder().encodeToString(text));
    }
}
