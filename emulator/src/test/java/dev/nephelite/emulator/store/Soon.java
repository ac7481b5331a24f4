package dev.nephelite.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens in the background. */
final class Soon {
    /** Ends a test that hangs; no assertion depends on it. */
    private static final Duration HANG_LIMIT = Duration.ofMinutes(4);

    private static final long NANOS_BETWEEN_LOOKS = 1_000_000;

    private Soon() {}

    static void assertThatSoon(BooleanSupplier condition) {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean() && System.nanoTime() - begun < HANG_LIMIT.toNanos()) {
            LockSupport.parkNanos(NANOS_BETWEEN_LOOKS);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
