package dev.nephelite.blob.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobLayoutTest {
    @Nested
    class Given_an_append_blob {
        @Test
        void it_grows_by_a_block() {
            assertThat(new BlobLayout.Appended(10, 1, 2, false).plus(5))
                    .isEqualTo(new BlobLayout.Appended(15, 1, 3, false));
        }

        @Test
        void it_has_50000_blocks_at_most() {
            BlobLayout.Appended full = new BlobLayout.Appended(0, 1, 49_999, false).plus(1);

            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> full.plus(1))
                    .returns(BlobError.COMMITTED_BLOCK_COUNT_EXCEEDS_LIMIT, StorageException::error);
        }

        @Test
        void it_does_not_grow_once_it_is_sealed() {
            BlobLayout.Appended sealed = new BlobLayout.Appended(10, 1, 2, false).seal();

            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> sealed.plus(1))
                    .returns(BlobError.BLOB_IS_SEALED, StorageException::error);
        }
    }

    @Nested
    class Given_a_length_for_a_page_blob {
        @ParameterizedTest
        @ValueSource(longs = {0, 512, 8_796_093_022_208L})
        void it_is_a_number_of_whole_pages(long length) {
            assertThat(BlobLayout.Pages.parseLength(Long.toString(length))).isEqualTo(length);
        }

        @ParameterizedTest
        @ValueSource(strings = {"511", "-512", "", "x", "9223372036854775808"})
        void anything_else_is_none(String text) {
            assertThatIllegalArgumentException().isThrownBy(() -> BlobLayout.Pages.parseLength(text));
        }

        @Test
        void it_is_8_tebibytes_at_most() {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> BlobLayout.Pages.parseLength("8796093022720"))
                    .returns(CommonError.REQUEST_BODY_TOO_LARGE, StorageException::error);
        }
    }
}
