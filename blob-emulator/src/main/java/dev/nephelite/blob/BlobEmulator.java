package dev.nephelite.blob;

import dev.nephelite.blob.blob.GetBlob;
import dev.nephelite.blob.copy.Downloads;
import dev.nephelite.blob.copy.PendingCopies;
import dev.nephelite.blob.copy.Sources;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.blob.website.Website;
import dev.nephelite.emulator.auth.Access;
import dev.nephelite.emulator.auth.Authorizer;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.event.EventStream;
import dev.nephelite.emulator.http.HttpServer;
import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.service.AdminPaths;
import dev.nephelite.emulator.service.Door;
import dev.nephelite.emulator.service.ForeignPageGuard;
import dev.nephelite.emulator.service.Routes;
import dev.nephelite.emulator.settings.SettingsInForce;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.value.Accounts;
import java.util.Map;

/**
 * A Blob service on this machine, from construction until {@link #close}.
 *
 * <p>Safe for concurrent use. Speaks the
 * <a href="https://learn.microsoft.com/rest/api/storageservices/blob-service-rest-api">Blob REST API</a>. The event log is
 * served beside it, at {@value EventStream#PATH}.
 */
public final class BlobEmulator implements AutoCloseable {
    private final BlobStore blobs;
    private final Downloads downloads;
    private final PendingCopies copies;
    private final HttpServer server;

    /**
     * Opens the service over plain HTTP to clients that have the key of an account. The rest is as with the other
     * constructor.
     *
     * @param host address to bind
     */
    public BlobEmulator(String host, int port, Store store, EventLog events, Accounts accounts, Clock clock, Ids ids) {
        this(ServerAddress.plain(host, port), store, events, Access.byKey(accounts), BlobFeatures.NONE, clock, ids);
    }

    /**
     * Opens a store to clients.
     *
     * @param address where; with port 0 for any free one, see {@link #port}
     * @param store not closed together with this emulator, for other services may be in it
     * @param events the log of the same store, closed by whoever made it
     * @param access who is let in
     * @param features what the owner asked for
     * @param clock decides Last-Modified and when a signature expires; tests pass one they can move
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public BlobEmulator(
            ServerAddress address,
            Store store,
            EventLog events,
            Access access,
            BlobFeatures features,
            Clock clock,
            Ids ids) {
        blobs = new BlobStore(store, events, features.versioning(), clock);
        Authorizer authorizer = access.authorizer(new ContainerAccess(blobs));
        SettingsInForce settings = new SettingsInForce(account -> blobs.read(view -> view.settings(account)));
        downloads = new Downloads(clock);
        copies = new PendingCopies(blobs, clock);
        Sources sources = new Sources(blobs, access.accounts(), this::port, downloads);
        Routes routes = BlobRoutes.of(blobs, settings, features, sources, copies, ids);
        ForeignPageGuard guard = new ForeignPageGuard(address.trusted());
        Door door = new Door("blob", store.writesWait(), routes, settings, access.accounts(), guard, authorizer, ids);
        Website websites = new Website(door, new GetBlob(blobs), settings, access.accounts(), guard, ids);
        AdminPaths paths =
                new AdminPaths(address.trusted(), Map.of(EventStream.PATH, new EventStream(events)), websites);
        server = new HttpServer(address, paths, clock);
        blobs.beginCleaning();
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
        downloads.close();
        blobs.close();
    }
}
