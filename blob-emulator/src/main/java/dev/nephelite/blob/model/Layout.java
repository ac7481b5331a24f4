package dev.nephelite.blob.model;

import java.util.List;

/** How the bytes of a blob are put together, which is what sets the three types of blobs apart. */
public sealed interface Layout {
    BlobType type();

    /** Of the whole blob, in bytes. */
    long length();

    /**
     * A block blob: one list of bytes, replaced as a whole.
     *
     * @param blocks what it was put together from; empty for one that was sent as a whole
     */
    record Blocks(long length, List<Block> blocks) implements Layout {
        public Blocks {
            blocks = List.copyOf(blocks);
        }

        @Override
        public BlobType type() {
            return BlobType.BLOCK_BLOB;
        }
    }

    /** A blob whose bytes change in place, so that they are kept piece by piece and not in the blob's own record. */
    sealed interface InPieces extends Layout {
        /** Tells the pieces of this state of the blob from those of every other. */
        long incarnation();

        /** The same with pieces of its own. */
        InPieces withIncarnation(long own);
    }

    /**
     * An append blob: it grows at its end.
     *
     * @param blocks how many have been appended
     * @param sealed whether it may grow no more
     */
    record Appended(long length, long incarnation, int blocks, boolean sealed) implements InPieces {
        @Override
        public BlobType type() {
            return BlobType.APPEND_BLOB;
        }

        @Override
        public Appended withIncarnation(long own) {
            return new Appended(length, own, blocks, sealed);
        }
    }

    /**
     * A page blob: any of its pages may be written at any time; those that never were are zeros.
     *
     * @param sequenceNumber the client's own number, kept for it
     */
    record Pages(long length, long incarnation, long sequenceNumber) implements InPieces {
        @Override
        public BlobType type() {
            return BlobType.PAGE_BLOB;
        }

        @Override
        public Pages withIncarnation(long own) {
            return new Pages(length, own, sequenceNumber);
        }
    }
}
