package dev.nephelite.queue;

import dev.nephelite.emulator.auth.AuthorizationOptions;
import dev.nephelite.emulator.auth.Authorizer;
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
import dev.nephelite.queue.store.QueueStore;
import java.util.Map;

/**
 * A Queue service on this machine, from construction until {@link #close}.
 *
 * <p>Safe for concurrent use. Speaks the
 * <a href="https://learn.microsoft.com/rest/api/storageservices/queue-service-rest-api">Queue REST API</a>.
 */
public final class QueueEmulator implements AutoCloseable {
    private final QueueStore queues;
    private final HttpServer server;

    /**
     * Opens the service over plain HTTP to clients that have the key of an account. The rest is as with the other
     * constructor.
     *
     * @param host address to bind
     */
    public QueueEmulator(String host, int port, Store store, EventLog events, Accounts accounts, Clock clock, Ids ids) {
        this(ServerAddress.plain(host, port), store, events, AuthorizationOptions.byKey(accounts), clock, ids);
    }

    /**
     * Opens the service to clients.
     *
     * @param address where; with port 0 for any free one, see {@link #port}
     * @param store keeps the queues and messages; stays open when the service is closed
     * @param events learns of every message that is put, and is served at {@link EventStream#PATH}
     * @param authorizationOptions who is let in
     * @param clock decides when messages are visible and when they expire
     * @param ids makes the identities and receipts of messages
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public QueueEmulator(
            ServerAddress address,
            Store store,
            EventLog events,
            AuthorizationOptions authorizationOptions,
            Clock clock,
            Ids ids) {
        queues = new QueueStore(store, events, clock);
        Authorizer authorizer = authorizationOptions.authorizer(new QueuePolicies(queues));
        ServicePropertiesCache settings =
                new ServicePropertiesCache(account -> queues.read(view -> view.settings(account)));
        Routes routes = QueueRoutes.of(queues, settings, ids);
        ForeignPageGuard guard = new ForeignPageGuard(address.trusted());
        StorageService storageService = new StorageService(
                "queue", store.writesWait(), routes, settings, authorizationOptions.accounts(), guard, authorizer, ids);
        AdminPaths paths =
                new AdminPaths(address.trusted(), Map.of(EventStream.PATH, new EventStream(events)), storageService);
        server = new HttpServer(address, paths, clock);
        queues.startGarbageCollection();
    }

    /** The port that is open. */
    public int port() {
        return server.port();
    }

    /** Where clients reach the queues of the account of that name, without a slash at the end. */
    public String endpoint(String account) {
        return server.origin() + "/" + account;
    }

    /** Closes the port, then ends what is in hand. */
    @Override
    public void close() {
        server.close();
        queues.close();
    }
}
