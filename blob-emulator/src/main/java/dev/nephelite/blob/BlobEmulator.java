package dev.nephelite.blob;

import dev.nephelite.blob.blob.GetBlob;
import dev.nephelite.blob.copy.CopyJobs;
import dev.nephelite.blob.copy.CopySources;
import dev.nephelite.blob.copy.RemoteDownloader;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.properties.BlobServiceProperties;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.website.StaticWebsites;
import dev.nephelite.emulator.auth.ResourceAccess;
import dev.nephelite.emulator.auth.ResourceAccess.StoredAccessPolicy;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.server.HttpServer;
import dev.nephelite.emulator.properties.ServiceProperties;
import dev.nephelite.emulator.properties.ServicePropertiesCache;
import dev.nephelite.emulator.service.ErrorRenderer;
import dev.nephelite.emulator.service.Routes;
import dev.nephelite.emulator.service.ServiceDefinition;
import dev.nephelite.emulator.service.StorageEnvironment;
import dev.nephelite.emulator.service.StorageRouter;
import dev.nephelite.emulator.service.StorageService;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.Transaction;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.value.Accounts;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A Blob service on this machine, from construction until {@link #close}.
 *
 * <p>Thread-safe. Speaks the
 * <a href="https://learn.microsoft.com/rest/api/storageservices/blob-service-rest-api">Blob REST API</a>. The event log is
 * served beside it.
 */
public final class BlobEmulator implements AutoCloseable {
    private final BlobStore blobs;
    private final ServicePropertiesCache<BlobServiceProperties> properties;
    private final RemoteDownloader remoteDownloader;
    private final CopyJobs copies;
    private final StorageService service;
    private final HttpServer server;

    /**
     * Opens the service over plain HTTP for clients with an account key. See the other constructor for the parameters.
     *
     * @param host address to bind
     */
    public BlobEmulator(
            String host, int port, Store store, EventLog events, Accounts accounts, Clocks clocks, Ids ids) {
        this(new StorageEnvironment(host, port, store, events, accounts, clocks, ids), Features.NONE);
    }

    /**
     * Opens the service.
     *
     * @param features the account features that are enabled
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public BlobEmulator(StorageEnvironment environment, Features features) {
        blobs = new BlobStore(environment.store(), environment.events(), features.versioning(), environment.clocks());
        properties = new ServicePropertiesCache<>(account -> blobs.read(view -> view.properties(account)));
        remoteDownloader = new RemoteDownloader(environment.clocks().machine());
        copies = new CopyJobs(blobs, environment.clocks().cloud());
        CopySources copySources =
                new CopySources(blobs, environment.authorization().accounts(), this::port, remoteDownloader);
        Routes routes = BlobRoutes.of(blobs, properties, features, copySources, copies, environment.ids());
        service = new StorageService(environment, new BlobService(blobs, routes, properties));
        StaticWebsites websites = new StaticWebsites(service, new GetBlob(blobs), properties, environment);
        StorageRouter router = new StorageRouter(environment, websites, service);
        server = new HttpServer(environment.address(), router, environment.clocks(), environment.threads());
        blobs.startGarbageCollection();
    }

    /** The request pipeline of the service, for requests that do not come over its port. */
    public Handler service() {
        return service;
    }

    /** The port that the service listens on. */
    public int port() {
        return server.port();
    }

    /** The endpoint of an account for clients on this machine, without a slash at the end. */
    public String endpoint(String account) {
        return server.baseUrl() + "/" + account;
    }

    /**
     * Removes all containers and the service properties as a part of {@code transaction}. Leases, legal holds and retention
     * have no effect, and there are no events. However many blobs there are, it takes no longer.
     *
     * @param account null for all accounts
     * @param kept the names of containers that stay as they are
     */
    public void reset(Transaction transaction, @Nullable String account, Predicate<String> kept) {
        blobs.reset(transaction, account, kept);
        transaction.afterCommit(properties::clear);
    }

    /**
     * Removes everything in a container, in the same way. The container keeps its metadata and its access policies, but no lease.
     *
     * @return whether there is such a container
     * @throws IllegalArgumentException if {@code container} cannot be the name of one
     */
    public boolean resetContainer(String account, String container) {
        ContainerName name = new ContainerName(container);
        return blobs.write(tx -> {
            tx.freesSpace();
            Optional<Container> found = tx.reader().container(account, name);
            found.ifPresent(present -> tx.empty(account, present));
            return found.isPresent();
        });
    }

    /** Adjusts to a state of the store that has replaced the one before, once {@code transaction} is durable. */
    public void stateReplaced(Transaction transaction) {
        blobs.stateReplaced(transaction);
        transaction.afterCommit(properties::clear);
    }

    /** Ends the copies that are pending in a state that was loaded: they have failed, as after a restart. */
    public void failPendingCopies() {
        copies.failPending();
    }

    /** Closes the port and all connections, and stops the background work. */
    @Override
    public void close() {
        server.close();
        copies.close();
        remoteDownloader.close();
        blobs.close();
    }

    /** What the Blob service brings to the request pipeline. */
    private record BlobService(BlobStore store, Routes routes, ServicePropertiesCache<BlobServiceProperties> cache)
            implements ServiceDefinition {
        @Override
        public String name() {
            return "blob";
        }

        @Override
        public ServiceProperties properties(String account) {
            return cache.of(account);
        }

        @Override
        public ResourceAccess access() {
            return new ContainerAccess(store);
        }

        @Override
        public ErrorRenderer errors() {
            return ErrorRenderer.XML;
        }

        @Override
        public boolean mayTakeLong(HttpRequest request) {
            return request.headers().has("x-ms-copy-source") || ServiceDefinition.super.mayTakeLong(request);
        }
    }

    /** Reads stored access policies and public access from the containers. */
    private record ContainerAccess(BlobStore store) implements ResourceAccess {
        @Override
        public @Nullable StoredAccessPolicy policy(String account, String resource, String id) {
            return container(account, resource)
                    .map(container -> container.policies().find(id))
                    .orElse(null);
        }

        @Override
        public boolean isPublic(String account, String container, boolean blobs) {
            Container.PublicAccess access =
                    container(account, container).map(Container::publicAccess).orElse(Container.PublicAccess.NONE);
            return switch (access) {
                case NONE -> false;
                case BLOB -> blobs;
                case CONTAINER -> true;
            };
        }

        private Optional<Container> container(String account, String name) {
            ContainerName container = ContainerName.parse(name);
            return store.read(view -> view.container(account, container));
        }
    }

    /**
     * Account features that are enabled outside the Blob service API; in Azure through the management plane.
     *
     * @param versioning whether the former states of a blob become versions
     * @param containerRetentionDays for how long deleted containers can be restored: 1 to 365 days, or 0 if they cannot
     */
    public record Features(boolean versioning, int containerRetentionDays) {
        public static final Features NONE = new Features(false, 0);

        private static final int MAX_RETENTION_DAYS = 365;

        public Features {
            if (containerRetentionDays < 0 || containerRetentionDays > MAX_RETENTION_DAYS) {
                throw new IllegalArgumentException(
                        "not 0 to " + MAX_RETENTION_DAYS + " days: " + containerRetentionDays);
            }
        }
    }
}
