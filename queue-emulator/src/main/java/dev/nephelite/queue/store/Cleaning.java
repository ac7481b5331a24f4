package dev.nephelite.queue.store;

import dev.nephelite.emulator.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Work that is done in small pieces, one at a time, until there is none left; then it rests until it is woken. */
final class Cleaning implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Clock clock;
    private final BooleanSupplier work;
    private Clock.@Nullable Scheduled next;
    private boolean working;
    private boolean closed;

    /**
     * Waits to {@link #begin}.
     *
     * @param work does one piece and says whether there is more to do
     */
    Cleaning(Clock clock, BooleanSupplier work) {
        this.clock = clock;
        this.work = work;
    }

    /** Sees to it that the work is done soon. May be called by the thread that {@code work} waits for. */
    synchronized void begin() {
        if (next == null && !closed) {
            next = clock.schedule(PAUSE, this::step);
        }
    }

    /** Returns when no work is in hand any more. */
    @Override
    public synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel();
        }
        boolean interrupted = false;
        while (working) {
            try {
                wait();
            } catch (InterruptedException finishTheWorkFirst) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void step() {
        if (!start()) {
            return;
        }
        boolean more = false;
        try {
            more = work.getAsBoolean();
        } finally {
            finish();
        }
        if (more) {
            begin();
        }
    }

    private synchronized boolean start() {
        next = null;
        working = !closed;
        return working;
    }

    private synchronized void finish() {
        working = false;
        notifyAll();
    }
}
