package dev.nephelite.queue.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.auth.Grant;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.http.BodySink;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Query;
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
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Many clients of one queue at once. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CompetitionTest {
    private static final int CLIENTS = 8;
    private static final int MESSAGES = 1000;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final Ids ids = RandomIds.seeded(1);
    private final Store store = Store.inMemory(clock);
    private final QueueStore queues = new QueueStore(store, new EventLog(store, ids), clock);
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

    @AfterEach
    void close() {
        clients.shutdownNow();
        queues.close();
        store.close();
    }

    @Nested
    class Given_1000_messages_and_8_clients_that_want_them {
        Given_1000_messages_and_8_clients_that_want_them() throws IOException {
            queues.write(tx -> {
                tx.create(Account.DEVELOPMENT.name(), new QueueName("orders"), Metadata.NONE);
                return true;
            });
            for (int i = 0; i < MESSAGES; i++) {
                answer(
                        new PutMessage(queues, ids),
                        "",
                        "<QueueMessage><MessageText>m" + i + "</MessageText></QueueMessage>");
            }
        }

        @Test
        void every_message_is_delivered_to_exactly_one_of_them() throws Exception {
            List<Callable<List<String>>> work = new ArrayList<>();
            IntStream.range(0, CLIENTS).forEach(client -> work.add(CompetitionTest.this::getAll));
            List<String> delivered = new ArrayList<>();
            for (Future<List<String>> client : clients.invokeAll(work)) {
                delivered.addAll(client.get());
            }

            assertThat(delivered)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, MESSAGES).mapToObj(i -> "m" + i).toList());
        }
    }

    private List<String> getAll() throws IOException {
        List<String> mine = new ArrayList<>();
        List<String> more = getThree();
        while (!more.isEmpty()) {
            mine.addAll(more);
            more = getThree();
        }
        return mine;
    }

    private List<String> getThree() throws IOException {
        return answer(new GetMessages(queues, ids), "numofmessages=3&visibilitytimeout=600", "")
                .children("QueueMessage")
                .map(message -> message.textOf("MessageText").orElseThrow())
                .toList();
    }

    private XmlElement answer(Operation operation, String query, String body) throws IOException {
        HttpRequest http = new HttpRequest(
                "GET",
                "http",
                "localhost",
                "/devstoreaccount1/orders/messages",
                query,
                Headers.NONE,
                body.length(),
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
                "127.0.0.1",
                clock.now());
        ResourcePath target = new ResourcePath(Account.DEVELOPMENT, false, true, "orders/messages");
        Response response = operation.handle(new Request(
                http,
                target,
                Query.parse(query),
                Map.of("queue", "orders"),
                Grant.EVERYTHING,
                "1",
                sent -> Response.of(501)));
        Received received = new Received();
        response.body().writeTo(received);
        return XmlElement.parse(new ByteArrayInputStream(received.bytes.toByteArray()));
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
