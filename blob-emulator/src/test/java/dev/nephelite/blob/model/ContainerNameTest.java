package dev.nephelite.blob.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ContainerNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "a-b-c",
                "photos2026",
                "$root",
                "$logs",
                "$web",
                "a23456789012345678901234567890123456789012345678901234567890123"
            })
    void letters_digits_and_single_hyphens_make_a_name(String text) {
        assertThat(ContainerName.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "a234567890123456789012345678901234567890123456789012345678901234"})
    void a_name_has_3_to_63_characters(String text) {
        assertRefused(text, CommonError.OUT_OF_RANGE_NAME_LENGTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Photos", "my_photos", "-photos", "photos-", "my--photos", "photos.new", "größe", "$other"})
    void any_other_character_is_refused(String text) {
        assertRefused(text, CommonError.INVALID_RESOURCE_NAME);
    }

    private static void assertRefused(String text, CommonError error) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> ContainerName.parse(text))
                .returns(error, StorageException::error);
        assertThatIllegalArgumentException().isThrownBy(() -> new ContainerName(text));
    }
}
