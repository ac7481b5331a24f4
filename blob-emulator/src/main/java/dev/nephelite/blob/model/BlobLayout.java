package dev.nephelite.blob.model;

import dev.nephelite.emulator.error.CommonError;
import java.util.List;

/** How the bytes of a blob are stored. The three types of blobs differ in that. */
public sealed interface BlobLayout {
    BlobType type();

    /** The length of the blob in bytes. */
    long length();

    /**
     * A block blob. Its content is replaced as a whole.
     *
     * @param blocks the committed blocks; empty if the blob was uploaded as a whole
     */
    record Blocks(long length, List<Block> blocks) implements BlobLayout {
        public Blocks {
            blocks = List.copyOf(blocks);
        }

        @Override
        public BlobType type() {
            return BlobType.BLOCK_BLOB;
        }
    }

    /** A blob whose bytes change in place. They are stored in segments of their own, not in the record of the blob. */
    sealed interface Segmented extends BlobLayout {
        /** The number under which the segments of this state are stored. No two states share it. */
        long generation();

        /** This layout with another generation. */
        Segmented withGeneration(long other);
    }

    /**
     * An append blob: it grows at its end.
     *
     * @param blocks how many have been appended
     * @param sealed whether appending is refused
     */
    record Appended(long length, long generation, int blocks, boolean sealed) implements Segmented {
        private static final int MAX_BLOCKS = 50_000;

        @Override
        public BlobType type() {
            return BlobType.APPEND_BLOB;
        }

        /** This layout with one more block. Refuses that if the blob is sealed or has too many blocks. */
        public Appended plus(long block) {
            if (sealed) {
                throw BlobError.BLOB_IS_SEALED.exception();
            }
            if (blocks >= MAX_BLOCKS) {
                throw BlobError.COMMITTED_BLOCK_COUNT_EXCEEDS_LIMIT.exception();
            }
            return new Appended(length + block, generation, blocks + 1, false);
        }

        /** This layout, sealed. */
        public Appended seal() {
            return new Appended(length, generation, blocks, true);
        }

        @Override
        public Appended withGeneration(long other) {
            return new Appended(length, other, blocks, sealed);
        }
    }

    /**
     * A page blob. Its pages can be written in any order; pages that were never written are zeros.
     *
     * @param sequenceNumber a number that clients maintain
     */
    record Pages(long length, long generation, long sequenceNumber) implements Segmented {
        /** The size of a page in bytes. */
        public static final int PAGE = 512;

        private static final long MAX_LENGTH = 8L * 1024 * 1024 * 1024 * 1024;

        /**
         * Parses the length of a page blob.
         *
         * @throws IllegalArgumentException if it is not a multiple of the page size
         * @throws dev.nephelite.emulator.error.StorageException if it is too long
         */
        public static long parseLength(String text) {
            long length = Long.parseLong(text);
            if (length < 0 || length % PAGE != 0) {
                throw new IllegalArgumentException("not a number of whole pages: " + text);
            }
            if (length > MAX_LENGTH) {
                throw CommonError.REQUEST_BODY_TOO_LARGE.exception().detail("MaxLimit", MAX_LENGTH);
            }
            return length;
        }

        /**
         * Parses a sequence number.
         *
         * @throws IllegalArgumentException if it is not a number, or negative
         */
        public static long parseSequenceNumber(String text) {
            long number = Long.parseLong(text);
            if (number < 0) {
                throw new IllegalArgumentException("negative: " + text);
            }
            return number;
        }

        @Override
        public BlobType type() {
            return BlobType.PAGE_BLOB;
        }

        @Override
        public Pages withGeneration(long other) {
            return new Pages(length, other, sequenceNumber);
        }
    }

    /** One committed or uncommitted block. */
    record Block(BlockId id, long size) {}
}
