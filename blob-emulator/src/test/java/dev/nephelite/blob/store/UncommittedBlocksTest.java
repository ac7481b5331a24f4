package dev.nephelite.blob.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.emulator.error.StorageException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UncommittedBlocksTest {
    private static final BlockId ONE_BYTE = new BlockId("YQ==");
    private static final BlockId TWO_BYTES = new BlockId("YWI=");

    @Nested
    class Given_blocks_with_ids_of_one_byte {
        private final UncommittedBlocks uncommittedBlocks = new UncommittedBlocks(7, 99_999, 1);

        @Test
        void one_more_may_be_the_hundred_thousandth() {
            assertThat(uncommittedBlocks.plus(ONE_BYTE)).isEqualTo(new UncommittedBlocks(7, 100_000, 1));
        }

        @Test
        void one_with_a_longer_id_is_refused() {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> uncommittedBlocks.plus(TWO_BYTES))
                    .returns(BlobError.INVALID_BLOB_OR_BLOCK, StorageException::error);
        }
    }

    @Nested
    class Given_a_hundred_thousand_blocks {
        private final UncommittedBlocks uncommittedBlocks = new UncommittedBlocks(7, 100_000, 1);

        @Test
        void one_more_is_refused() {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> uncommittedBlocks.plus(ONE_BYTE))
                    .returns(BlobError.BLOCK_COUNT_EXCEEDS_LIMIT, StorageException::error);
        }
    }
}
