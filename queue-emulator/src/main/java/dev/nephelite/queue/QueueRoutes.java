package dev.nephelite.queue;

import static dev.nephelite.emulator.auth.RequiredPermission.any;
import static dev.nephelite.emulator.auth.RequiredPermission.container;
import static dev.nephelite.emulator.auth.RequiredPermission.containerOrObject;
import static dev.nephelite.emulator.auth.RequiredPermission.object;
import static dev.nephelite.emulator.auth.RequiredPermission.ownerOnly;
import static dev.nephelite.emulator.auth.RequiredPermission.service;

import dev.nephelite.emulator.auth.RequiredPermission;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.properties.ServicePropertiesCache;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Routes;
import dev.nephelite.emulator.service.UnsupportedHeaderGuard;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.queue.account.GetQueueServiceProperties;
import dev.nephelite.queue.account.GetQueueServiceStats;
import dev.nephelite.queue.account.GetUserDelegationKey;
import dev.nephelite.queue.account.ListQueues;
import dev.nephelite.queue.account.SetQueueServiceProperties;
import dev.nephelite.queue.message.ClearMessages;
import dev.nephelite.queue.message.DeleteMessage;
import dev.nephelite.queue.message.GetMessages;
import dev.nephelite.queue.message.PeekMessages;
import dev.nephelite.queue.message.PutMessage;
import dev.nephelite.queue.message.UpdateMessage;
import dev.nephelite.queue.queue.CreateQueue;
import dev.nephelite.queue.queue.DeleteQueue;
import dev.nephelite.queue.queue.GetQueueACL;
import dev.nephelite.queue.queue.GetQueueMetadata;
import dev.nephelite.queue.queue.SetQueueACL;
import dev.nephelite.queue.queue.SetQueueMetadata;
import dev.nephelite.queue.store.QueueStore;
import java.util.Map;

/**
 * The operations of the Queue service, in the order of its REST reference. Queues have no entity tags or modification times,
 * so every operation refuses conditional headers. Headers and parameters of other operations are ignored.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/queue-service-rest-api">Queue Service REST API</a>
 */
final class QueueRoutes {
    private static final UnsupportedHeaderGuard NO_CONDITIONS = new UnsupportedHeaderGuard(
            Map.of(),
            Map.of(
                    "If-Match", CommonError.CONDITION_HEADERS_NOT_SUPPORTED,
                    "If-Modified-Since", CommonError.CONDITION_HEADERS_NOT_SUPPORTED,
                    "If-None-Match", CommonError.CONDITION_HEADERS_NOT_SUPPORTED,
                    "If-Unmodified-Since", CommonError.CONDITION_HEADERS_NOT_SUPPORTED));

    private final Routes routes = new Routes();

    private QueueRoutes() {}

    static Routes of(QueueStore store, ServicePropertiesCache<?> propertiesCache, Ids ids) {
        QueueRoutes table = new QueueRoutes();
        table.addAccount(store, propertiesCache);
        table.addQueues(store);
        table.addMessages(store, ids);
        return table.routes;
    }

    private void addAccount(QueueStore store, ServicePropertiesCache<?> propertiesCache) {
        on("GET /?comp=list", service("l"), new ListQueues(store));
        on(
                "PUT /?restype=service&comp=properties",
                service("w"),
                new SetQueueServiceProperties(store, propertiesCache));
        on("GET /?restype=service&comp=properties", service("r"), new GetQueueServiceProperties(store));
        on("GET /?restype=service&comp=stats", service("r"), new GetQueueServiceStats());
        // Open to all requests, because one without a token must get the error that says it needs one.
        on("POST /?restype=service&comp=userdelegationkey", any(), new GetUserDelegationKey());
    }

    private void addQueues(QueueStore store) {
        on("PUT /{queue}", container("cw"), new CreateQueue(store));
        on("DELETE /{queue}", container("d"), new DeleteQueue(store));
        on("GET|HEAD /{queue}?comp=metadata", container("r").orServiceSas("r"), new GetQueueMetadata(store));
        on("PUT /{queue}?comp=metadata", container("w"), new SetQueueMetadata(store));
        on("GET|HEAD /{queue}?comp=acl", ownerOnly(), new GetQueueACL(store));
        on("PUT /{queue}?comp=acl", ownerOnly(), new SetQueueACL(store));
    }

    private void addMessages(QueueStore store, Ids ids) {
        String messages = " /{queue}/messages";
        PutMessage put = new PutMessage(store, ids);
        on("POST" + messages, object("a").orServiceSas("a"), put);
        GetMessages get = new GetMessages(store, ids);
        on("GET" + messages, object("p").orServiceSas("p"), get);
        on("GET" + messages + "?peekonly=false", object("p").orServiceSas("p"), get);
        on("GET" + messages + "?peekonly=true", object("r").orServiceSas("r"), new PeekMessages(store));
        on("DELETE" + messages, containerOrObject("d"), new ClearMessages(store));
        String message = messages + "/{message}";
        on("DELETE" + message, containerOrObject("p").orServiceSas("p"), new DeleteMessage(store));
        UpdateMessage update = new UpdateMessage(store, ids);
        on("PUT" + message, containerOrObject("u").orServiceSas("u"), update);
    }

    private void on(String line, RequiredPermission requiredPermission, Operation operation) {
        routes.on(line, requiredPermission, NO_CONDITIONS, operation);
    }
}
