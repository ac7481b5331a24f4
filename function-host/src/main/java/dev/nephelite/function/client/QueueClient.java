package dev.nephelite.function.client;

import dev.nephelite.emulator.trace.TraceContext;
import dev.nephelite.emulator.value.HiddenMessages;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Queue service of one account. Methods block until the service responds; they throw {@link RemoteStorageException}
 * if it refuses the request or cannot be reached. Thread-safe.
 */
public final class QueueClient {
    /** How many messages one request can return. */
    public static final int MAX_MESSAGES = 32;

    private static final String QUEUE_NOT_FOUND = "QueueNotFound";

    private final StorageEndpoint endpoint;
    private final LocalWriteEvents localWriteEvents;

    QueueClient(StorageEndpoint endpoint, LocalWriteEvents localWriteEvents) {
        this.endpoint = endpoint;
        this.localWriteEvents = localWriteEvents;
    }

    /** Adds a message as it is, without encoding it. Creates the queue if it does not exist. */
    public void add(String queue, String text) {
        add(queue, text, Duration.ZERO);
    }

    /** Like {@link #add(String, String)}, but the message becomes visible only after {@code delay}. */
    public void add(String queue, String text, Duration delay) {
        StorageCall.Reply reply = endpoint.send(putMessage(queue, text, delay));
        if (reply.code().equals(QUEUE_NOT_FOUND)) {
            create(queue);
            reply = endpoint.send(putMessage(queue, text, delay));
        }
        reply.requireSuccess();
        if (delay.isZero()) {
            localWriteEvents.message(queue);
        }
    }

    private static StorageCall putMessage(String queue, String text, Duration delay) {
        StorageCall call = queueCall("Put Message", "POST", queue, "/messages")
                .header("Content-Type", "application/xml")
                .body(messageXml(text));
        return delay.isZero() ? call : call.query("visibilitytimeout", delay.toSeconds());
    }

    /**
     * Receives messages; none if the queue does not exist.
     *
     * @param most 1 to 32
     * @param visibility how long the messages are hidden from other receivers; whole seconds
     */
    public List<Message> receive(String queue, int most, Duration visibility) {
        StorageCall.Reply reply = endpoint.send(queueCall("Get Messages", "GET", queue, "/messages")
                .query("numofmessages", most)
                .query("visibilitytimeout", visibility.toSeconds())
                .header(TraceContext.WANTED, "true"));
        if (reply.code().equals(QUEUE_NOT_FOUND)) {
            return List.of();
        }
        return messages(reply);
    }

    private static List<Message> messages(StorageCall.Reply reply) {
        return reply.requireSuccess()
                .xml()
                .children("QueueMessage")
                .map(QueueClient::message)
                .toList();
    }

    /** The first visible messages of a queue, up to {@value #MAX_MESSAGES}, which stay as they are; none if the queue does not exist. */
    public List<Message> peek(String queue) {
        StorageCall.Reply reply = endpoint.send(queueCall("Peek Messages", "GET", queue, "/messages")
                .query("peekonly", "true")
                .query("numofmessages", MAX_MESSAGES));
        return reply.code().equals(QUEUE_NOT_FOUND) ? List.of() : messages(reply);
    }

    /**
     * The messages of a queue that are visible or become visible first, up to 1,000, which stay as they are. Only Nephelite shows
     * those that are hidden; another server shows the first visible ones.
     *
     * @return empty if the queue does not exist
     */
    public Optional<List<Message>> peekHidden(String queue) {
        return peekHidden(queue, HiddenMessages.ALL);
    }

    /** Like {@link #peekHidden(String)}, but if the server is Nephelite, only the message with that id. */
    public Optional<List<Message>> peekHidden(String queue, String id) {
        StorageCall.Reply reply = endpoint.send(queueCall("Peek Messages", "GET", queue, "/messages")
                .query("peekonly", "true")
                .query("numofmessages", MAX_MESSAGES)
                .header(HiddenMessages.HEADER, id));
        if (reply.code().equals("MessageNotFound")) {
            return Optional.of(List.of());
        }
        return reply.code().equals(QUEUE_NOT_FOUND) ? Optional.empty() : Optional.of(messages(reply));
    }

    /** How many messages a queue has, including those that are hidden; 0 if the queue does not exist. */
    public long count(String queue) {
        StorageCall.Reply reply =
                endpoint.send(queueCall("Get Queue Metadata", "GET", queue, "").query("comp", "metadata"));
        return reply.code().equals(QUEUE_NOT_FOUND)
                ? 0
                : Long.parseLong(reply.requireSuccess().header("x-ms-approximate-messages-count", "0"));
    }

