package dev.nephelite.cloud.control.resource;

import dev.nephelite.cloud.control.protocol.ControlException;
import dev.nephelite.cloud.snapshot.CloudSnapshots;
import dev.nephelite.cloud.trace.Traces;
import dev.nephelite.emulator.event.EventStream;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.fault.FaultInjector;
import dev.nephelite.emulator.time.CloudClock;
import dev.nephelite.emulator.value.Accounts;
import dev.nephelite.function.FunctionHost;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What the control plane shows of a cloud, and what it can do to it. Thread-safe. */
public interface ControlledCloud {
    /**
     * Returns if the cloud is ready.
     *
     * @throws ControlException if it is not; the message says why
     */
    void requireReady();

    /**
     * Completes when the cloud is ready.
     *
     * @param atMost after which it completes anyway
     */
    CompletableFuture<Void> ready(Duration atMost);

    /** When the cloud was started, on the machine's clock. */
    Instant startedAt();

    /** The process that ends when the cloud is stopped; empty if it goes on. */
    Optional<ProcessHandle> process();

    /** Where the data is; empty if it is in memory. */
    Optional<Path> dataFolder();

    /** The URL of each service that runs, by its name. */
    Map<String, String> endpoints();

    /** What answers requests to storage, by the names that {@link #endpoints} has for the services: {@code blob} and {@code queue}. */
    Map<String, Handler> storageServices();

    /** The accounts of storage. */
    Accounts accounts();

    /** The change events of storage. */
    EventStream events();

    /** What has caused what. */
    Traces traces();

    /**
     * The host that runs the function app; empty if the cloud runs none.
     *
     * @throws ControlException if it is still starting, or has been closed
     */
    Optional<FunctionHost> functionHost();

    /**
     * Completes when the cloud has handled everything that has happened until now.
     *
     * @param atMost after which it fails with a {@link ControlException}; the message says what the cloud is busy with
     */
    CompletableFuture<Void> idle(Duration atMost);

    /** The clock of leases, visibility, timers and expiry. */
    CloudClock clock();

    /** Whether triggers are paused. */
    boolean areTriggersPaused();

    /** Pauses the triggers of functions, or lets them go on. Has no effect if they are in this state already. */
    void pauseTriggers(boolean paused);

    /** The rules by which requests to storage fail on purpose. */
    FaultInjector faults();

    /**
     * Removes what is stored: in a container, in a queue, in an account, or everywhere.
     *
     * @param accountName null for the first account or, without a container or queue, for all accounts
     * @param container null unless only its blobs are meant
     * @param queue null unless only its messages are meant
     * @throws IllegalArgumentException if one of them does not exist
     */
    void reset(@Nullable String accountName, @Nullable String container, @Nullable String queue);

    /** Writes everything that is stored, as an {@link dev.nephelite.cloud.archive.ExportFile}. */
    void export(OutputStream out) throws IOException;

    /** Named states of everything that is stored. */
    CloudSnapshots snapshots();

    /** Stops the cloud and waits until it has stopped. */
    void stop();
}
