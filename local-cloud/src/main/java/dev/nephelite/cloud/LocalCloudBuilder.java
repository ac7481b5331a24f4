package dev.nephelite.cloud;

import dev.nephelite.blob.BlobEmulator;
import dev.nephelite.cloud.seed.Seed;
import dev.nephelite.cloud.trace.RequestSpans;
import dev.nephelite.emulator.auth.AuthorizationOptions;
import dev.nephelite.emulator.auth.AuthorizationOptions.OAuthMode;
import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.http.TrustedHosts;
import dev.nephelite.emulator.http.fault.FaultInjector;
import dev.nephelite.emulator.http.server.ServerThreads;
import dev.nephelite.emulator.service.RequestObserver;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.CloudClock;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.emulator.tls.ClientTls;
import dev.nephelite.emulator.tls.ServerCertificate;
import dev.nephelite.emulator.value.Accounts;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.trigger.HostFlags;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link LocalCloud}. Unless other methods say otherwise, it stores everything in memory, runs no functions,
 * and listens on free ports of the loopback address.
 *
 * <p>Not thread-safe.
 */
public final class LocalCloudBuilder {
    private static final int MAX_PORT = 65_535;
    private static final int TOKEN_BYTES = 32;

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
    private @Nullable ServerThreads threads;
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
    private boolean onlyHost;
    private boolean processShared;
    private boolean appRequired;
    private int debugConcurrency = 1;
    private String controlHost = BindAddresses.LOOPBACK;
    private @Nullable Integer controlPort;
    private boolean controlPortPreferred;
    private boolean endsProcess;
    private HostLog log = line -> {};
    private RequestObserver requests = RequestObserver.NONE;
    private Remedies remedies = Remedies.DEFAULT;

    LocalCloudBuilder() {}

    /** Stores everything in a data folder: a new or empty one, or one of an earlier start. */
    public LocalCloudBuilder location(Path dataFolder) {
        location = dataFolder;
        return this;
    }

    /** Stores everything in memory, until the cloud is closed. This is the default. */
    public LocalCloudBuilder inMemory() {
        location = null;
        return this;
    }

    /** Sets what writes to a data folder survive once they are acknowledged. Default: the end of this process. */
    public LocalCloudBuilder durability(Durability value) {
        durability = value;
        return this;
    }

    /** Sets the address on which the Blob service listens, such as {@code 0.0.0.0}. Default: {@code 127.0.0.1}. */
    public LocalCloudBuilder blobHost(String address) {
        blobHost = address;
        return this;
    }

    /** Sets the port of the Blob service. Default: 0, for a free one. */
    public LocalCloudBuilder blobPort(int port) {
        blobPort = requirePort(port);
        return this;
    }

    /** Sets the address on which the Queue service listens, such as {@code 0.0.0.0}. Default: {@code 127.0.0.1}. */
    public LocalCloudBuilder queueHost(String address) {
        queueHost = address;
        return this;
    }

    /** Sets the port of the Queue service. Default: 0, for a free one. */
    public LocalCloudBuilder queuePort(int port) {
        queuePort = requirePort(port);
        return this;
    }

    /** Sets the accounts, which may change while the cloud runs. Default: the well-known development account. */
    public LocalCloudBuilder accounts(Accounts served) {
        accounts = served;
        return this;
    }

    /** Sets whether bearer tokens are accepted. Default: they are not. */
    public LocalCloudBuilder oauth(OAuthMode mode) {
        oauth = mode;
        return this;
    }

    /** Sets which features of the Blob service are enabled for all accounts. Default: none. */
    public LocalCloudBuilder features(BlobEmulator.Features enabled) {
        features = enabled;
        return this;
    }

