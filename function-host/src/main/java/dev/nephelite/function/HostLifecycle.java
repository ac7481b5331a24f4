package dev.nephelite.function;

import dev.nephelite.function.admin.HostControl.HostState;
import java.time.Instant;

/** The host as the app that it runs sees it: it was there before, and will be there after. */
interface HostLifecycle {
    /** Of an app that is only looked at. */
    HostLifecycle NEVER = new HostLifecycle() {
        @Override
        public HostState state() {
            return HostState.OFFLINE;
        }

        @Override
        public Instant startedAt() {
            return Instant.EPOCH;
        }

        @Override
        public void restart() {
            throw new IllegalStateException("This app does not run.");
        }

        @Override
        public void setOffline(boolean offline) {
            throw new IllegalStateException("This app does not run.");
        }
    };

    HostState state();

    Instant startedAt();

    /** Loads the app again, soon, whether or not it has changed. */
    void restart();

    /** Takes the app offline or lets it come back, soon. */
    void setOffline(boolean offline);
}
