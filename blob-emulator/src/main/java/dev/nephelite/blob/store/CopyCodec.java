package dev.nephelite.blob.store;

import dev.nephelite.blob.model.CopyState;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordOutput;
import java.util.UUID;

/** How the state of a copy is kept, in the record of the blob that it made. */
final class CopyCodec {
    private CopyCodec() {}

    static void write(CopyState copy, RecordOutput out) {
        out.number(copy.id().getMostSignificantBits())
                .number(copy.id().getLeastSignificantBits())
                .text(copy.source())
                .text(copy.status().name())
                .number(copy.copied())
                .number(copy.total())
                .instant(copy.completedAt())
                .text(copy.description())
                .flag(copy.incremental());
        OptionalFieldsCodec.write(copy.incrementalSnapshot(), out);
    }

    static CopyState read(RecordInput in) {
        return new CopyState(
                new UUID(in.number(), in.number()),
                in.text(),
                CopyState.Status.valueOf(in.text()),
                in.number(),
                in.number(),
                in.optionalInstant(),
                in.optionalText(),
                in.flag(),
                OptionalFieldsCodec.state(in));
    }
}
