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
import dev.nephelite.emulator.http.HttpServer;
import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.properties.ServicePropertiesCache;
import dev.nephelite.emulator.service.AdminPaths;
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
 * served beside it, at {@value EventStream#PATH}.
 */
public final class BlobEmulator implements AutoCloseable {
    private final BlobStore blobs;
    private final RemoteDownloader remoteDownloader;
    private final CopyJobs copies;
    private final HttpServer server;

    /**
     * Opens the service over plain HTTP to clients that have the key of an account. The rest is as with the other
     * constructor.
     *
     * @param host address to bind
     */
    public BlobEmulator(String host, int port, Store store, EventLog events, Accounts accounts, Clock clock, Ids ids) {
        this(
                ServerAddress.plain(host, port),
                store,
                events,
                AuthorizationOptions.byKey(accounts),
                BlobFeatures.NONE,
                clock,
                ids);
    }

    /**
     * Opens a store to clients.
     *
     * @param address where; with port 0 for any free one, see {@link #port}
     * @param store not closed together with this emulator, for other services may be in it
     * @param events the log of the same store, closed by whoever made it
     * @param authorizationOptions who is let in
     * @param features what the owner asked for
     * @param clock decides Last-Modified and when a signature expires; tests pass one they can move
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public BlobEmulator(
            ServerAddress address,
            Store store,
            EventLog events,
            AuthorizationOptions authorizationOptions,
            BlobFeatures features,
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
                new AdminPaths(address.trusted(), Map.of(EventStream.PATH, new EventStream(events)), websites);
        server = new HttpServer(address, paths, clock);
        blobs.startGarbageCollection();
    }

    /** The port that is open. */
    public int port() {
        return server.port();
    }

    /** Where clients on this machine reach the blobs of the account of that name, without a slash at the end. */
    public String endpoint(String account) {
        return server.origin() + "/" + account;
    }

    /** Closes the port, which cuts off the requests in hand, and stops what goes on behind it. */
    @Override
    public void close() {
        server.close();
        copies.close();
        remoteDownloader.close();
        blobs.close();
    }

    /** What the containers of a store let others do. */
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
}
