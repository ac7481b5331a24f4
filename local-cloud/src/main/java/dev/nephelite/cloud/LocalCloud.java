package dev.nephelite.cloud;

import dev.nephelite.cloud.archive.ExportSummary;
import dev.nephelite.cloud.archive.Import;
import dev.nephelite.cloud.control.ControlPlane;
import dev.nephelite.cloud.control.otlp.OtlpTracesResource;
import dev.nephelite.cloud.seed.Seed;
import dev.nephelite.cloud.snapshot.CloudSnapshots;
import dev.nephelite.cloud.trace.AppSpans;
import dev.nephelite.cloud.trace.RequestSpans;
import dev.nephelite.cloud.trace.Traces;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.event.EventStream;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.http.fault.FaultInjector;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.CloudClock;
import dev.nephelite.emulator.tls.ClientTls;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.Accounts;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.HostOptions;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.discovery.AppLoader;
import dev.nephelite.function.client.StorageAccounts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A local cloud in this process: a Blob and a Queue service on one data folder, or in memory, and, if wanted, a host that
 * runs a function app on top of them.
 *
 * <p>{@link #start} opens everything or nothing, and {@link #close} releases everything. A cloud starts only once. Thread-safe.
 */
public final class LocalCloud implements AutoCloseable {
    private final LocalStorage.Options storageOptions;
    private final @Nullable FunctionOptions functionOptions;
    private final @Nullable ControlPlaneOptions controlOptions;
    private final @Nullable ClientTls clientTls;
    private final @Nullable Seed seed;
    private final RequestSpans spans;
    private final CloudListener listener;
    private final CloudClock clock;
    private final Clocks clocks;
    private final Account account;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Closer closer;
    private boolean begun;
    private volatile Instant startedAt = Instant.EPOCH;
    private volatile boolean closed;
    private volatile boolean triggersPaused;
    private volatile @Nullable LocalStorage storage;
    private volatile @Nullable FunctionHost functionHost;
    private volatile @Nullable String functionUrl;
    private volatile @Nullable String controlUrl;

    /** @param closer closes what the cloud owns already */
    LocalCloud(Options options, Closer closer) {
        storageOptions = options.storage();
        functionOptions = options.functions();
        controlOptions = options.control();
        clientTls = options.clientTls();
        seed = options.seed();
        spans = options.spans();
        listener = options.listener();
        clock = options.clock();
        clocks = storageOptions.clocks();
        account = storageOptions.authorization().accounts().all().iterator().next();
        this.closer = closer;
    }

    /** Begins to describe a cloud. */
    public static LocalCloudBuilder builder() {
        return new LocalCloudBuilder();
    }

    /**
     * What the builder has decided.
     *
     * @param clock the cloud's clock, which is also in {@code storage}
     * @param spans observes the requests to storage
     * @param functions null to run none
     * @param control null to have no control plane
     * @param clientTls trusts the certificate of storage; null if storage speaks plain HTTP
     */
    record Options(
            LocalStorage.Options storage,
            CloudClock clock,
            RequestSpans spans,
            @Nullable FunctionOptions functions,
            @Nullable ControlPlaneOptions control,
            @Nullable ClientTls clientTls,
            @Nullable Seed seed,
            CloudListener listener) {}

    /**
     * Starts the storage services, then the control plane, then the function host. If a part cannot start, everything is closed
     * again, and a data folder that was created and in which nothing was stored is deleted.
     *
     * <p>The app need not be loaded when this returns: see {@link #ready} and {@link CloudListener#appFailed}.
     *
     * @return this cloud
     * @throws PortUnavailableException if a port cannot be opened
     * @throws AddressUnavailableException if a service cannot listen on its address
     * @throws dev.nephelite.emulator.store.disk.DataFolderException if the data folder cannot be used
     * @throws dev.nephelite.emulator.store.disk.DataDamagedException if the data folder is damaged
     * @throws dev.nephelite.function.app.config.InvalidAppException if the app cannot be loaded, and no change of its files
     *     can correct that
     * @throws UnknownFunctionException if the app lacks a function that was asked for
     * @throws IllegalStateException if it has started before, or is closed meanwhile
     */
    public LocalCloud start() {
        markStarted();
        try {
            startStorage();
            startControlPlane();
            if (seed != null) {
                load(seed);
            }
            if (functionOptions == null) {
                becomeReady();
            } else {
                startFunctions(functionOptions);
            }
        } catch (RuntimeException | Error failed) {
            abandon();
            throw failed;
        }
        return this;
    }

    private synchronized void markStarted() {
        requireOpen();
        if (begun) {
            throw new IllegalStateException("A local cloud can be started only once.");
        }
        begun = true;
        startedAt = clocks.machine().now();
    }

    /** Closes everything after a start that has failed. */
    private synchronized void abandon() {
        LocalStorage opened = storage;
        if (opened != null) {
            opened.startFailed();
        }
        close();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The local cloud was closed.");
        }
    }

    private synchronized void startStorage() {
        requireOpen();
        LocalStorage opened = closer.add(LocalStorage.open(storageOptions));
        storage = opened;
        CompletableFuture<Void> unused =
                opened.folderLost().thenAccept(reason -> listener.dataFolderLost(this, reason));
        listener.storageStarted(this);
    }

    private synchronized void startControlPlane() {
        if (controlOptions == null) {
            return;
        }
        requireOpen();
        EventLog events = requireStarted().events();
        ControlledLocalCloud controlled = new ControlledLocalCloud(
                this,
                new EventStream(events),
                new Traces(spans, events, new AppSpans()),
                controlOptions.endsProcess() ? Optional.of(ProcessHandle.current()) : Optional.empty());
        ControlPlane opened = closer.add(controlOptions.open(controlled, clocks));
        controlUrl = opened.url();
        // Ends the streams of events before the control plane closes, which waits for its responses.
        closer.add(events);
    }

    /** Finding the app may take long, so the cloud can be closed meanwhile. */
    private void startFunctions(FunctionOptions options) {
        AppLoader loader = options.app().open(options.processShared());
        try {
            startFunctions(options, loader);
        } catch (RuntimeException | Error failed) {
            loader.close();
            throw failed;
        }
    }

    private synchronized void startFunctions(FunctionOptions options, AppLoader loader) {
        requireOpen();
        ServerAddress address = options.address(loader.withoutFunctions().localHttp());
        BindAddresses.require(CloudService.FUNCTIONS, address.host());
        FunctionHost host = new FunctionHost(HostOptions.builder(loader, clocks, storageOptions.ids())
                .address(address)
                .threads(options.threads())
                .developmentStorage(connectionString())
                .traceEndpoint(traceEndpoint())
                .clientTls(clientTls)
                .flags(options.flags())
                .appRequired(options.appRequired())
                .debugConcurrency(options.debugConcurrency())
                .debuggerHolds(hold -> listener.debuggerHolds(this, hold))
                .invocations(invocation -> listener.invocationEnded(this, invocation))
                .runs(dataFolder()
                        .map(folder -> folder.resolve(DataFolder.RUNS))
                        .orElse(null))
                .log(options.log())
                .build());
        host.pauseTriggers(triggersPaused);
        functionHost = host;
        closer.add(BindAddresses.listen(CloudService.FUNCTIONS, address.port(), () -> {
            host.start();
            return host;
        }));
        functionUrl = host.url();
        host.loadFailure().ifPresent(reason -> listener.appFailed(this, reason));
        CompletableFuture<Void> unused = host.loaded().thenRun(this::becomeReady);
    }

    /** Where an app without a token and without a certificate can report spans; null if it cannot. */
    private @Nullable String traceEndpoint() {
        String url = controlUrl;
        return url == null || url.startsWith("https:") || controlToken().isPresent()
                ? null
                : url + OtlpTracesResource.PATH;
    }

    private void becomeReady() {
        listener.ready(this);
        ready.complete(null);
    }

    /**
     * Completes when storage accepts requests and the app, if there is one, has been loaded for the first time. Never
     * completes if that does not happen.
     */
    public CompletableFuture<Void> ready() {
        return ready.copy();
    }

    /**
     * Completes when everything that has happened in storage until now has been handled: the app has been loaded, no function
     * runs, no trigger polls, and no event, message or timer that is due waits for a function. Afterwards, nothing happens
     * until a client writes something or time passes. Completes at once without an app. Never completes if the app cannot be
     * loaded, or as long as storage is written all the time.
     *
     * <p>Messages that are hidden do not count, nor do messages and blobs on servers that publish no events.
     *
     * @throws IllegalStateException if the cloud has not started
     */
    public CompletableFuture<Void> idle() {
        requireStarted();
        return ready().thenCompose(loaded ->
                functionHost().map(FunctionHost::idle).orElseGet(() -> CompletableFuture.completedFuture(null)));
    }

    /**
     * Waits until the cloud is {@link #idle}.
     *
     * @param atMost how long to wait, on the machine's clock
     * @throws NotIdleException if the cloud is not idle by then; the message says why
     * @throws IllegalStateException if the cloud has not started
     */
    public void awaitIdle(Duration atMost) throws InterruptedException {
        try {
            idle(atMost).get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof NotIdleException late) {
                throw late;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    /** Like {@link #idle()}, but fails with a {@link NotIdleException} if it takes longer. */
    CompletableFuture<Void> idle(Duration atMost) {
        CompletableFuture<Void> idle = idle();
        return idle.isDone()
                ? idle
                : clocks.machine()
                        .limit(
                                idle,
                                atMost,
                                late -> late.completeExceptionally(new NotIdleException(atMost, busyWith())));
    }

    private String busyWith() {
        Optional<FunctionHost> host = functionHost();
        if (!ready.isDone()) {
            return host.flatMap(FunctionHost::loadFailure)
                    .map(InvalidAppException::summary)
                    .orElse("the function app is still being loaded");
        }
        return host.map(FunctionHost::busyWith).orElse("it is closing");
    }

    /**
     * The rules by which requests to storage fail or are delayed on purpose, to test how functions and clients cope. There
     * are none at first. Rules may be added before the cloud starts and at any later time.
     */
    public FaultInjector faults() {
        return storageOptions.faults();
    }

    /**
     * Pauses the triggers of functions, such as to load test data without waking them. Messages, blobs, events and timers wait
     * until {@link #resumeTriggers}. Functions that are running finish, functions with HTTP triggers can be called, and functions can
     * be invoked manually. May be called before the cloud starts. Has no effect while they are paused.
     *
     * <p>A cloud whose triggers are paused is {@link #idle} when no function runs.
     */
    public void pauseTriggers() {
        pauseTriggers(true);
    }

    /** Resumes paused triggers. They handle what has happened in the meantime. */
    public void resumeTriggers() {
        pauseTriggers(false);
    }

    boolean areTriggersPaused() {
        return triggersPaused;
    }

    synchronized void pauseTriggers(boolean paused) {
        triggersPaused = paused;
        functionHost().ifPresent(host -> host.pauseTriggers(paused));
    }

    /**
     * Removes everything that all accounts have stored: containers, queues and service properties. It is one transaction, which
     * does not take longer if there is more in the containers and queues. Leases, legal holds and retention do not prevent it,
     * and there are no events. Ports, accounts, faults and the clock stay as they are.
     *
     * <p>Function hosts keep their keys, locks and positions, in containers whose names begin with {@code azure-webjobs-}.
     * Their internal queues are emptied. A function that is running meanwhile may write afterwards, so wait until the cloud
     * is {@linkplain #awaitIdle idle} first.
     *
     * @throws IllegalStateException if the cloud has not started
     */
    public void reset() {
        requireStarted().reset(null, LocalCloud::isOfFunctionHost);
    }

    /**
     * Removes everything that one account has stored, see {@link #reset()}.
     *
     * @throws IllegalArgumentException if there is no such account
     * @throws IllegalStateException if the cloud has not started
     */
    public void reset(String accountName) {
        requireStarted().reset(requireAccount(accountName), LocalCloud::isOfFunctionHost);
    }

    /**
     * Removes everything in a container, see {@link #reset()}. The container keeps its metadata and access policies, but no lease.
     *
     * @throws IllegalArgumentException if there is no such container
     * @throws IllegalStateException if the cloud has not started
     */
    public void resetContainer(String accountName, String container) {
        if (!requireStarted().resetContainer(requireAccount(accountName), container)) {
            throw new IllegalArgumentException(
                    "There is no container '" + container + "' in the account '" + accountName + "'.");
        }
    }

    /**
     * Removes all messages of a queue. The queue keeps its metadata and access policies.
     *
     * @throws IllegalArgumentException if there is no such queue
     * @throws IllegalStateException if the cloud has not started
     */
    public void resetQueue(String accountName, String queue) {
        if (!requireStarted().resetQueue(requireAccount(accountName), queue)) {
            throw new IllegalArgumentException(
                    "There is no queue '" + queue + "' in the account '" + accountName + "'.");
        }
    }

    /**
     * Writes everything that all accounts have stored at this moment to {@code out}, which stays open. Others go on reading and
     * writing. Snapshots are not a part of it. An {@link Import} makes a data folder from it.
     *
     * @throws IOException if something cannot be read, or written to {@code out}
     * @throws IllegalStateException if the cloud has not started
     */
    public ExportSummary export(OutputStream out) throws IOException {
        return requireStarted().export(out);
    }

    /**
     * Named states of everything that is stored, which can be loaded again.
     *
     * @throws IllegalStateException if the cloud has not started
     */
    public CloudSnapshots snapshots() {
        return requireStarted().snapshots();
    }

    /** Whether function hosts keep in this container or queue what they need while they run. */
    private static boolean isOfFunctionHost(String name) {
        return name.startsWith(FunctionHost.OWN_RESOURCES);
    }

    private String requireAccount(String name) {
        if (storageOptions.authorization().accounts().find(name) == null) {
            throw new IllegalArgumentException("There is no account '" + name + "'.");
        }
        return name;
    }

    /**
     * Writes test data into {@link #account}, see {@link Seed#loadInto}. Triggers are fired as usual, so pause them if that
     * is not wanted.
     *
     * @throws IllegalStateException if the cloud has not started
     */
    public void load(Seed data) {
        String setting = "AzureWebJobsStorage";
        AppSettings settings = AppSettings.of(Map.of(), Map.of(setting, connectionString()), Map.of());
        try (StorageAccounts accounts =
                new StorageAccounts(settings, clocks, clientTls == null ? null : clientTls.context())) {
            data.loadInto(accounts.account(setting), handled -> {});
        }
    }

    /**
     * The log of what has changed in both services. It is closed with the cloud.
     *
     * @throws IllegalStateException if the cloud has not started
     */
    public EventLog events() {
        return requireStarted().events();
    }

    /** The first account of the cloud when it was built, which the function app uses. */
    public Account account() {
        return account;
    }

    /**
     * The URLs of the services, for {@link #account}.
     *
     * @throws IllegalStateException if the cloud has not started
     */
    public Endpoints endpoints() {
        return endpoints(account.name());
    }

    /**
     * The URLs of the services, for one of the accounts.
     *
     * @throws IllegalStateException if the cloud has not started
     */
    public Endpoints endpoints(String accountName) {
        LocalStorage running = requireStarted();
        return new Endpoints(
                running.blobEndpoint(accountName), running.queueEndpoint(accountName), functionUrl, controlUrl);
    }

    /** The request pipelines of the storage services, as {@link LocalStorage#services}. */
    Map<String, Handler> storageServices() {
        return requireStarted().services();
    }

    Accounts accounts() {
        return storageOptions.authorization().accounts();
    }

    private LocalStorage requireStarted() {
        LocalStorage running = storage;
        if (running == null) {
            throw new IllegalStateException("The local cloud has not started.");
        }
        return running;
    }

    /** The bearer token for the control plane; empty if it needs none. */
    public Optional<String> controlToken() {
        return Optional.ofNullable(controlOptions).map(ControlPlaneOptions::token);
    }

    /**
     * The connection string of {@link #account}, for client libraries.
     *
     * @throws IllegalStateException if the cloud has not started
     */
    public String connectionString() {
        return connectionString(account);
    }

    /**
     * The connection string of one of the accounts, with its first key.
     *
     * @throws IllegalStateException if the cloud has not started
     */
    public String connectionString(Account of) {
        Endpoints endpoints = endpoints(of.name());
        String protocol = storageOptions.blob().tls() == null ? "http" : "https";
        return "DefaultEndpointsProtocol=%s;AccountName=%s;AccountKey=%s;BlobEndpoint=%s;QueueEndpoint=%s;"
                .formatted(protocol, of.name(), of.keys().get(0).base64(), endpoints.blob(), endpoints.queue());
    }

    /**
     * The clock of this cloud, for leases, the visibility of messages, timers, retries of functions, expiry, and signatures in
     * URLs. It shows the machine's time until it is frozen, advanced or set. Connections, checkpoints, reloads of the app,
     * timeouts of functions and the log follow the machine's clock instead.
     */
    public CloudClock clock() {
        return clock;
    }

    /** The host that runs the app, for what it knows about functions; empty without an app, and before it starts. */
    public Optional<FunctionHost> functionHost() {
        return Optional.ofNullable(functionHost);
    }

    /**
     * Stops accepting requests, lets running functions finish within eight seconds, ends the requests in progress and
     * closes all ports and the data folder. Everything that was acknowledged is stored. Has no effect on a closed cloud.
     *
     * <p>While the cloud starts, this waits for the step in progress, and {@link #start} fails.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        closer.close();
        listener.closed(this);
    }

    /** When {@link #start} was called, on the machine's clock. */
    Instant startedAt() {
        return startedAt;
    }

    boolean isReady() {
        return ready.isDone();
    }

    boolean isClosed() {
        return closed;
    }

    /** Whether there is an app, and its host does not listen yet. */
    boolean isHostStarting() {
        return functionOptions != null && functionUrl == null;
    }

    /** Where the data is; empty if it is in memory. */
    Optional<Path> dataFolder() {
        return Optional.ofNullable(storageOptions.location());
    }

    Clock machineClock() {
        return clocks.machine();
    }

    /** A client of the control plane wants the cloud to stop. */
    void requestStop() {
        listener.stopRequested(this);
    }
}
