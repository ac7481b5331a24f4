package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Staging;
import dev.nephelite.emulator.store.Codec;
import dev.nephelite.emulator.store.RecordInput;
import dev.nephelite.emulator.store.RecordOutput;

/** How the sum of a blob's uncommitted blocks is kept. */
final class StagingCodec implements Codec<Staging> {
    @Override
    public void write(Staging staging, RecordOutput out) {
        out.number(staging.incarnation())
                .number(staging.blocks())
                .number(staging.idLength())
                .instant(staging.lastAt());
    }

    @Override
    public Staging read(RecordInput in) {
        return new Staging(
                in.number(), in.number(), (int) in.number(), in.hasMore() ? in.optionalInstant() : null);
    }
}
