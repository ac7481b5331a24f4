package dev.nephelite.emulator.store.disk;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;

/** Logs one line when something begins to fail and one when it works again, no matter how often it fails in between. */
public final class OutageLog {
    private final Logger log;
    private final String failing;
    private final String recovered;
    private final AtomicBoolean ongoing = new AtomicBoolean();

    /**
     * A log before the first failure.
     *
     * @param failing the message that says what fails and what that means; the reason is appended
     * @param recovered the message that says what works again
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
