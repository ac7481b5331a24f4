package dev.nephelite.emulator.event;

import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordOutput;
import dev.nephelite.emulator.trace.TraceContext;

/** Writes trace contexts into records of what requests have caused. */
public final class TraceContextCodec implements Codec<TraceContext> {
    public static final TraceContextCodec INSTANCE = new TraceContextCodec();

    private TraceContextCodec() {}

    @Override
    public void write(TraceContext context, RecordOutput out) {
        out.number(context.traceIdHigh())
                .number(context.traceIdLow())
                .number(context.span())
                .number(context.flags())
                .text(context.state());
    }

    @Override
    public TraceContext read(RecordInput in) {
        return new TraceContext(in.number(), in.number(), in.number(), Math.toIntExact(in.number()), in.text());
    }
}
