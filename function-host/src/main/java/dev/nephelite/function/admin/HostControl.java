package dev.nephelite.function.admin;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.FunctionDefinition;
import java.time.Instant;
import java.util.UUID;

/** What the administrator may see of a host and ask of it. */
public interface HostControl {
    /** The app with everything found wrong so far. */
    App app();

    String hostId();

    UUID instanceId();

    String computerName();

    Instant startedAt();

    HostState state();

    /** Loads the app again, soon, whether or not it has changed. */
    void restart();

    /** Takes the app offline or lets it come back, soon. */
    void setOffline(boolean offline);

    /** How many functions are running. */
    int outstandingInvocations();

    /** How many functions have failed and wait for their next try. */
    int outstandingRetries();

    /** Lets no trigger fire any more, except those of requests, while what has begun goes on. Returns at once. */
    void drain();

    /** Whether the app was drained, and so will not listen before it is loaded again. */
    boolean isDraining();

    /** Fires the trigger of a sound function by hand and returns at once; what comes of it is in the log. */
    void fire(FunctionDefinition function, String input);

    /** How a host is doing. */
    enum HostState {
        RUNNING("Running"),
        /** The app cannot be loaded; the host waits for a change that mends it. */
        ERROR("Error"),
        /** The app is taken offline, and is back as soon as its {@code app_offline.htm} is gone. */
        OFFLINE("Offline");

        private final String text;

        HostState(String text) {
            this.text = text;
        }

        /** As the status of the host spells it. */
        public String text() {
            return text;
        }
    }
}
