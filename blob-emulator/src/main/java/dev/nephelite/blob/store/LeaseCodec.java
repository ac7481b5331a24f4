package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Lease;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordOutput;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Serialises leases in the records of blobs and containers. */
final class LeaseCodec {
    private static final long INFINITE = -1;

    private LeaseCodec() {}

    static void write(Lease lease, RecordOutput out) {
        @Nullable Duration duration = lease.duration();
        out.number(lease.id().getMostSignificantBits())
                .number(lease.id().getLeastSignificantBits())
                .number(duration == null ? INFINITE : duration.toSeconds())
                .flag(lease.breaking())
                .instant(lease.end());
    }

    static Lease read(RecordInput in) {
        return new Lease(new UUID(in.number(), in.number()), duration(in.number()), in.flag(), in.optionalInstant());
    }

    private static @Nullable Duration duration(long seconds) {
        return seconds == INFINITE ? null : Duration.ofSeconds(seconds);
    }
}
