package dev.nephelite.blob.model;

import dev.nephelite.emulator.value.Metadata;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block blob that was committed: all that is known about it but its bytes.
 *
 * @param length of its content, in bytes
 * @param tier null as long as nobody chose one
 * @param blocks what it was put together from; empty for one that was sent as a whole
 */
public record Blob(
        Revision revision,
        Instant createdAt,
        long length,
        BlobProperties properties,
        Metadata metadata,
        @Nullable AccessTier tier,
        List<Block> blocks) {
    public static final BlobType TYPE = BlobType.BLOCK_BLOB;

    private static final AccessTier DEFAULT_TIER = AccessTier.HOT;

    public Blob {
        blocks = List.copyOf(blocks);
    }

    public Blob with(Metadata changed, Revision next) {
        return new Blob(next, createdAt, length, properties, changed, tier, blocks);
    }

    public Blob with(BlobProperties changed, Revision next) {
        return new Blob(next, createdAt, length, changed, metadata, tier, blocks);
    }

    /** The tier it is in, whether chosen or not. */
    public AccessTier effectiveTier() {
        return tier == null ? DEFAULT_TIER : tier;
    }

    /** Refuses what needs the content of the blob to be at hand. */
    public void requireNotArchived() {
        if (tier == AccessTier.ARCHIVE) {
            throw BlobError.BLOB_ARCHIVED.exception();
        }
    }
}
