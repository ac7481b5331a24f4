package dev.nephelite.queue;

import dev.nephelite.emulator.auth.ResourceAccess;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.server.HttpServer;
import dev.nephelite.emulator.properties.CommonProperties;
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
import dev.nephelite.queue.model.Queue;
import dev.nephelite.queue.model.QueueName;
import dev.nephelite.queue.store.QueueStore;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A Queue service on this machine, from construction until {@link #close}.
 *
 * <p>Thread-safe. Speaks the
 * <a href="https://learn.microsoft.com/rest/api/storageservices/queue-service-rest-api">Queue REST API</a>. The event log is
 * served beside it.
 */
public final class QueueEmulator implements AutoCloseable {
    private final QueueStore queues;
    private final ServicePropertiesCache<CommonProperties> properties;
    private final StorageService service;
    private final HttpServer server;

    /**
     * Opens the service over plain HTTP for clients with an account key. See the other constructor for the parameters.
     *
     * @param host address to bind
     */
    public QueueEmulator(
            String host, int port, Store store, EventLog events, Accounts accounts, Clocks clocks, Ids ids) {
        this(new StorageEnvironment(host, port, store, events, accounts, clocks, ids));
    }

    /**
     * Opens the service.
     *
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public QueueEmulator(StorageEnvironment environment) {
        queues = new QueueStore(
                environment.store(), environment.events(), environment.clocks().machine());
        properties = new ServicePropertiesCache<>(account -> queues.read(view -> view.properties(account)));
        Routes routes = QueueRoutes.of(queues, properties, environment.ids());
        service = new StorageService(environment, new QueueService(queues, routes, properties));
        server = new HttpServer(
                environment.address(),
                new StorageRouter(environment, service),
                environment.clocks(),
                environment.threads());
        queues.startGarbageCollection();
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
     * Removes all queues and the service properties as a part of {@code transaction}. There are no events. However many messages
     * there are, it takes no longer.
     *
     * @param account null for all accounts
     * @param kept the names of queues that stay, without messages
     */
    public void reset(Transaction transaction, @Nullable String account, Predicate<String> kept) {
        queues.reset(transaction, account, kept);
        transaction.afterCommit(properties::clear);
    }

    /**
     * Removes all messages of a queue, which keeps its metadata and its access policies.
     *
     * @return whether there is such a queue
     * @throws IllegalArgumentException if {@code queue} cannot be the name of one
     */
    public boolean resetQueue(String account, String queue) {
        QueueName name = new QueueName(queue);
        return queues.write(tx -> {
            tx.freesSpace();
            Optional<Queue> found = tx.reader().queue(account, name);
            found.ifPresent(present -> tx.clear(account, present));
            return found.isPresent();
        });
    }

    /** Adjusts to a state of the store that has replaced the one before, once {@code transaction} is durable. */
    public void stateReplaced(Transaction transaction) {
        transaction.afterCommit(() -> {
            properties.clear();
            queues.startGarbageCollection();
        });
    }

    /** Closes the port and all connections, and stops the background work. */
    @Override
    public void close() {
        server.close();
        queues.close();
    }

    /** What the Queue service brings to the request pipeline. */
    private record QueueService(QueueStore store, Routes routes, ServicePropertiesCache<CommonProperties> cache)
            implements ServiceDefinition {
        @Override
        public String name() {
            return "queue";
        }

        @Override
        public ServiceProperties properties(String account) {
            return cache.of(account);
        }

        @Override
        public ResourceAccess access() {
            return (account, resource, id) -> {
                QueueName queue = QueueName.parse(resource);
                return store.read(view -> view.queue(account, queue))
                        .map(found -> found.policies().find(id))
                        .orElse(null);
            };
        }

        @Override
        public ErrorRenderer errors() {
            return ErrorRenderer.XML;
        }
    }
}