    /** The names of the queues, up to 5,000. */
    public List<String> names() {
        XmlElement page = endpoint.send(StorageCall.of("List Queues", "GET", "").query("comp", "list"))
                .requireSuccess()
                .xml();
        return page.child("Queues").stream()
                .flatMap(all -> all.children("Queue"))
                .flatMap(queue -> queue.textOf("Name").stream())
                .toList();
    }

    /**
     * Sets how long a received message stays hidden.
     *
     * @param text replaces the text, unless null
     * @return the new pop receipt of the message; the old one is no longer valid
     */
    public String update(String queue, String id, String popReceipt, Duration visibility, @Nullable String text) {
        StorageCall call = queueCall("Update Message", "PUT", queue, "/messages/" + id)
                .query("popreceipt", popReceipt)
                .query("visibilitytimeout", visibility.toSeconds());
        if (text != null) {
            call.header("Content-Type", "application/xml").body(messageXml(text));
        }
        return endpoint.send(call).requireSuccess().header("x-ms-popreceipt", popReceipt);
    }

    /**
     * Deletes a received message; returns false if it no longer exists or has been received again since. Azure reports
     * a stale pop receipt as a missing message, other emulators with an error code of their own.
     */
    public boolean delete(String queue, String id, String popReceipt) {
        StorageCall.Reply reply = endpoint.send(
                queueCall("Delete Message", "DELETE", queue, "/messages/" + id).query("popreceipt", popReceipt));
        boolean stale = reply.isNotFound() || reply.code().equals("PopReceiptMismatch");
        return !stale && reply.requireSuccess().isSuccess();
    }

    /** Creates the queue; returns false if it exists already. */
    public boolean create(String queue) {
        StorageCall.Reply reply = endpoint.send(queueCall("Create Queue", "PUT", queue, ""));
        boolean exists = reply.code().equals("QueueAlreadyExists")
                || reply.requireSuccess().status() == 204;
        return !exists;
    }

    /** Removes all messages; returns false if the queue does not exist. */
    public boolean clear(String queue) {
        StorageCall.Reply reply = endpoint.send(queueCall("Clear Messages", "DELETE", queue, "/messages"));
        return !reply.code().equals(QUEUE_NOT_FOUND) && reply.requireSuccess().isSuccess();
    }

    /** Deletes the queue with its messages; returns false if it did not exist. */
    public boolean delete(String queue) {
        StorageCall.Reply reply = endpoint.send(queueCall("Delete Queue", "DELETE", queue, ""));
        return !reply.code().equals(QUEUE_NOT_FOUND) && reply.requireSuccess().isSuccess();
    }

    private static StorageCall queueCall(String operation, String method, String queue, String path) {
        return StorageCall.of(operation + " on queue '" + queue + "'", method, queue + path);
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
                xml.textOf("MessageText").orElse(""),
                xml.textOf("VisibleSince").map(Instant::parse).orElse(null),
                TraceContext.of(
                        xml.textOf(TraceContext.TRACEPARENT).orElse(null),
                        xml.textOf(TraceContext.TRACESTATE).orElse(null)));
    }

    private static Instant date(XmlElement xml, String name) {
        return xml.textOf(name).map(HttpDate::parse).orElse(Instant.EPOCH);
    }

    /**
     * A received or peeked message.
     *
     * @param popReceipt identifies this receipt of the message; every update issues a new one; empty if it was peeked
     * @param nextVisibleOn when it becomes visible; {@link Instant#EPOCH} if the server does not say so of a peeked message
     * @param dequeueCount how often the message has been received, including this time
     * @param text as it was sent, usually in Base64
     * @param visibleSince when it became visible; null if the server does not say
     * @param cause the trace context of the request that added it; null if the server stores none
     */
    public record Message(
            String id,
            String popReceipt,
            Instant insertedOn,
            Instant expiresOn,
            Instant nextVisibleOn,
            long dequeueCount,
            String text,
            @Nullable Instant visibleSince,
            @Nullable TraceContext cause) {
        /** This message after an update, which issued a new receipt. */
        public Message withPopReceipt(String newReceipt) {
            return new Message(
                    id, newReceipt, insertedOn, expiresOn, nextVisibleOn, dequeueCount, text, visibleSince, cause);
        }
    }
}
