package dev.nephelite.blob;

import dev.nephelite.blob.copy.Downloads;
import dev.nephelite.blob.copy.PendingCopies;
import dev.nephelite.blob.copy.Sources;
import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.emulator.auth.Authorizer;
import dev.nephelite.emulator.auth.DelegationKeys;
import dev.nephelite.emulator.auth.StoredPolicies;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.event.EventStream;
import dev.nephelite.emulator.http.HttpServer;
import dev.nephelite.emulator.service.AdminPaths;
import dev.nephelite.emulator.service.Door;
import dev.nephelite.emulator.service.Routes;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.value.Accounts;
import java.util.Map;

/**
 * A Blob service on this machine, from construction until {@link #close}.
 *
 * <p>Safe for concurrent use. Speaks the
 * <a href="https://learn.microsoft.com/rest/api/storageservices/blob-service-rest-api">Blob REST API</a>; operations it
 * lacks answer 501 {@code NotImplemented}. The event log is served beside it, at {@value EventStream#PATH}.
 */
public final class BlobEmulator implements AutoCloseable {
    private static final String EVERY_ADDRESS = "0.0.0.0";
    private static final String LOOPBACK = "127.0.0.1";

    private final String host;
    private final BlobStore blobs;
    private final Downloads downloads = new Downloads();
    private final PendingCopies copies;
    private final HttpServer server;

    /**
     * Opens a store to clients.
     *
     * @param host address to bind
     * @param port TCP port to bind, or 0 for any free one, see {@link #port}
     * @param store not closed together with this emulator, for other services may be in it
     * @param events the log of the same store, closed by whoever made it
     * @param clock decides Last-Modified and when a signature expires; tests pass one they can move
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public BlobEmulator(String host, int port, Store store, EventLog events, Accounts accounts, Clock clock, Ids ids) {
        this.host = host;
        blobs = new BlobStore(store, events, clock);
        Authorizer authorizer = new Authorizer(StoredPolicies.NONE, DelegationKeys.NONE);
        Routes routes = BlobRoutes.of(blobs);
        Door door = new Door("blob", store.writesWait(), routes, accounts, authorizer, ids);
        copies = new PendingCopies(blobs, clock);
        BlobRoutes.addCopies(routes, blobs, new Sources(blobs, accounts, door, this::port, downloads), copies, ids);
        AdminPaths paths = new AdminPaths(Map.of(EventStream.PATH, new EventStream(events)), door);
        server = new HttpServer(host, port, paths, clock);
        blobs.beginCleaning();
    }

    /** The port that is open. */
    public int port() {
        return server.port();
    }

    /** Where clients on this machine reach the blobs of the account of that name, without a slash at the end. */
    public String endpoint(String account) {
        String name = host.equals(EVERY_ADDRESS) ? LOOPBACK : host.contains(":") ? "[" + host + "]" : host;
        return "http://" + name + ":" + port() + "/" + account;
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
