package dev.nephelite.queue.protocol;

import dev.nephelite.emulator.event.ChangeEvent;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.Accounts;
import dev.nephelite.emulator.value.HttpDate;
import dev.nephelite.queue.QueueEmulator;
import dev.nephelite.testing.SignedClient;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * A Queue service of its own for one test, in memory unless it is told otherwise, at noon of New Year 2026, and its owner
 * as the client.
 */
final class QueueService implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    final ManualClock clock = new ManualClock(NOON);

    private static final Account SECOND = new Account("second", Account.DEVELOPMENT.keys());
    private static final Accounts ACCOUNTS = Accounts.of(List.of(Account.DEVELOPMENT, SECOND));

    private final Ids ids = RandomIds.seeded(1);
    private final Store store;
    private final EventLog events;
    private final QueueEmulator emulator;
    private final SignedClient client;

    QueueService() {
        this(Store::inMemory);
    }

    /** A service whose state is elsewhere, such as on disk. */
    QueueService(Function<Clock, Store> open) {
        store = open.apply(clock);
        events = new EventLog(store, ids);
        emulator = new QueueEmulator("127.0.0.1", 0, store, events, ACCOUNTS, Clocks.single(clock), ids);
        client = new SignedClient(endpoint(), Account.DEVELOPMENT, clock::now);
    }

    String endpoint() {
        return emulator.endpoint(Account.DEVELOPMENT.name());
    }

    /** Where the emulator is, without an account. */
    String baseUrl() {
        return "http://127.0.0.1:" + emulator.port();
    }

    /** A signed request that is still to be filled in. */
    RequestSpecification request() {
        return client.request();
    }

    /** A request that the owner of another account signed. */
    RequestSpecification second() {
        return new SignedClient(emulator.endpoint(SECOND.name()), SECOND, clock::now).request();
    }

    /** A signed request with an XML document. */
    RequestSpecification xml(String document) {
        return client.xml(document);
    }

    void create(String queue) {
        request().put("/" + queue).then().statusCode(201);
    }

    DequeuedMessage put(String queue, String text) {
        return put(queue, text, "");
    }

    /** Puts a message with parameters such as {@code ?messagettl=10}. */
    DequeuedMessage put(String queue, String text, String parameters) {
        String document = "<QueueMessage><MessageText>" + text + "</MessageText></QueueMessage>";
        return DequeuedMessage.in(
                queue,
                xml(document)
                        .post("/" + queue + "/messages" + parameters)
                        .then()
                        .statusCode(201)
                        .extract()
                        .xmlPath());
    }

    /** Gets the one message that can be had, for half a minute. */
    DequeuedMessage get(String queue) {
        return DequeuedMessage.in(
                queue,
                request()
                        .get("/" + queue + "/messages")
                        .then()
                        .statusCode(200)
                        .extract()
                        .xmlPath());
    }

    /** The texts of the messages that can be had, which stay where they are. */
    List<String> peek(String queue) {
        return request()
                .get("/" + queue + "/messages?peekonly=true&numofmessages=32")
                .then()
                .statusCode(200)
                .extract()
                .xmlPath()
                .getList("QueueMessagesList.QueueMessage.MessageText");
    }

    /** The moment {@code later} than now, as headers spell it. */
    String httpDate(Duration later) {
        return HttpDate.format(clock.now().plus(later));
    }

    /** Every change event so far. */
    List<ChangeEvent> events() {
        return events.after(0, Integer.MAX_VALUE);
    }

    @Override
    public void close() {
        emulator.close();
        events.close();
        store.close();
    }
}
