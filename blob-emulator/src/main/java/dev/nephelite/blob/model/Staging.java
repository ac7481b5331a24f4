package dev.nephelite.blob.model;

/**
 * The blocks that wait for one blob to be put together from them, in sum.
 *
 * @param incarnation tells these blocks from all others that wait or have waited
 * @param idLength how many bytes each of their ids stands for
 */
public record Staging(long incarnation, long blocks, int idLength) {
    private static final long MOST_BLOCKS = 100_000;

    /** What is there after one block more, if such a block may be added. */
    public Staging plus(BlockId id) {
        requireLike(id);
        if (blocks == MOST_BLOCKS) {
            throw BlobError.BLOCK_COUNT_EXCEEDS_LIMIT.exception();
        }
        return new Staging(incarnation, blocks + 1, idLength);
    }

    /** Refuses an id that is longer or shorter than those already there. */
    public void requireLike(BlockId id) {
        if (id.length() != idLength) {
            throw BlobError.INVALID_BLOB_OR_BLOCK.exception();
        }
    }
}
