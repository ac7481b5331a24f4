package dev.nephelite.queue.message;

import dev.nephelite.emulator.auth.Grant;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.http.Body.BodySink;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.service.Operation;
import dev.nephelite.emulator.service.Request;
import dev.nephelite.emulator.service.ResourcePath;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.Metadata;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.queue.model.QueueName;
import dev.nephelite.queue.store.QueueStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A queue that is used through the operations of the service, without the wire between. */
final class OrdersQueue implements AutoCloseable {
    final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));

    private final Ids ids = RandomIds.seeded(1);
    private final Store store = Store.inMemory(clock);
    private final QueueStore queues = new QueueStore(store, new EventLog(store, ids), clock);
    private final Operation put = new PutMessage(queues, ids);
    private final Operation get = new GetMessages(queues, ids);
    private final Operation delete = new DeleteMessage(queues);

    OrdersQueue() {
        queues.write(tx -> {
            tx.create(Account.DEVELOPMENT.name(), new QueueName("orders"), Metadata.NONE);
            return true;
        });
    }

    void put(String text) throws IOException {
        send(put, Map.of(), "", "<QueueMessage><MessageText>" + text + "</MessageText></QueueMessage>");
    }

    /** Gets up to {@code most} messages, which are invisible for {@code seconds} then. */
    List<Delivered> get(int most, int seconds) throws IOException {
        Response response = send(get, Map.of(), "numofmessages=" + most + "&visibilitytimeout=" + seconds, "");
        Received received = new Received();
        response.body().writeTo(received);
        return XmlElement.parse(new ByteArrayInputStream(received.bytes.toByteArray()))
                .children("QueueMessage")
                .map(Delivered::read)
                .toList();
    }

    void delete(Delivered message) throws IOException {
        String receipt = URLEncoder.encode(message.receipt(), StandardCharsets.UTF_8);
        send(delete, Map.of("message", message.id()), "popreceipt=" + receipt, "");
    }

    @Override
    public void close() {
        queues.close();
        store.close();
    }

    private Response send(Operation operation, Map<String, String> names, String query, String body)
            throws IOException {
        HttpRequest http = HttpRequest.builder("GET", "/devstoreaccount1/orders/messages", clock.now())
                .rawQuery(query)
                .body(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), body.length())
                .build();
        ResourcePath target = new ResourcePath(Account.DEVELOPMENT, false, true, "orders/messages");
        Map<String, String> all = new HashMap<>(names);
        all.put("queue", "orders");
        return operation.handle(new Request(
                http, target, QueryParameters.parse(query), all, Grant.EVERYTHING, "1", sent -> Response.of(501)));
    }

    /** A message as a client gets it. */
    record Delivered(String id, String receipt, String text, int count) {
        private static Delivered read(XmlElement message) {
            return new Delivered(
                    message.textOf("MessageId").orElseThrow(),
                    message.textOf("PopReceipt").orElseThrow(),
                    message.textOf("MessageText").orElseThrow(),
                    Integer.parseInt(message.textOf("DequeueCount").orElseThrow()));
        }
    }

    /** A client's end of a connection. */
    private static final class Received implements BodySink {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(byte[] data, int offset, int length) {
            bytes.write(data, offset, length);
        }

        @Override
        public void transfer(FileChannel file, long position, long count) {
            throw new UnsupportedOperationException("no message comes from a file");
        }

        @Override
        public void flush() {}
    }
}
