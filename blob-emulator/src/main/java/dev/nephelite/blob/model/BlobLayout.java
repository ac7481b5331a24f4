package dev.nephelite.blob.model;

import dev.nephelite.emulator.error.CommonError;
import java.util.List;

/** How the bytes of a blob are put together, which is what sets the three types of blobs apart. */
public sealed interface BlobLayout {
    BlobType type();

    /** Of the whole blob, in bytes. */
    long length();

    /**
     * A block blob: one list of bytes, replaced as a whole.
     *
     * @param blocks what it was put together from; empty for one that was sent as a whole
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

    /** A blob whose bytes change in place, so that they are kept piece by piece and not in the blob's own record. */
    sealed interface InPieces extends BlobLayout {
        /** Tells the pieces of this state of the blob from those of every other. */
        long generation();

        /** The same with pieces of its own. */
        InPieces withGeneration(long own);
    }

    /**
     * An append blob: it grows at its end.
     *
     * @param blocks how many have been appended
     * @param sealed whether it may grow no more
     */
    record Appended(long length, long generation, int blocks, boolean sealed) implements InPieces {
        private static final int MOST_BLOCKS = 50_000;

        @Override
        public BlobType type() {
            return BlobType.APPEND_BLOB;
        }

        /** The same with one block more, unless it may grow no more. */
        public Appended plus(long block) {
            if (sealed) {
                throw BlobError.BLOB_IS_SEALED.exception();
            }
            if (blocks >= MOST_BLOCKS) {
                throw BlobError.COMMITTED_BLOCK_COUNT_EXCEEDS_LIMIT.exception();
            }
            return new Appended(length + block, generation, blocks + 1, false);
        }

        /** The same, which may grow no more. */
        public Appended seal() {
            return new Appended(length, generation, blocks, true);
        }

        @Override
        public Appended withGeneration(long own) {
            return new Appended(length, own, blocks, sealed);
        }
    }

    /**
     * A page blob: any of its pages may be written at any time; those that never were are zeros.
     *
     * @param sequenceNumber the client's own number, kept for it
     */
    record Pages(long length, long generation, long sequenceNumber) implements InPieces {
        /** How many bytes a page has. */
        public static final int PAGE = 512;

        private static final long LONGEST = 8L * 1024 * 1024 * 1024 * 1024;

        /**
         * Reads how long a page blob is to be.
         *
         * @throws IllegalArgumentException if that is no number of whole pages
         * @throws dev.nephelite.emulator.error.StorageException if it is longer than page blobs may be
         */
        public static long parseLength(String text) {
            long length = Long.parseLong(text);
            if (length < 0 || length % PAGE != 0) {
                throw new IllegalArgumentException("not a number of whole pages: " + text);
            }
            if (length > LONGEST) {
                throw CommonError.REQUEST_BODY_TOO_LARGE.exception().detail("MaxLimit", LONGEST);
            }
            return length;
        }

        /**
         * Reads a sequence number.
         *
         * @throws IllegalArgumentException if it is none, or negative
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
        public Pages withGeneration(long own) {
            return new Pages(length, own, sequenceNumber);
        }
    }

    /** One of the pieces a blob was put together from. */
    record Block(BlockId id, long size) {}
}
