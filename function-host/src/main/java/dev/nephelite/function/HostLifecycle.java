package dev.nephelite.function;

import dev.nephelite.function.admin.HostControl.HostState;
import java.time.Instant;

/** The host as the running app sees it. It outlives the app. */
interface HostLifecycle {
    /** For an app that is only validated. */
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

    /** Reloads the app soon, even if it has not changed. */
    void restart();

    /** Takes the app offline or online again, soon. */
    void setOffline(boolean offline);
}
