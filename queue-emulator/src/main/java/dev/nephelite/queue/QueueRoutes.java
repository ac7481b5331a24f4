package dev.nephelite.queue;

import static dev.nephelite.emulator.auth.Permission.any;
import static dev.nephelite.emulator.auth.Permission.container;
import static dev.nephelite.emulator.auth.Permission.containerOrObject;
import static dev.nephelite.emulator.auth.Permission.object;
import static dev.nephelite.emulator.auth.Permission.ownerOnly;
import static dev.nephelite.emulator.auth.Permission.service;

import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Routes;
import dev.nephelite.emulator.settings.SettingsInForce;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.queue.account.GetQueueServiceProperties;
import dev.nephelite.queue.account.GetQueueServiceStats;
import dev.nephelite.queue.account.GetUserDelegationKey;
import dev.nephelite.queue.account.ListQueues;
import dev.nephelite.queue.account.PreflightQueueRequest;
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

/**
 * The Queue service, in the order of its REST reference.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/queue-service-rest-api">Queue Service REST API</a>
 */
final class QueueRoutes {
    private QueueRoutes() {}

    static Routes of(QueueStore store, SettingsInForce inForce, Ids ids) {
        Operation getMessages = new GetMessages(store, ids);
        return new Routes()
                // Operations on the account
                .on("GET /?comp=list", service("l"), new ListQueues(store))
                .on(
                        "PUT /?restype=service&comp=properties",
                        service("w"),
                        new SetQueueServiceProperties(store, inForce))
                .on("GET /?restype=service&comp=properties", service("r"), new GetQueueServiceProperties(store))
                .on("GET /?restype=service&comp=stats", service("r"), new GetQueueServiceStats())
                .onPreflight(new PreflightQueueRequest(inForce))
                // What is not a token gets as far as hearing that it has to be one.
                .on("POST /?restype=service&comp=userdelegationkey", any(), new GetUserDelegationKey())
                // Operations on queues
                .on("PUT /{queue}", container("cw"), new CreateQueue(store))
                .on("DELETE /{queue}", container("d"), new DeleteQueue(store))
                .on("GET|HEAD /{queue}?comp=metadata", container("r").orServiceSas("r"), new GetQueueMetadata(store))
                .on("PUT /{queue}?comp=metadata", container("w"), new SetQueueMetadata(store))
                .on("GET|HEAD /{queue}?comp=acl", ownerOnly(), new GetQueueACL(store))
                .on("PUT /{queue}?comp=acl", ownerOnly(), new SetQueueACL(store))
                // Operations on messages
                .on("POST /{queue}/messages", object("a").orServiceSas("a"), new PutMessage(store, ids))
                .on("GET /{queue}/messages", object("p").orServiceSas("p"), getMessages)
                .on("GET /{queue}/messages?peekonly=false", object("p").orServiceSas("p"), getMessages)
                .on("GET /{queue}/messages?peekonly=true", object("r").orServiceSas("r"), new PeekMessages(store))
                .on("DELETE /{queue}/messages", containerOrObject("d"), new ClearMessages(store))
                .on(
                        "DELETE /{queue}/messages/{message}",
                        containerOrObject("p").orServiceSas("p"),
                        new DeleteMessage(store))
                .on(
                        "PUT /{queue}/messages/{message}",
                        containerOrObject("u").orServiceSas("u"),
                        new UpdateMessage(store, ids));
    }
}
