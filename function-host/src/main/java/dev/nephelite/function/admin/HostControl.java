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

    /** Fires the trigger of a sound function by hand and returns at once; what comes of it is in the log. */
    void fire(FunctionDefinition function, String input);
}
