package dev.nephelite.queue.store;

import dev.nephelite.emulator.store.repair.Inspection;
import dev.nephelite.emulator.store.repair.TableInspector;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.RecordReader;
import dev.nephelite.queue.model.Queue;
import java.util.Map;
import java.util.Optional;

/** Names the records of the Queue service, and finds what is damaged among them. */
public final class QueueInspector implements TableInspector {
    private static final RecordKey FIRST = new RecordKey("");
    private static final RecordKey BEHIND_ALL = new RecordKey("\uFFFF");

    private static final Map<String, String> PLURALS = Map.of(
            QueueTables.QUEUES.name(), "queues",
            QueueTables.MESSAGES.name(), "messages",
            QueueTables.ORDER.name(), "places of messages in the order of delivery",
            QueueTables.COUNTS.name(), "counts of messages",
            QueueTables.SETTINGS.name(), "properties of the Queue service");

    @Override
    public Optional<String> plural(String table) {
        return Optional.ofNullable(PLURALS.get(table));
    }

    @Override
    public Optional<String> name(RecordReader recordReader, String table, RecordKey recordKey) {
        if (table.equals(QueueTables.QUEUES.name())) {
            return Optional.of("queue " + recordKey.part(0) + "/" + recordKey.part(1));
        }
        if (table.equals(QueueTables.MESSAGES.name())) {
            return Optional.of("message " + recordKey.part(1) + " of queue " + queue(recordReader, recordKey.part(0)));
        }
        return Optional.empty();
    }

    @Override
    public void inspect(Inspection inspection) {
        new QueueInspection(inspection).run();
    }

    /** The account and the name of the queue that has this generation. */
    private static String queue(RecordReader recordReader, String generation) {
        return recordReader
                .scan(QueueTables.QUEUES, FIRST, BEHIND_ALL)
                .filter(entry -> generation.equals(generation(entry.getValue())))
                .map(entry -> entry.getKey().part(0) + "/" + entry.getKey().part(1))
                .findFirst()
                .orElse("(deleted or lost queue)");
    }

    private static String generation(Queue queue) {
        return QueueTables.generation(queue.generation()).text();
    }
}
