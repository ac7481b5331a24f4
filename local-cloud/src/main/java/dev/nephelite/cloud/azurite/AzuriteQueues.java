package dev.nephelite.cloud.azurite;

import dev.nephelite.emulator.time.Ids;
import dev.nephelite.queue.model.Message;
import dev.nephelite.queue.model.Queue;
import dev.nephelite.queue.model.QueueName;
import dev.nephelite.queue.store.QueueStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Moves the queues and messages of Azurite into a store. */
final class AzuriteQueues {
    private final AzuriteService azurite;
    private final QueueStore store;
    private final Ids ids;
    private final Consumer<String> progress;
    private long queues;
    private long messages;

    private AzuriteQueues(AzuriteService azurite, QueueStore store, Ids ids, Consumer<String> progress) {
        this.azurite = azurite;
        this.store = store;
        this.ids = ids;
        this.progress = progress;
    }

    /** Moves everything; {@code progress} receives what is being done. */
    static ImportSummary move(AzuriteService azurite, QueueStore store, Ids ids, Consumer<String> progress)
            throws IOException {
        AzuriteQueues moved = new AzuriteQueues(azurite, store, ids, progress);
        moved.move();
        return new ImportSummary(0, 0, 0, 0, moved.queues, moved.messages);
    }

    private void move() throws IOException {
        azurite.forEach("$SERVICES_COLLECTION$", this::moveProperties);
        azurite.forEach("$QUEUES_COLLECTION$", this::moveQueue);
        azurite.forEach("$MESSAGES_COLLECTION$", this::moveMessage);
    }

    private void moveProperties(AzuriteRecord service) {
        store.write(tx -> {
            tx.put(service.text("accountName"), AzuriteProperties.of(service));
            return null;
        });
    }

    private void moveQueue(AzuriteRecord queue) {
        String account = queue.text("accountName");
        QueueName name = queue.value("name", QueueName::new);
        store.write(tx -> {
            tx.create(account, name, queue.metadata());
            tx.put(account, tx.reader().queue(account, name).orElseThrow().with(queue.policies("queueAcl")));
            return null;
        });
        queues++;
    }

    /** A message gets a new pop receipt, because those of Azurite have another form. */
    private void moveMessage(AzuriteRecord record) throws IOException {
        String account = record.text("accountName");
        QueueName name = record.value("queueName", QueueName::new);
        progress.accept("Importing messages of " + name);
        String text;
        try (InputStream bytes = azurite.open(List.of(record.record("persistency")))) {
            text = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
        store.write(tx -> {
            Queue queue = tx.reader()
                    .queue(account, name)
                    .orElseThrow(() -> record.wrong("a message is in a queue that does not exist, " + name));
            tx.add(
                    queue,
                    new Message(
                            new Message.Id(record.value("messageId", UUID::fromString)),
                            tx.nextSequence(),
                            text,
                            record.instant("insertionTime"),
                            Instant.ofEpochMilli(record.number("timeNextVisible")),
                            record.instant("expirationTime"),
                            new Message.PopReceipt(ids.uuid()),
                            record.number("dequeueCount"),
                            null));
            return null;
        });
        messages++;
    }
}
