package dev.nephelite.emulator.store;

import dev.nephelite.emulator.store.table.PendingChanges;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.StoreCounters;
import dev.nephelite.emulator.store.table.TableReader;
import dev.nephelite.emulator.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Timestamps in ticks that always increase, even after a restart or when the clock is set back. */
final class MonotonicTimestamps {
    private static final RecordKey LAST = RecordKey.of("ticks");

    private static final long TICKS_PER_SECOND = 10_000_000;
    private static final long NANOS_PER_TICK = 100;
    private static final long SECONDS_FROM_YEAR_1_TO_1970 = 62_135_596_800L;

    private final Clock clock;
    private long last;
    private long saved;

    MonotonicTimestamps(TableReader view, Clock clock) {
        this.clock = clock;
        @Nullable Long before = view.get(StoreCounters.TABLE, LAST);
        last = before == null ? 0 : before;
        saved = last;
    }

    Instant now() {
        return clock.now();
    }

    long next() {
        Instant now = clock.now();
        long ticks = (now.getEpochSecond() + SECONDS_FROM_YEAR_1_TO_1970) * TICKS_PER_SECOND
                + now.getNano() / NANOS_PER_TICK;
        last = Math.max(last + 1, ticks);
        return last;
    }

    /** Stores the last timestamp together with the changes that use it. */
    void save(PendingChanges changes) {
        if (last != saved) {
            changes.put(StoreCounters.TABLE, LAST, last);
            saved = last;
        }
    }
}
