package dev.nephelite.function;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The clock of a process that can be suspended: the time goes on, and what becomes due meanwhile runs afterwards. */
public final class SuspendableClock implements Clock {
    private final ManualClock time;
    private final List<Runnable> missed = new ArrayList<>();
    private boolean suspended;
    private @Nullable Duration suspension;

    public SuspendableClock(ManualClock time) {
        this.time = time;
    }

    /** Lets {@code length} pass. Nothing that is due runs before {@link #resume}. */
    public synchronized void suspend(Duration length) {
        suspended = true;
        time.advance(length);
        suspension = length;
    }

    /** Runs what became due. */
    public void resume() {
        List<Runnable> late;
        synchronized (this) {
            suspended = false;
            late = List.copyOf(missed);
            missed.clear();
        }
        late.forEach(Runnable::run);
    }

    /** Returns how long the last suspension was, once; empty afterwards. */
    public synchronized Optional<Duration> takeSuspension() {
        Optional<Duration> last = Optional.ofNullable(suspension);
        suspension = null;
        return last;
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public Scheduled scheduleAt(Instant due, Runnable task) {
        return time.scheduleAt(due, () -> due(task));
    }

    private void due(Runnable task) {
        synchronized (this) {
            if (suspended) {
                missed.add(task);
                return;
            }
        }
        task.run();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        time.sleep(duration);
    }
}
