package dev.nephelite.cloud;

import dev.nephelite.blob.BlobEmulator;
import dev.nephelite.cloud.control.ControlError;
import dev.nephelite.cloud.control.ControlException;
import dev.nephelite.cloud.control.ControlPlane;
import dev.nephelite.cloud.control.ControlledCloud;
import dev.nephelite.cloud.seed.Seed;
import dev.nephelite.emulator.auth.AuthorizationOptions;
import dev.nephelite.emulator.auth.AuthorizationOptions.OAuthMode;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.event.EventStream;
import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.http.TrustedHosts;
import dev.nephelite.emulator.http.fault.FaultInjector;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.CloudClock;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.emulator.tls.ClientTls;
import dev.nephelite.emulator.tls.ServerCertificate;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.Accounts;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.HostOptions;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.config.LocalSettings.LocalHttp;
import dev.nephelite.function.app.discovery.AppLoader;
import dev.nephelite.function.client.StorageAccounts;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.trigger.HostFlags;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A local cloud in this process: a Blob and a Queue service on one data folder, or in memory, and, if wanted, a host that
 * runs a function app on top of them.
 *
 * <p>{@link #start} opens everything or nothing, and {@link #close} releases everything. A cloud starts only once. Thread-safe.
 */
public final class LocalCloud implements AutoCloseable {
    private static final int TOKEN_BYTES = 32;

    private final LocalStorage.Options storageOptions;
    private final FunctionOptions functionOptions;
    private final @Nullable ServerAddress controlAddress;
    private final boolean controlPortPreferred;
    private final @Nullable String controlToken;
    private final CloudListener listener;
    private final @Nullable Seed seed;
    private final @Nullable SSLContext clientTls;
    private final CloudClock clock;
    private final Clocks clocks;
    private final Account account;
    private final FaultInjector faults;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Closer closer = new Closer();
    private boolean begun;
    private volatile Instant startedAt = Instant.EPOCH;
    private volatile boolean closed;
    private volatile boolean triggersPaused;
    private volatile @Nullable LocalStorage storage;
    private volatile @Nullable FunctionHost functionHost;
    private volatile @Nullable String functionUrl;
    private volatile @Nullable String controlUrl;

    private LocalCloud(Builder builder) {
        @Nullable Clock given = builder.machineClock;
        Clock machine = given == null ? closer.add(new SystemClock()) : given;
        clock = builder.cloudClock(machine);
        clocks = new Clocks(clock, machine);
        @Nullable ServerCertificate certificate = builder.certificate;
        @Nullable SSLContext tls = certificate == null ? null : certificate.forServer();
        TrustedHosts trusted = builder.trustedHosts();
        faults = new FaultInjector(builder.ids);
        storageOptions = new LocalStorage.Options(
                builder.location,
                builder.durability,
                new ServerAddress(BindAddresses.of(builder.blobHost), builder.blobPort, tls, trusted),
                new ServerAddress(BindAddresses.of(builder.queueHost), builder.queuePort, tls, trusted),
                new AuthorizationOptions(builder.accounts, builder.oauth, builder.remedies.acceptTokens()),
                faults,
                builder.features,
                clocks,
                builder.ids);
        functionOptions = new FunctionOptions(
                builder.app,
                builder.functionHost,
                builder.functionPort,
                builder.defaultFunctionPort,
                builder.functionsOverHttps ? tls : null,
                certificate == null || builder.app == null ? null : ClientTls.trusting(certificate),
                trusted,
                new HostFlags(builder.keysRequired, builder.realPolling),
                builder.processShared,
                builder.debugConcurrency,
                builder.log);
        controlAddress = builder.controlAddress(tls, trusted);
        controlPortPreferred = builder.controlPortPreferred;
        controlToken = controlAddress == null || !builder.needsControlToken(controlAddress)
                ? null
                : Base64.getUrlEncoder().withoutPadding().encodeToString(builder.ids.secret(TOKEN_BYTES));
        listener = builder.listener;
        seed = builder.seed;
        clientTls = certificate == null ? null : ClientTls.trusting(certificate).context();
        account = builder.accounts.all().iterator().next();
    }

    /** Begins to describe a cloud. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * How functions run.
     *
     * @param app null to run none
     * @param host the address to bind; null for the one that the app names
     * @param port null for the one that the app names
     * @param defaultPort for an app that names none
     * @param tls to serve functions over HTTPS, or null for plain HTTP
     * @param clientTls trusts the certificate of storage; null if storage speaks plain HTTP
     */
    private record FunctionOptions(
            @Nullable FunctionApp app,
            @Nullable String host,
            @Nullable Integer port,
            int defaultPort,
            @Nullable SSLContext tls,
            @Nullable ClientTls clientTls,
            TrustedHosts trusted,
            HostFlags flags,
            boolean processShared,
            int debugConcurrency,
            HostLog log) {
        ServerAddress address(LocalHttp ofApp) {
            @Nullable String hostOfApp = ofApp.address();
            @Nullable Integer portOfApp = ofApp.port();
            String chosenHost = host != null ? host : hostOfApp != null ? hostOfApp : BindAddresses.LOOPBACK;
            int chosenPort = port != null ? port : portOfApp != null ? portOfApp : defaultPort;
            return new ServerAddress(BindAddresses.of(chosenHost), chosenPort, tls, trusted);
        }
    }

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
            @Nullable FunctionApp app = functionOptions.app();
            if (app == null) {
                becomeReady();
            } else {
                startFunctions(app);
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
        ServerAddress address = controlAddress;
        if (address == null) {
            return;
        }
        requireOpen();
        BindAddresses.require(CloudService.CONTROL, address.host());
        EventLog events = Objects.requireNonNull(storage, "storage has started").events();
        Controlled controlled = new Controlled(new EventStream(events));
        ControlPlane opened = closer.add(openControlPlane(address, controlled));
        controlUrl = opened.url();
        // Ends the streams of events before the control plane closes, which waits for its responses.
        closer.add(events);
    }

    private ControlPlane openControlPlane(ServerAddress address, Controlled controlled) {
        try {
            return BindAddresses.listen(
                    CloudService.CONTROL,
                    address.port(),
                    () -> new ControlPlane(address, controlToken, controlled, clocks));
        } catch (PortUnavailableException unavailable) {
            if (!controlPortPreferred) {
                throw unavailable;
            }
            return new ControlPlane(address.withAnyPort(), controlToken, controlled, clocks);
        }
    }

    /** Finding the app may take long, so the cloud can be closed meanwhile. */
    private void startFunctions(FunctionApp app) {
        AppLoader loader = app.open(functionOptions.processShared());
        try {
            startFunctions(loader);
        } catch (RuntimeException | Error failed) {
            loader.close();
            throw failed;
        }
    }

    private synchronized void startFunctions(AppLoader loader) {
        requireOpen();
        ServerAddress address =
                functionOptions.address(loader.withoutFunctions().localHttp());
        BindAddresses.require(CloudService.FUNCTIONS, address.host());
        FunctionHost host = new FunctionHost(HostOptions.builder(loader, clocks, storageOptions.ids())
                .address(address)
                .developmentStorage(connectionString())
                .clientTls(functionOptions.clientTls())
                .flags(functionOptions.flags())
                .debugConcurrency(functionOptions.debugConcurrency())
                .debuggerHolds(hold -> listener.debuggerHolds(this, hold))
                .invocations(invocation -> listener.invocationEnded(this, invocation))
                .log(functionOptions.log())
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
    private CompletableFuture<Void> idle(Duration atMost) {
        CompletableFuture<Void> idle = idle();
        if (idle.isDone()) {
            return idle;
        }
        CompletableFuture<Void> inTime = new CompletableFuture<>();
        Clock.Scheduled deadline = clocks.machine()
                .schedule(atMost, () -> inTime.completeExceptionally(new NotIdleException(atMost, busyWith())));
        CompletableFuture<Void> unused = idle.whenComplete((done, failure) -> {
            deadline.cancel();
            if (failure == null) {
                inTime.complete(null);
            } else {
                inTime.completeExceptionally(failure);
            }
        });
        return inTime;
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
        return faults;
    }

    /**
     * Pauses the triggers of functions, such as to load test data without waking them. Messages, blobs, events and timers wait
     * until {@link #resumeTriggers}. Functions that are running finish, functions with HTTP triggers can be called, and functions can
     * be run by hand. May be called before the cloud starts. Has no effect while they are paused.
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

    private synchronized void pauseTriggers(boolean paused) {
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
        try (StorageAccounts accounts = new StorageAccounts(settings, clocks, clientTls)) {
            data.loadInto(accounts.account(setting));
        }
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

    private LocalStorage requireStarted() {
        LocalStorage running = storage;
        if (running == null) {
            throw new IllegalStateException("The local cloud has not started.");
        }
        return running;
    }

    /** The bearer token for the control plane; empty if it needs none. */
    public Optional<String> controlToken() {
        return Optional.ofNullable(controlToken);
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

    /** This cloud as its control plane sees it. */
    private final class Controlled implements ControlledCloud {
        private final EventStream events;

        Controlled(EventStream events) {
            this.events = events;
        }

        @Override
        public void requireReady() {
            functionHost().flatMap(FunctionHost::loadFailure).ifPresent(reason -> {
                throw ControlError.APP_FAILED.exception(reason.summary());
            });
            if (!ready.isDone()) {
                throw starting();
            }
        }

        @Override
        public CompletableFuture<Void> ready(Duration atMost) {
            CompletableFuture<Void> ready = LocalCloud.this.ready();
            return ready.isDone() || atMost.isZero()
                    ? CompletableFuture.completedFuture(null)
                    : clocks.machine().limit(ready, atMost, late -> late.complete(null));
        }

        @Override
        public Instant startedAt() {
            return startedAt;
        }

        @Override
        public Optional<Path> dataFolder() {
            return Optional.ofNullable(storageOptions.location());
        }

        @Override
        public Map<String, String> endpoints() {
            Endpoints endpoints = LocalCloud.this.endpoints();
            Map<String, String> urls = new LinkedHashMap<>();
            urls.put("blob", endpoints.blob());
            urls.put("queue", endpoints.queue());
            if (endpoints.functions() != null) {
                urls.put("function", endpoints.functions());
            }
            if (endpoints.control() != null) {
                urls.put("control", endpoints.control());
            }
            return urls;
        }

        @Override
        public EventStream events() {
            return events;
        }

        @Override
        public Optional<FunctionHost> functionHost() {
            if (closed) {
                throw ControlError.STOPPING.exception("The local cloud is being stopped.");
            }
            if (functionOptions.app() != null && functionUrl == null) {
                throw starting();
            }
            return LocalCloud.this.functionHost();
        }

        private ControlException starting() {
            return ControlError.STARTING.exception("The function app is still starting.");
        }

        @Override
        public CompletableFuture<Void> idle(Duration atMost) {
            return LocalCloud.this.idle(atMost).exceptionally(failure -> {
                throw failure instanceof NotIdleException late
                        ? ControlError.NOT_IDLE.exception(String.valueOf(late.getMessage()))
                        : new CompletionException(failure);
            });
        }

        @Override
        public FaultInjector faults() {
            return faults;
        }

        @Override
        public CloudClock clock() {
            return clock;
        }

        @Override
        public boolean areTriggersPaused() {
            return triggersPaused;
        }

        @Override
        public void pauseTriggers(boolean paused) {
            LocalCloud.this.pauseTriggers(paused);
        }

        @Override
        public void reset(@Nullable String accountName, @Nullable String container, @Nullable String queue) {
            String owner = accountName == null ? account.name() : accountName;
            if (container != null) {
                resetContainer(owner, container);
            } else if (queue != null) {
                resetQueue(owner, queue);
            } else if (accountName != null) {
                LocalCloud.this.reset(accountName);
            } else {
                LocalCloud.this.reset();
            }
        }

        @Override
        public void stop() {
            listener.stopRequested(LocalCloud.this);
        }
    }

    /**
     * Describes a {@link LocalCloud}. Unless other methods say otherwise, it stores everything in memory, runs no functions,
     * and listens on free ports of the loopback address.
     *
     * <p>Not thread-safe.
     */
    public static final class Builder {
        private static final int MAX_PORT = 65_535;

        private @Nullable Path location;
        private Durability durability = Durability.PROCESS;
        private String blobHost = BindAddresses.LOOPBACK;
        private String queueHost = BindAddresses.LOOPBACK;
        private int blobPort;
        private int queuePort;
        private Accounts accounts = Accounts.DEVELOPMENT;
        private OAuthMode oauth = OAuthMode.NONE;
        private BlobEmulator.Features features = BlobEmulator.Features.NONE;
        private @Nullable ServerCertificate certificate;
        private final Set<String> allowedHosts = new HashSet<>();
        private @Nullable Clock machineClock;
        private @Nullable Instant startTime;
        private boolean frozen;
        private Ids ids = RandomIds.unseeded();
        private CloudListener listener = new CloudListener() {};
        private @Nullable Seed seed;
        private @Nullable FunctionApp app;
        private @Nullable String functionHost;
        private @Nullable Integer functionPort;
        private int defaultFunctionPort;
        private boolean functionsOverHttps;
        private boolean keysRequired;
        private boolean realPolling;
        private boolean processShared;
        private int debugConcurrency = 1;
        private String controlHost = BindAddresses.LOOPBACK;
        private @Nullable Integer controlPort;
        private boolean controlPortPreferred;
        private HostLog log = line -> {};
        private Remedies remedies = Remedies.DEFAULT;

        private Builder() {}

        /** Stores everything in a data folder: a new or empty one, or one of an earlier start. */
        public Builder location(Path dataFolder) {
            location = dataFolder;
            return this;
        }

        /** Stores everything in memory, until the cloud is closed. This is the default. */
        public Builder inMemory() {
            location = null;
            return this;
        }

        /** Sets what writes to a data folder survive once they are acknowledged. Default: the end of this process. */
        public Builder durability(Durability value) {
            durability = value;
            return this;
        }

        /** Sets the address on which the Blob service listens, such as {@code 0.0.0.0}. Default: {@code 127.0.0.1}. */
        public Builder blobHost(String address) {
            blobHost = address;
            return this;
        }

        /** Sets the port of the Blob service. Default: 0, for a free one. */
        public Builder blobPort(int port) {
            blobPort = requirePort(port);
            return this;
        }

        /** Sets the address on which the Queue service listens, such as {@code 0.0.0.0}. Default: {@code 127.0.0.1}. */
        public Builder queueHost(String address) {
            queueHost = address;
            return this;
        }

        /** Sets the port of the Queue service. Default: 0, for a free one. */
        public Builder queuePort(int port) {
            queuePort = requirePort(port);
            return this;
        }

        /** Sets the accounts, which may change while the cloud runs. Default: the well-known development account. */
        public Builder accounts(Accounts served) {
            accounts = served;
            return this;
        }

        /** Sets whether bearer tokens are accepted. Default: they are not. */
        public Builder oauth(OAuthMode mode) {
            oauth = mode;
            return this;
        }

        /** Sets which features of the Blob service are enabled for all accounts. Default: none. */
        public Builder features(BlobEmulator.Features enabled) {
            features = enabled;
            return this;
        }

        /** Serves storage over HTTPS with this certificate. Default: plain HTTP. */
        public Builder certificate(ServerCertificate own) {
            certificate = own;
            return this;
        }

        /**
         * Also trusts requests to these host names, and web pages of these hosts. Local names, IP addresses and the names in
         * the certificate are always trusted.
         *
         * @param names without scheme and port; {@code *.example.com} is every name below {@code example.com}
         * @throws IllegalArgumentException if one is not a host name
         */
        public Builder allowedHosts(Collection<String> names) {
            Set<String> added = new HashSet<>();
            names.forEach(name -> added.add(name.toLowerCase(Locale.ROOT)));
            allowedHosts.addAll(new TrustedHosts(added, TrustedHosts.ALLOW).allowed());
            return this;
        }

        /** Sets the machine's clock, which {@link LocalCloud#clock} follows. The cloud does not close it. Default: the system's. */
        public Builder machineClock(Clock source) {
            machineClock = source;
            return this;
        }

        /** Sets what {@link LocalCloud#clock} shows when the cloud is built. Default: the machine's time. */
        public Builder startTime(Instant time) {
            startTime = time;
            return this;
        }

        /** Builds the cloud with a frozen {@link LocalCloud#clock}. By default, it runs. */
        public Builder frozenClock() {
            frozen = true;
            return this;
        }

        /** Sets the source of ids and of randomness. Default: unpredictable ones. */
        public Builder ids(Ids source) {
            ids = source;
            return this;
        }

        /** Sets what is notified when the state of the cloud changes. */
        public Builder listener(CloudListener notified) {
            listener = notified;
            return this;
        }

        /** Writes test data before the function app starts, so functions find it. Default: none. */
        public Builder seed(Seed data) {
            seed = data;
            return this;
        }

        /** Runs a function app. */
        public Builder functions(FunctionApp functionApp) {
            app = functionApp;
            return this;
        }

        /**
         * Sets the address on which functions are served. Default: {@code Host.LocalHttpAddress} in the app's
         * {@code local.settings.json}, or else {@code 127.0.0.1}.
         */
        public Builder functionHost(String address) {
            functionHost = address;
            return this;
        }

        /**
         * Sets the port on which functions are served; 0 is a free one. Default: {@code Host.LocalHttpPort} in the app's
         * {@code local.settings.json}, or else {@link #defaultFunctionPort}.
         */
        public Builder functionPort(int port) {
            functionPort = requirePort(port);
            return this;
        }

        /** Sets the port on which functions are served if neither {@link #functionPort} nor the app sets one. Default: 0. */
        public Builder defaultFunctionPort(int port) {
            defaultFunctionPort = requirePort(port);
            return this;
        }

        /** Serves functions over HTTPS, too, with the {@link #certificate}. */
        public Builder functionsOverHttps() {
            functionsOverHttps = true;
            return this;
        }

        /** Requires keys, as in Azure: for functions by their authorization level, and for the administration API. */
        public Builder requireKeys() {
            keysRequired = true;
            return this;
        }

        /** Polls for messages and blobs as rarely as Azure does, instead of being notified of them. */
        public Builder realPolling() {
            realPolling = true;
            return this;
        }

        /**
         * Lets functions use what all code in this process shares, as in a process of their own: their settings are
         * environment variables or, if the JVM does not open its environment, system properties; and clients in the app trust
         * the certificate of storage by default. By default, the process stays as it is, so functions cannot read their
         * settings.
         */
        public Builder shareProcess() {
            processShared = true;
            return this;
        }

        /**
         * Sets how many invocations of each function run at a time while a debugger is attached, so that others do not stop at
         * the breakpoints of the one that is being followed. Functions never wait for each other. Default: 1.
         *
         * @see FunctionApp#debuggerPort
         */
        public Builder debugConcurrency(int invocations) {
            if (invocations < 1) {
                throw new IllegalArgumentException("not a positive number of invocations: " + invocations);
            }
            debugConcurrency = invocations;
            return this;
        }

        /**
         * Serves the control plane on this port; 0 is a free one. Default: there is no control plane.
         *
         * @see Endpoints#control
         */
        public Builder controlPort(int port) {
            controlPort = requirePort(port);
            controlPortPreferred = false;
            return this;
        }

        /** Serves the control plane on this port or, if the port is not available, on a free one. */
        public Builder preferredControlPort(int port) {
            controlPort = requirePort(port);
            controlPortPreferred = true;
            return this;
        }

        /**
         * Sets the address on which the control plane is served, such as {@code 0.0.0.0}. Default: {@code 127.0.0.1}. On other
         * than loopback addresses, and with {@link #requireKeys}, its clients need the {@link LocalCloud#controlToken}.
         */
        public Builder controlHost(String address) {
            controlHost = address;
            return this;
        }

        /** Sets what receives the log lines of the function host. Default: nothing. */
        public Builder log(HostLog receiver) {
            log = receiver;
            return this;
        }

        /** Sets what refused clients are told to change. Default: neutral words. */
        public Builder remedies(Remedies words) {
            remedies = words;
            return this;
        }

        /**
         * Creates the cloud without starting it.
         *
         * @throws IllegalStateException if the options contradict each other
         */
        public LocalCloud build() {
            if (functionsOverHttps && certificate == null) {
                throw new IllegalStateException("Functions over HTTPS need a certificate.");
            }
            return new LocalCloud(this);
        }

        /** Creates the cloud and starts it, see {@link LocalCloud#start}. */
        public LocalCloud start() {
            return build().start();
        }

        private CloudClock cloudClock(Clock machine) {
            CloudClock clock = new CloudClock(machine);
            if (frozen) {
                clock.freeze();
            }
            if (startTime != null) {
                clock.set(startTime);
            }
            return clock;
        }

        private TrustedHosts trustedHosts() {
            Set<String> names = new HashSet<>(allowedHosts);
            if (certificate != null) {
                certificate.hostNames().stream()
                        .filter(TrustedHosts::isHostName)
                        .forEach(names::add);
            }
            return new TrustedHosts(names, remedies.allowHost());
        }

        private @Nullable ServerAddress controlAddress(@Nullable SSLContext tls, TrustedHosts trusted) {
            return controlPort == null
                    ? null
                    : new ServerAddress(BindAddresses.of(controlHost), controlPort, tls, trusted);
        }

        /** What the keys of the function host protect must not be open to anybody next to it. */
        private boolean needsControlToken(ServerAddress address) {
            return keysRequired || !BindAddresses.isLoopback(address.host());
        }

        private static int requirePort(int port) {
            if (port < 0 || port > MAX_PORT) {
                throw new IllegalArgumentException("not a port: " + port);
            }
            return port;
        }
    }
}
