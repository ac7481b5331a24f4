package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Lease;
import dev.nephelite.blob.model.UncommittedBlocks;
import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordOutput;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the sum of a blob's uncommitted blocks is kept. */
final class UncommittedBlocksCodec implements Codec<UncommittedBlocks> {
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
