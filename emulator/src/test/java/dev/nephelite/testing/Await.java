package dev.nephelite.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for what happens in the background, looking again and again, and tells what it saw last if that does not happen. */
public final class Await {
    /** Ends a test that hangs, before the time limit of all tests does; no assertion depends on it. */
    private static final Duration HANG_LIMIT = Duration.ofMinutes(4);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1);

    private Await() {}

    /** One look at what is waited for. */
    @FunctionalInterface
    public interface Look<T, E extends Exception> {
        T take() throws E;
    }

    /**
     * Returns when {@code condition} holds.
     *
     * @param expectation what is waited for, as in "the file is gone"
     */
    public static <E extends Exception> void until(String expectation, Look<Boolean, E> condition) throws E {
        until(expectation, condition, holds -> holds);
    }

    /** Looks until what is seen is as expected, and returns it. */
    public static <T, E extends Exception> T until(String expectation, Look<T, E> look, Predicate<? super T> expected)
            throws E {
        long begun = System.nanoTime();
        T seen = look.take();
        while (!expected.test(seen)) {
            if (Thread.interrupted()) {
                throw new AssertionError("Interrupted while waiting until " + expectation + "; last seen: " + seen);
            }
            if (System.nanoTime() - begun > HANG_LIMIT.toNanos()) {
                throw new AssertionError("Not within " + HANG_LIMIT + ": " + expectation + "; last seen: " + seen);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            seen = look.take();
        }
        return seen;
    }
}
