package dev.nephelite.blob.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "A b+c%ü.txt", "/", "a//b/", "\uD83D\uDE00", "a\u0001b", "\uFFFF"})
    void any_character_may_be_in_a_name(String text) {
        assertThat(BlobName.parse(text)).hasToString(text);
    }

    @Test
    void a_backslash_separates_as_a_slash_does() {
        assertThat(BlobName.parse("a\\b\\c")).isEqualTo(new BlobName("a/b/c"));
    }

    @Test
    void a_name_has_1_to_1024_characters() {
        assertThat(BlobName.parse("a".repeat(1024)).value()).hasSize(1024);
        assertRefused("a".repeat(1025), CommonError.OUT_OF_RANGE_INPUT);
        assertRefused("", CommonError.OUT_OF_RANGE_INPUT);
    }

    @Test
    void a_name_has_at_most_254_segments() {
        assertThat(BlobName.parse("a/".repeat(253) + "a").value()).hasSize(507);
        assertRefused("a/".repeat(254) + "a", CommonError.INVALID_URI);
    }

    private static void assertRefused(String text, CommonError error) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> BlobName.parse(text))
                .returns(error, StorageException::error);
        assertThatIllegalArgumentException().isThrownBy(() -> new BlobName(text));
    }
}
