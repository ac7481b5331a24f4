package dev.nephelite.blob;

import dev.nephelite.blob.blob.GetBlob;
import dev.nephelite.blob.copy.CopyJobs;
import dev.nephelite.blob.copy.CopySources;
import dev.nephelite.blob.copy.RemoteDownloader;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.website.StaticWebsiteHandler;
import dev.nephelite.emulator.auth.AuthorizationOptions;
import dev.nephelite.emulator.auth.Authorizer;
import dev.nephelite.emulator.auth.StoredAccessPolicies;
import dev.nephelite.emulator.auth.StoredAccessPolicies.StoredAccessPolicy;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.event.EventStream;
import dev.nephelite.emulator.http.AdminPaths;
import dev.nephelite.emulator.http.HttpServer;
import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.properties.ServicePropertiesCache;
import dev.nephelite.emulator.service.ForeignPageGuard;
import dev.nephelite.emulator.service.Routes;
import dev.nephelite.emulator.service.StorageService;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.value.Accounts;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Blob service on this machine, from construction until {@link #close}.
 *
 * <p>Safe for concurrent use. Speaks the
 * <a href="https://learn.microsoft.com/rest/api/storageservices/blob-service-rest-api">Blob REST API</a>. The event log is
 * served beside it, at {@value AdminPaths#EVENTS}.
 */
public final class BlobEmulator implements AutoCloseable {
    private final BlobStore blobs;
    private final RemoteDownloader remoteDownloader;
    private final CopyJobs copies;
    private final HttpServer server;

    /**
     * Opens the service over plain HTTP for clients with an account key. See the other constructor for the parameters.
     *
     * @param host address to bind
     */
    public BlobEmulator(String host, int port, Store store, EventLog events, Accounts accounts, Clock clock, Ids ids) {
        this(
                ServerAddress.plain(host, port),
                store,
                events,
                AuthorizationOptions.byKey(accounts),
                Features.NONE,
                clock,
                ids);
    }

    /**
     * Opens the service.
     *
     * @param address the address to bind; port 0 picks a free port, see {@link #port}
     * @param store not closed with this emulator, because other services may use it
     * @param events the event log of the same store; the caller closes it
     * @param authorizationOptions decides which requests are authorized
     * @param features the account features that are enabled
     * @param clock the source of Last-Modified and of expiry times; tests pass one that they can advance
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public BlobEmulator(
            ServerAddress address,
            Store store,
            EventLog events,
            AuthorizationOptions authorizationOptions,
            Features features,
            Clock clock,
            Ids ids) {
        blobs = new BlobStore(store, events, features.versioning(), clock);
        Authorizer authorizer = authorizationOptions.authorizer(new ContainerAccess(blobs));
        ServicePropertiesCache settings =
                new ServicePropertiesCache(account -> blobs.read(view -> view.properties(account)));
        remoteDownloader = new RemoteDownloader(clock);
        copies = new CopyJobs(blobs, clock);
        CopySources copySources = new CopySources(blobs, authorizationOptions.accounts(), this::port, remoteDownloader);
        Routes routes = BlobRoutes.of(blobs, settings, features, copySources, copies, ids);
        ForeignPageGuard guard = new ForeignPageGuard(address.trusted());
        StorageService storageService = new StorageService(
                "blob", store.writesWait(), routes, settings, authorizationOptions.accounts(), guard, authorizer, ids);
        StaticWebsiteHandler websites = new StaticWebsiteHandler(
                storageService, new GetBlob(blobs), settings, authorizationOptions.accounts(), guard, ids);
        AdminPaths paths =
                new AdminPaths(address.trusted(), Map.of(AdminPaths.EVENTS, new EventStream(events)), websites);
        server = new HttpServer(address, paths, clock);
        blobs.startGarbageCollection();
    }

    /** The bound port. */
    public int port() {
        return server.port();
    }

    /** The endpoint of an account for clients on this machine, without a slash at the end. */
    public String endpoint(String account) {
        return server.origin() + "/" + account;
    }

    /** Closes the port and all connections, and stops the background work. */
    @Override
    public void close() {
        server.close();
        copies.close();
        remoteDownloader.close();
        blobs.close();
    }

    /** Reads stored access policies and public access from the containers. */
    private record ContainerAccess(BlobStore store) implements StoredAccessPolicies {
        @Override
        public @Nullable StoredAccessPolicy find(String account, String resource, String id) {
            return container(account, resource)
                    .map(container -> container.policies().find(id))
                    .orElse(null);
        }

        @Override
        public boolean openToEverybody(String account, String container, boolean blobs) {
            Container.PublicAccess access =
                    container(account, container).map(Container::publicAccess).orElse(Container.PublicAccess.NONE);
            return switch (access) {
                case NONE -> false;
                case BLOB -> blobs;
                case CONTAINER -> true;
            };
        }

        private Optional<Container> container(String account, String name) {
            ContainerName container = new ContainerName(name);
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

        private static final int LONGEST_RETENTION = 365;

        public Features {
            if (containerRetentionDays < 0 || containerRetentionDays > LONGEST_RETENTION) {
                throw new IllegalArgumentException(
                        "not 0 to " + LONGEST_RETENTION + " days: " + containerRetentionDays);
            }
        }
    }
}
