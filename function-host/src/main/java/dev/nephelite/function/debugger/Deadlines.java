package dev.nephelite.function.debugger;

import dev.nephelite.emulator.time.Clocks;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The deadlines of the functions of a host, which stand still while a debugger holds their code: timeouts, delays before
 * retries, reports of deadlocks. Thread-safe.
 */
public final class Deadlines {
    private final PausableClock ofMachine;
    private final PausableClock ofCloud;
    private volatile Supplier<CompletableFuture<Void>> check = () -> CompletableFuture.completedFuture(null);

    /** @param base the clocks by which deadlines pass while no debugger holds anything */
    Deadlines(Clocks base) {
        ofMachine = new PausableClock(base.machine(), () -> check.get());
        ofCloud = new PausableClock(base.cloud(), () -> check.get());
    }

    /** The clocks by which deadlines are scheduled. */
    public Clocks clocks() {
        return new Clocks(ofCloud, ofMachine);
    }

    /** Lets no deadline pass before what {@code first} returns has completed; it may pause or resume the deadlines. */
    public void checkBeforeDeadlines(Supplier<CompletableFuture<Void>> first) {
        check = first;
    }

    /** Stops the deadlines, which have stood still for a while already. */
    void pause(Duration already) {
        addPause(already);
        ofMachine.pause();
        ofCloud.pause();
    }

    void resume() {
        ofMachine.resume();
        ofCloud.resume();
    }

    /** Adds a pause that has just ended and was not noticed before. */
    void addPause(Duration length) {
        ofMachine.addPause(length);
        ofCloud.addPause(length);
    }
}
