package dev.nephelite.blob.store;

import dev.nephelite.blob.model.BlobError;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.model.Lease;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.blob.model.StateId;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordOutput;
import dev.nephelite.emulator.value.ETag;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A summary of the uncommitted blocks of one blob.
 *
 * @param generation the number under which the blocks are stored
 * @param idLength the decoded length of each block id
 * @param lastAt when the last block was received; null if unknown
 * @param lease on the blob to be created, or null
 */
public record UncommittedBlocks(
        long generation,
        long blocks,
        int idLength,
        @Nullable Instant lastAt,
        @Nullable Lease lease) {
    static final Codec<UncommittedBlocks> CODEC = new UncommittedBlocksCodec();

    private static final long MAX_BLOCKS = 100_000;
    private static final Duration RETENTION = Duration.ofDays(7);

    public UncommittedBlocks(long generation, long blocks, int idLength) {
        this(generation, blocks, idLength, null, null);
    }

    /** This summary with the time of the last block. */
    public UncommittedBlocks at(Instant moment) {
        return new UncommittedBlocks(generation, blocks, idLength, moment, lease);
    }

    public UncommittedBlocks with(@Nullable Lease change) {
        return new UncommittedBlocks(generation, blocks, idLength, lastAt, change);
    }

    /** The revision until the blob is created. Its time is that of the first block. */
    public Revision revision() {
        return new Revision(ETag.of(generation), new StateId(generation).moment());
    }

    /** When the blocks expire unless another one is added; null if unknown. */
    public @Nullable Instant expiresAt() {
        return lastAt == null ? null : lastAt.plus(RETENTION);
    }

    public boolean isExpired(Instant now) {
        @Nullable Instant end = expiresAt();
        return end != null && !now.isBefore(end);
    }

    /** The lease, if it is active and the blocks have not expired; otherwise null. */
    @Nullable
    Lease activeLease(Instant now) {
        return lease != null && lease.isActive(now) && !isExpired(now) ? lease : null;
    }

    /** This summary with one more block. Refuses one that may not be added. */
    public UncommittedBlocks plus(BlockId id) {
        requireLike(id);
        if (blocks == MAX_BLOCKS) {
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

    /** Serializes the summary. */
    private static final class UncommittedBlocksCodec implements Codec<UncommittedBlocks> {
        @Override
        public void write(UncommittedBlocks uncommittedBlocks, RecordOutput out) {
            out.number(uncommittedBlocks.generation())
                    .number(uncommittedBlocks.blocks())
                    .number(uncommittedBlocks.idLength())
                    .instant(uncommittedBlocks.lastAt());
            @Nullable Lease lease = uncommittedBlocks.lease();
            if (lease != null) {
                ContainerCodec.LeaseCodec.write(lease, out);
            }
        }

        @Override
        public UncommittedBlocks read(RecordInput in) {
            UncommittedBlocks uncommittedBlocks = new UncommittedBlocks(in.number(), in.number(), (int) in.number());
            @Nullable Instant lastAt = in.hasMore() ? in.optionalInstant() : null;
            uncommittedBlocks = lastAt == null ? uncommittedBlocks : uncommittedBlocks.at(lastAt);
            return in.hasMore() ? uncommittedBlocks.with(ContainerCodec.LeaseCodec.read(in)) : uncommittedBlocks;
        }
    }

    /**
     * One uncommitted block. Its id is in its key.
     *
     * @param keySha256 base64 of the SHA-256 of the client's own encryption key, or null without one
     */
    public record Block(Content content, @Nullable String keySha256) {
        static final Codec<Block> CODEC = new BlockCodec();

        private static final class BlockCodec implements Codec<Block> {
            @Override
            public void write(Block block, RecordOutput out) {
                Content.CODEC.write(block.content(), out);
                if (block.keySha256() != null) {
                    out.text(block.keySha256());
                }
            }

            @Override
            public Block read(RecordInput in) {
                return new Block(Content.CODEC.read(in), in.hasMore() ? in.optionalText() : null);
            }
        }
    }
}
