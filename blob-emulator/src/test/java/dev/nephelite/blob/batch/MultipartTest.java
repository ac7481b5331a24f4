package dev.nephelite.blob.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.emulator.error.StorageException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MultipartTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/mixed; boundary=batch_1",
                "Multipart/Mixed;boundary=\"batch_1\"",
                " multipart/mixed ; boundary=\"batch_1\" ; "
            })
    void the_boundary_stands_in_the_content_type(String contentType) {
        assertThat(Multipart.boundary(contentType)).isEqualTo("batch_1");
    }

    @Test
    void a_content_type_with_a_million_spaces_is_soon_found_to_be_wrong() {
        String contentType = "multipart/mixed; boundary=a" + " ".repeat(1_000_000) + "x";

        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> Multipart.boundary(contentType));
    }
}
