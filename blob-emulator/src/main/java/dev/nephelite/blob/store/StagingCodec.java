package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Lease;
import dev.nephelite.blob.model.Staging;
import dev.nephelite.emulator.store.Codec;
import dev.nephelite.emulator.store.RecordInput;
import dev.nephelite.emulator.store.RecordOutput;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the sum of a blob's uncommitted blocks is kept. */
final class StagingCodec implements Codec<Staging> {
    @Override
    public void write(Staging staging, RecordOutput out) {
        out.number(staging.incarnation())
                .number(staging.blocks())
                .number(staging.idLength())
                .instant(staging.lastAt());
        @Nullable Lease lease = staging.lease();
        if (lease != null) {
            LeaseCodec.write(lease, out);
        }
    }

    @Override
    public Staging read(RecordInput in) {
        Staging staging = new Staging(in.number(), in.number(), (int) in.number());
        @Nullable Instant lastAt = in.hasMore() ? in.optionalInstant() : null;
        staging = lastAt == null ? staging : staging.at(lastAt);
        return in.hasMore() ? staging.with(LeaseCodec.read(in)) : staging;
    }
}
