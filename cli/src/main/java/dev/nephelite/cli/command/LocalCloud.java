package dev.nephelite.cli.command;

import dev.nephelite.blob.BlobEmulator;
import dev.nephelite.cli.options.HostingOptions;
import dev.nephelite.cli.options.ListenAddress;
import dev.nephelite.cli.options.StorageOptions;
import dev.nephelite.cli.process.PortInUseException;
import dev.nephelite.cli.remote.EndpointsFile;
import dev.nephelite.emulator.auth.AuthorizationOptions;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.http.TrustedHosts;
import dev.nephelite.emulator.service.StorageEnvironment;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.DataFolderException;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.tls.ServerCertificate;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.HostOptions;
import dev.nephelite.function.app.discovery.AppLocation;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.trigger.HostFlags;
import dev.nephelite.queue.QueueEmulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The storage emulators on one data folder, or in memory, and, if asked for, a function host, wired together; from
 * construction until {@link #close}.
 */
final class LocalCloud implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LocalCloud.class.getName());

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final @Nullable ServerCertificate certificate;
    private final Clock clock;
    private final Ids ids;
    private final Account account;
    private final CompletableFuture<DataFolderException> folderLost;
    private final BlobEmulator blobs;
    private final QueueEmulator queues;
    private volatile @Nullable FunctionHost functions;

    /**
     * Starts the emulators, or, when one cannot start, none.
     *
     * @param certificate what they show to speak HTTPS, or null to speak plain HTTP
     * @param trusted recognizes the requests of foreign web pages
     * @throws PortInUseException if a port is in use
     * @throws DataFolderException if the data folder cannot be used
     * @throws dev.nephelite.emulator.store.disk.DataDamagedException if the data folder is damaged
     */
    LocalCloud(
            StorageOptions options,
            @Nullable ServerCertificate certificate,
            AuthorizationOptions authorizationOptions,
            TrustedHosts trusted,
            Clock clock,
            Ids ids)
            throws IOException {
        this.certificate = certificate;
        this.clock = clock;
        this.ids = ids;
        account = authorizationOptions.accounts().all().iterator().next();
        @Nullable SSLContext context = certificate == null ? null : certificate.forServer();
        ServerAddress blobAddress = options.blobAddress(context, trusted);
        ServerAddress queueAddress = options.queueAddress(context, trusted);
        try {
            @Nullable Path location = options.location();
            @Nullable DataFolder folder = location == null ? null : opened(DataFolder.open(location));
            folderLost = folder == null ? new CompletableFuture<>() : folder.lost();
            Store store = opened(
                    folder == null ? Store.inMemory(clock) : Store.open(folder, options.durability(), clock, ids));
            EventLog events = store.start(() -> new EventLog(store, ids));
            blobs = opened(onPort(
                    "Blob service",
                    blobAddress.port(),
                    "--blob-port",
                    () -> store.start(() -> new BlobEmulator(
                            new StorageEnvironment(blobAddress, store, events, authorizationOptions, clock, ids),
                            options.features()))));
            queues = opened(onPort(
                    "Queue service",
                    queueAddress.port(),
                    "--queue-port",
                    () -> store.start(() -> new QueueEmulator(
                            new StorageEnvironment(queueAddress, store, events, authorizationOptions, clock, ids)))));
            // Closed before the servers, which would otherwise cut off who follows the log.
            opened(events);
        } catch (IOException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /** Runs a function app on top of the storage. */
    synchronized FunctionHost host(AppLocation app, ServerAddress address, HostFlags modes, HostLog log) {
        ListenAddress.require(address.host(), HostingOptions.ADDRESS);
        FunctionHost host = new FunctionHost(HostOptions.builder(app, clock, ids)
                .address(address)
                .developmentStorage(connectionString())
                .clientTls(certificate == null ? null : certificate.forClients())
                .flags(modes)
                .log(log)
                .build());
        functions = host;
        try {
            host.start();
        } catch (UncheckedIOException cannotBind) {
            throw new PortInUseException("function host", address.port(), HostingOptions.PORT, cannotBind);
        }
        return opened(host);
    }

    /** Completes when the data folder was deleted or replaced while it was in use. */
    CompletableFuture<DataFolderException> folderLost() {
        return folderLost;
    }

    /** The function that has called {@code System.exit}, if the JVM is shutting down because of that. */
    Optional<String> exitingFunction() {
        FunctionHost running = functions;
        return running == null ? Optional.empty() : running.exitingFunction();
    }

    /** The first account there was, which the function app uses. */
    Account account() {
        return account;
    }

    String blobEndpoint() {
        return blobs.endpoint(account.name());
    }

    String queueEndpoint() {
        return queues.endpoint(account.name());
    }

    /** Where everything can be reached, a function host at that URL included. */
    EndpointsFile endpoints(@Nullable String function) {
        return new EndpointsFile(
                blobEndpoint(),
                queueEndpoint(),
                function,
                connectionString(),
                certificate == null ? null : certificate.base64());
    }

    /** What clients need to use the first account. */
    String connectionString() {
        String key = Base64.getEncoder().encodeToString(account.keys().get(0).bytes());
        String protocol = certificate == null ? "http" : "https";
        return "DefaultEndpointsProtocol=%s;AccountName=%s;AccountKey=%s;BlobEndpoint=%s;QueueEndpoint=%s;"
                .formatted(protocol, account.name(), key, blobEndpoint(), queueEndpoint());
    }

    /** Ends everything, waiting for a host that is just starting. */
    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception closingTheOthersMattersMore) {
                LOG.log(Level.WARNING, "cannot close " + part, closingTheOthersMattersMore);
            }
        }
    }

    private static <T> T onPort(String purpose, int port, String option, Supplier<T> service) {
        try {
            return service.get();
        } catch (UncheckedIOException cannotBind) {
            throw new PortInUseException(purpose, port, option, cannotBind);
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }
}