    /** Serves storage over HTTPS with this certificate. Default: plain HTTP. */
    public LocalCloudBuilder certificate(ServerCertificate own) {
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
    public LocalCloudBuilder allowedHosts(Collection<String> names) {
        Set<String> added = new HashSet<>();
        names.forEach(name -> added.add(name.toLowerCase(Locale.ROOT)));
        allowedHosts.addAll(new TrustedHosts(added, TrustedHosts.ALLOW).allowed());
        return this;
    }

    /** Sets the machine's clock, which {@link LocalCloud#clock} follows. The cloud does not close it. Default: the system's. */
    public LocalCloudBuilder machineClock(Clock source) {
        machineClock = source;
        return this;
    }

    /**
     * Sets the threads of the servers of storage and functions, so that several clouds share them and start faster. The cloud
     * does not close them. Default: each server has threads of its own.
     */
    public LocalCloudBuilder threads(ServerThreads shared) {
        threads = shared;
        return this;
    }

    /** Sets what {@link LocalCloud#clock} shows when the cloud is built. Default: the machine's time. */
    public LocalCloudBuilder startTime(Instant time) {
        startTime = time;
        return this;
    }

    /** Builds the cloud with a frozen {@link LocalCloud#clock}. By default, it runs. */
    public LocalCloudBuilder frozenClock() {
        frozen = true;
        return this;
    }

    /** Sets the source of ids and of randomness. Default: unpredictable ones. */
    public LocalCloudBuilder ids(Ids source) {
        ids = source;
        return this;
    }

    /** Sets what is notified when the state of the cloud changes. */
    public LocalCloudBuilder listener(CloudListener notified) {
        listener = notified;
        return this;
    }

    /** Writes test data before the function app starts, so functions find it. Default: none. */
    public LocalCloudBuilder seed(Seed data) {
        seed = data;
        return this;
    }

    /** Runs a function app. */
    public LocalCloudBuilder functions(FunctionApp functionApp) {
        app = functionApp;
        return this;
    }

    /**
     * Sets the address on which functions are served. Default: {@code Host.LocalHttpAddress} in the app's
     * {@code local.settings.json}, or else {@code 127.0.0.1}.
     */
    public LocalCloudBuilder functionHost(String address) {
        functionHost = address;
        return this;
    }

    /**
     * Sets the port on which functions are served; 0 is a free one. Default: {@code Host.LocalHttpPort} in the app's
     * {@code local.settings.json}, or else {@link #defaultFunctionPort}.
     */
    public LocalCloudBuilder functionPort(int port) {
        functionPort = requirePort(port);
        return this;
    }

    /** Sets the port on which functions are served if neither {@link #functionPort} nor the app sets one. Default: 0. */
    public LocalCloudBuilder defaultFunctionPort(int port) {
        defaultFunctionPort = requirePort(port);
        return this;
    }

    /** Serves functions over HTTPS, too, with the {@link #certificate}. */
    public LocalCloudBuilder functionsOverHttps() {
        functionsOverHttps = true;
        return this;
    }

    /** Requires keys, as in Azure: for functions by their authorization level, and for the administration API. */
    public LocalCloudBuilder requireKeys() {
        keysRequired = true;
        return this;
    }

    /** Polls for messages and blobs as rarely as Azure does, instead of being notified of them. */
    public LocalCloudBuilder realPolling() {
        realPolling = true;
        return this;
    }

    /**
     * Says that no other function host ever uses the storage of this cloud, so that its own host needs no leases to find out
     * which host runs a timer. It starts faster. By default, hosts may share the storage.
     */
    public LocalCloudBuilder onlyHost() {
        onlyHost = true;
        return this;
    }

    /**
     * Lets functions use what all code in this process shares, as in a process of their own: their settings are
     * environment variables or, if the JVM does not open its environment, system properties; and clients in the app trust
     * the certificate of storage by default. By default, the process stays as it is, so functions cannot read their
     * settings.
     */
    public LocalCloudBuilder shareProcess() {
        processShared = true;
        return this;
    }

    /**
     * Lets {@link #start} fail if the app cannot be loaded, even if a change of its files could correct it. By default, the
     * cloud waits for the change.
     *
     * @see FunctionApp#reloadOnChange
     */
    public LocalCloudBuilder requireApp() {
        appRequired = true;
        return this;
    }

    /**
     * Sets how many invocations of each function run at a time while a debugger is attached, so that others do not stop at
     * the breakpoints of the one that is being followed. Functions never wait for each other. Default: 1.
     *
     * @see FunctionApp#debuggerPort
     */
    public LocalCloudBuilder debugConcurrency(int invocations) {
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
    public LocalCloudBuilder controlPort(int port) {
        controlPort = requirePort(port);
        controlPortPreferred = false;
        return this;
    }

    /** Serves the control plane on this port or, if the port is not available, on a free one. */
    public LocalCloudBuilder preferredControlPort(int port) {
        controlPort = requirePort(port);
        controlPortPreferred = true;
        return this;
    }

    /**
     * Says that this process ends when a client of the control plane stops the cloud, so that the client can wait for that.
     */
    public LocalCloudBuilder endsProcess() {
        endsProcess = true;
        return this;
    }

    /**
     * Sets the address on which the control plane is served, such as {@code 0.0.0.0}. Default: {@code 127.0.0.1}. On other
     * than loopback addresses, and with {@link #requireKeys}, its clients need the {@link LocalCloud#controlToken}.
     */
    public LocalCloudBuilder controlHost(String address) {
        controlHost = address;
        return this;
    }

    /** Sets what receives the log lines of the function host. Default: nothing. */
    public LocalCloudBuilder log(HostLog receiver) {
        log = receiver;
        return this;
    }

    /** Sets what observes the requests to both storage services, those of the function host included. Default: nothing. */
    public LocalCloudBuilder requests(RequestObserver observer) {
        requests = observer;
        return this;
    }

    /** Sets the advice that error responses give. Default: neutral words. */
    public LocalCloudBuilder remedies(Remedies words) {
        remedies = words;
        return this;
    }

    private static int requirePort(int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("not a port: " + port);
        }
        return port;
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
        Closer closer = new Closer();
        Clock machine = machineClock == null ? closer.add(new SystemClock()) : machineClock;
        CloudClock clock = cloudClock(machine);
        @Nullable SSLContext tls = certificate == null ? null : certificate.forServer();
        TrustedHosts trusted = trustedHosts();
        RequestSpans spans = new RequestSpans(machine);
        LocalCloud.Options options = new LocalCloud.Options(
                storage(new Clocks(clock, machine), spans, tls, trusted),
                clock,
                spans,
                functions(tls, trusted),
                controlPlane(tls, trusted),
                certificate == null ? null : ClientTls.trusting(certificate),
                seed,
                listener);
        return new LocalCloud(options, closer);
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
            certificate.hostNames().stream().filter(TrustedHosts::isHostName).forEach(names::add);
        }
        return new TrustedHosts(names, remedies.allowHost());
    }

