package dev.nephelite.function.admin;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.FunctionDefinition;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** What the administrator may see of a host and ask of it. */
public interface HostControl {
    /** The app with everything found wrong so far. */
    App app();

    String hostId();

    UUID instanceId();

    String computerName();

    Instant startedAt();

    HostState state();

    /** What keeps the whole host from running, none while it runs; single functions have errors of their own. */
    List<String> errors();

    /** Fires the trigger of a sound function by hand and returns at once; what comes of it is in the log. */
    void fire(FunctionDefinition function, String input);

    /** How many functions are running. */
    int outstandingInvocations();

    /** How many functions have failed and wait for their next try. */
    int outstandingRetries();

    /** Lets no trigger fire any more, except those of requests, while what has begun goes on. Returns at once. */
    void drain();

    /** Whether the host was drained and has not been started again since. */
    boolean isDraining();

    /** Starts the host again with the app as it is by then, in the background. The result completes when that is done. */
    CompletableFuture<Void> restart();
}
