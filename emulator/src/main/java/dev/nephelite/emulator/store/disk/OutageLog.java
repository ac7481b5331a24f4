package dev.nephelite.emulator.store.disk;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;

/** Logs one line when something begins to fail and one when it works again, however often it fails in between. */
public final class OutageLog {
    private final Logger log;
    private final String failing;
    private final String recovered;
    private final AtomicBoolean ongoing = new AtomicBoolean();

    /**
     * Nothing fails yet.
     *
     * @param failing what fails and what that means, before the reason
     * @param recovered what works again
     */
    public OutageLog(Logger log, String failing, String recovered) {
        this.log = log;
        this.failing = failing;
        this.recovered = recovered;
    }

    public void failed(Throwable reason) {
        if (!ongoing.getAndSet(true)) {
            log.severe(() -> failing + ": " + reason);
        }
    }

    public void succeeded() {
        if (ongoing.get() && ongoing.getAndSet(false)) {
            log.info(recovered);
        }
    }

    public boolean isOngoing() {
        return ongoing.get();
    }
}
