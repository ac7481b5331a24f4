package dev.nephelite.blob.store;

import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.model.Lease;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.blob.model.StateId;
import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordOutput;
import dev.nephelite.emulator.value.ETag;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that wait for one blob to be put together from them, in sum.
 *
 * @param generation tells these blocks from all others that wait or have waited
 * @param idLength how many bytes each of their ids stands for
 * @param lastAt when the last one came; null as long as that is not known
 * @param lease on a blob that is not there yet, and goes to it when it is; null for none
 */
public record UncommittedBlocks(
        long generation,
        long blocks,
        int idLength,
        @Nullable Instant lastAt,
        @Nullable Lease lease) {
    static final Codec<UncommittedBlocks> CODEC = new UncommittedBlocksCodec();

    private static final long MOST_BLOCKS = 100_000;
    private static final Duration RETENTION = Duration.ofDays(7);

    public UncommittedBlocks(long generation, long blocks, int idLength) {
        this(generation, blocks, idLength, null, null);
    }

    /** The same, the last one having come at a moment. */
    public UncommittedBlocks at(Instant moment) {
        return new UncommittedBlocks(generation, blocks, idLength, moment, lease);
    }

    public UncommittedBlocks with(@Nullable Lease change) {
        return new UncommittedBlocks(generation, blocks, idLength, lastAt, change);
    }

    /** What stands for a version of the blob that is not there yet: when its first block came. */
    public Revision revision() {
        return new Revision(ETag.of(generation), new StateId(generation).moment());
    }

    /** When they are given up unless another one comes; null as long as that is not known. */
    public @Nullable Instant expiresAt() {
        return lastAt == null ? null : lastAt.plus(RETENTION);
    }

    public boolean isExpired(Instant now) {
        @Nullable Instant end = expiresAt();
        return end != null && !now.isBefore(end);
    }

    /** What is there after one block more, if such a block may be added. */
    public UncommittedBlocks plus(BlockId id) {
        requireLike(id);
        if (blocks == MOST_BLOCKS) {
            throw BlobError.BLOCK_COUNT_EXCEEDS_LIMIT.exception();
        }
        return new UncommittedBlocks(generation, blocks + 1, idLength, lastAt, lease);
    }

    /** Refuses an id that is longer or shorter than those already there. */
    public void requireLike(BlockId id) {
        if (id.length() != idLength) {
            throw BlobError.INVALID_BLOB_OR_BLOCK.exception();
        }
    }

    /** How the sum of a blob's uncommitted blocks is kept. */
    private static final class UncommittedBlocksCodec implements Codec<UncommittedBlocks> {
        @Override
        public void write(UncommittedBlocks uncommittedBlocks, RecordOutput out) {
            out.number(uncommittedBlocks.generation())
                    .number(uncommittedBlocks.blocks())
                    .number(uncommittedBlocks.idLength())
                    .instant(uncommittedBlocks.lastAt());
            @Nullable Lease lease = uncommittedBlocks.lease();
            if (lease != null) {
                LeaseCodec.write(lease, out);
            }
        }

        @Override
        public UncommittedBlocks read(RecordInput in) {
            UncommittedBlocks uncommittedBlocks = new UncommittedBlocks(in.number(), in.number(), (int) in.number());
            @Nullable Instant lastAt = in.hasMore() ? in.optionalInstant() : null;
            uncommittedBlocks = lastAt == null ? uncommittedBlocks : uncommittedBlocks.at(lastAt);
            return in.hasMore() ? uncommittedBlocks.with(LeaseCodec.read(in)) : uncommittedBlocks;
        }
    }
}