    private LocalStorage.Options storage(
            Clocks clocks, RequestSpans spans, @Nullable SSLContext tls, TrustedHosts trusted) {
        return new LocalStorage.Options(
                location,
                durability,
                new ServerAddress(BindAddresses.of(blobHost), blobPort, tls, trusted),
                new ServerAddress(BindAddresses.of(queueHost), queuePort, tls, trusted),
                threads,
                new AuthorizationOptions(accounts, oauth, remedies.acceptTokens()),
                new FaultInjector(ids),
                // Only the control plane shows them.
                controlPort == null ? requests : requests.and(spans),
                features,
                clocks,
                ids);
    }

    private @Nullable FunctionOptions functions(@Nullable SSLContext tls, TrustedHosts trusted) {
        return app == null
                ? null
                : new FunctionOptions(
                        app,
                        functionHost,
                        functionPort,
                        defaultFunctionPort,
                        functionsOverHttps ? tls : null,
                        trusted,
                        threads,
                        new HostFlags(keysRequired, realPolling, onlyHost),
                        processShared,
                        appRequired,
                        debugConcurrency,
                        log);
    }

    private @Nullable ControlPlaneOptions controlPlane(@Nullable SSLContext tls, TrustedHosts trusted) {
        if (controlPort == null) {
            return null;
        }
        ServerAddress address = new ServerAddress(BindAddresses.of(controlHost), controlPort, tls, trusted);
        // What the keys of the function host protect must not be open to anybody next to it.
        boolean tokenNeeded = keysRequired || !BindAddresses.isLoopback(address.host());
        @Nullable
        String token =
                tokenNeeded ? Base64.getUrlEncoder().withoutPadding().encodeToString(ids.secret(TOKEN_BYTES)) : null;
        return new ControlPlaneOptions(address, controlPortPreferred, token, endsProcess);
    }
}
