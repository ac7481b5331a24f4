package dev.nephelite.function.client;

import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Queue service of one account. Methods wait for the server and throw {@link RemoteStorageException} when it refuses
 * or is not there. Safe for concurrent use.
 */
public final class QueueClient {
    private static final String QUEUE_NOT_FOUND = "QueueNotFound";

    private final Endpoint endpoint;
    private final LocalWriteEvents localWriteEvents;

    QueueClient(Endpoint endpoint, LocalWriteEvents localWriteEvents) {
        this.endpoint = endpoint;
        this.localWriteEvents = localWriteEvents;
    }

    /** Adds a message, and the queue when it is missing. The text is sent as it is; encoding it is up to the caller. */
    public void add(String queue, String text) {
        add(queue, text, Duration.ZERO);
    }

    /** Like {@link #add(String, String)}, but nobody sees the message before {@code delay} has passed. */
    public void add(String queue, String text, Duration delay) {
        StorageCall.Reply storageReply = endpoint.send(putMessage(queue, text, delay));
        if (storageReply.code().equals(QUEUE_NOT_FOUND)) {
            create(queue);
            storageReply = endpoint.send(putMessage(queue, text, delay));
        }
        storageReply.requireSuccess();
        if (delay.isZero()) {
            localWriteEvents.message(queue);
        }
    }

    private static StorageCall putMessage(String queue, String text, Duration delay) {
        StorageCall storageCall = onQueue("Put Message", "POST", queue, "/messages")
                .header("Content-Type", "application/xml")
                .body(messageXml(text));
        return delay.isZero() ? storageCall : storageCall.query("visibilitytimeout", delay.toSeconds());
    }

    /**
     * Receives messages, none when the queue is missing.
     *
     * @param most 1 to 32
     * @param visibility how long nobody else sees them; whole seconds
     */
    public List<Message> receive(String queue, int most, Duration visibility) {
        StorageCall.Reply storageReply = endpoint.send(onQueue("Get Messages", "GET", queue, "/messages")
                .query("numofmessages", most)
                .query("visibilitytimeout", visibility.toSeconds()));
        if (storageReply.code().equals(QUEUE_NOT_FOUND)) {
            return List.of();
        }
        return storageReply
                .requireSuccess()
                .xml()
                .children("QueueMessage")
                .map(QueueClient::message)
                .toList();
    }

    /**
     * Decides anew how long a received message stays hidden.
     *
     * @param text replaces the text, unless null
     * @return the message's new receipt; the old one is worthless
     */
    public String update(String queue, String id, String popReceipt, Duration visibility, @Nullable String text) {
        StorageCall storageCall = onQueue("Update Message", "PUT", queue, "/messages/" + id)
                .query("popreceipt", popReceipt)
                .query("visibilitytimeout", visibility.toSeconds());
        if (text != null) {
            storageCall.header("Content-Type", "application/xml").body(messageXml(text));
        }
        return endpoint.send(storageCall).requireSuccess().header("x-ms-popreceipt", popReceipt);
    }

    /**
     * Deletes a received message; returns false when it is gone or was received again meanwhile. Azure answers a stale
     * receipt as a missing message, other emulators with an error of its own.
     */
    public boolean delete(String queue, String id, String popReceipt) {
        StorageCall.Reply storageReply = endpoint.send(
                onQueue("Delete Message", "DELETE", queue, "/messages/" + id).query("popreceipt", popReceipt));
        boolean lost = storageReply.isNotFound() || storageReply.code().equals("PopReceiptMismatch");
        return !lost && storageReply.requireSuccess().isSuccess();
    }

    /** Creates the queue; returns false when it is there already. */
    public boolean create(String queue) {
        StorageCall.Reply storageReply = endpoint.send(onQueue("Create Queue", "PUT", queue, ""));
        boolean exists = storageReply.code().equals("QueueAlreadyExists")
                || storageReply.requireSuccess().status() == 204;
        return !exists;
    }

    private static StorageCall onQueue(String operation, String method, String queue, String rest) {
        return StorageCall.of(operation + " on queue '" + queue + "'", method, queue + rest);
    }

    private static byte[] messageXml(String text) {
        return new XmlWriter()
                .open("QueueMessage")
                .element("MessageText", text)
                .close()
                .bytes();
    }

    private static Message message(XmlElement xml) {
        return new Message(
                xml.textOf("MessageId").orElse(""),
                xml.textOf("PopReceipt").orElse(""),
                date(xml, "InsertionTime"),
                date(xml, "ExpirationTime"),
                date(xml, "TimeNextVisible"),
                xml.textOf("DequeueCount").map(Long::parseLong).orElse(1L),
                xml.textOf("MessageText").orElse(""));
    }

    private static Instant date(XmlElement xml, String name) {
        return xml.textOf(name).map(HttpDate::parse).orElse(Instant.EPOCH);
    }

    /**
     * A message that is ours until it becomes visible again.
     *
     * @param popReceipt proves that it is ours; every update makes a new one
     * @param dequeueCount how often it has been received, this time included
     * @param text as it was sent, usually base64
     */
    public record Message(
            String id,
            String popReceipt,
            Instant insertedOn,
            Instant expiresOn,
            Instant nextVisibleOn,
            long dequeueCount,
            String text) {}
}
