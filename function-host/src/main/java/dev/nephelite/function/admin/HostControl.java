package dev.nephelite.function.admin;

import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.FunctionDefinition;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The interface between the administration API and the host. */
public interface HostControl {
    /** The app with all errors found so far. */
    App app();

    String hostId();

    UUID instanceId();

    String computerName();

    Instant startedAt();

    HostState state();

    /** Loads the app again soon, even if it has not changed. */
    void restart();

    /** Takes the app offline or brings it back soon. */
    void setOffline(boolean offline);

    /** The number of running invocations. */
    int outstandingInvocations();

    /** The number of failed invocations that wait for their retry. */
    int outstandingRetries();

    /** Stops all triggers except HTTP triggers, while running invocations continue. Returns at once. */
    void drain();

    /** Whether the app was drained, so that its triggers do not listen before it is loaded again. */
    boolean isDraining();

    /**
     * Invokes a runnable function and returns at once; the result is logged.
     *
     * @param client the trace context that the client sent, or null
     */
    void invoke(FunctionDefinition function, String input, @Nullable TraceContext client);

    /** The state of a host. */
    enum HostState {
        RUNNING("Running"),
        /** The app cannot be loaded; the host waits for a change. */
        ERROR("Error"),
        /** The app is offline until its {@code app_offline.htm} is deleted. */
        OFFLINE("Offline");

        private final String text;

        HostState(String text) {
            this.text = text;
        }

        /** The name in the status of the host. */
        public String text() {
            return text;
        }
    }
}
