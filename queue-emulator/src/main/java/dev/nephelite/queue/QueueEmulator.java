package dev.nephelite.queue;

import dev.nephelite.emulator.auth.AuthorizationOptions;
import dev.nephelite.emulator.auth.Authorizer;
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
import dev.nephelite.queue.model.QueueName;
import dev.nephelite.queue.store.QueueStore;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
     * Starts the service over plain HTTP, for clients that have the key of an account. See the other constructor.
     *
     * @param host the address to bind
     */
    public QueueEmulator(String host, int port, Store store, EventLog events, Accounts accounts, Clock clock, Ids ids) {
        this(ServerAddress.plain(host, port), store, events, AuthorizationOptions.byKey(accounts), clock, ids);
    }

    /**
     * Starts the service.
     *
     * @param address the address to bind; port 0 chooses a free port, see {@link #port}
     * @param store stores the queues and messages; stays open when the service is closed
     * @param events receives an event for every new message, and is served at {@link AdminPaths#EVENTS}
     * @param authorizationOptions which requests are authorized
     * @param clock decides when messages are visible and when they expire
     * @param ids generates the ids and receipts of messages
     * @throws java.io.UncheckedIOException if the port is in use
     */
    public QueueEmulator(
            ServerAddress address,
            Store store,
            EventLog events,
            AuthorizationOptions authorizationOptions,
            Clock clock,
            Ids ids) {
        queues = new QueueStore(store, events, clock);
        Authorizer authorizer = authorizationOptions.authorizer(this::policy);
        ServicePropertiesCache settings =
                new ServicePropertiesCache(account -> queues.read(view -> view.settings(account)));
        Routes routes = QueueRoutes.of(queues, settings, ids);
        ForeignPageGuard guard = new ForeignPageGuard(address.trusted());
        StorageService storageService = new StorageService(
                "queue", store.writesWait(), routes, settings, authorizationOptions.accounts(), guard, authorizer, ids);
        AdminPaths paths =
                new AdminPaths(address.trusted(), Map.of(AdminPaths.EVENTS, new EventStream(events)), storageService);
        server = new HttpServer(address, paths, clock);
        queues.startGarbageCollection();
    }

    private @Nullable StoredAccessPolicy policy(String account, String resource, String id) {
        QueueName queue = QueueName.parse(resource);
        return queues.read(view -> view.queue(account, queue))
                .map(found -> found.policies().find(id))
                .orElse(null);
    }

    /** The port that the service listens on. */
    public int port() {
        return server.port();
    }

    /** The base URL of an account, without a trailing slash. */
    public String endpoint(String account) {
        return server.origin() + "/" + account;
    }

    /** Closes the port and waits for the requests in progress. */
    @Override
    public void close() {
        server.close();
        queues.close();
    }
}
