package dev.nephelite.queue.store;

import dev.nephelite.emulator.store.repair.Inspection;
import dev.nephelite.emulator.store.repair.TableInspector;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.TableReader;
import dev.nephelite.emulator.value.Metadata;
import dev.nephelite.queue.model.Message;
import dev.nephelite.queue.model.Queue;
import dev.nephelite.queue.model.QueueName;
import dev.nephelite.queue.store.QueueTables.DeliveryPosition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Names the records of the Queue service, and repairs them. */
public final class QueueInspector implements TableInspector {
    private static final Map<String, String> PLURALS = Map.of(
            QueueTables.QUEUES.name(), "queues",
            QueueTables.MESSAGES.name(), "messages",
            QueueTables.ORDER.name(), "positions of messages in the delivery order",
            QueueTables.COUNTS.name(), "counts of messages",
            QueueTables.PROPERTIES.name(), "properties of the Queue service");

    @Override
    public Optional<String> plural(String table) {
        return Optional.ofNullable(PLURALS.get(table));
    }

    @Override
    public Optional<String> name(TableReader view, String table, RecordKey key) {
        if (table.equals(QueueTables.QUEUES.name())) {
            return Optional.of("queue " + key.part(0) + "/" + key.part(1));
        }
        if (table.equals(QueueTables.MESSAGES.name())) {
            return Optional.of("message " + key.part(1) + " of queue " + queue(view, key.part(0)));
        }
        return Optional.empty();
    }

    @Override
    public void inspect(Inspection inspection) {
        new Run(inspection).run();
    }

    /** The account and the name of the queue with this generation. */
    private static String queue(TableReader view, String generation) {
        return view.scan(QueueTables.QUEUES, RecordKey.FIRST, RecordKey.AFTER_ALL)
                .filter(entry -> generation.equals(generation(entry.getValue())))
                .map(entry -> entry.getKey().part(0) + "/" + entry.getKey().part(1))
                .findFirst()
                .orElse("(deleted or lost queue)");
    }

    private static String generation(Queue queue) {
        return QueueTables.generation(queue.generation()).text();
    }

    /** One inspection. Afterwards each message has a queue and a position in its delivery order. */
    private static final class Run {
        private static final String ACCOUNT = "devstoreaccount1";
        private static final int GENERATION = 0;

        private final Inspection inspection;
        private final Map<String, String> queues = new HashMap<>();
        private final Set<String> abandoned = new HashSet<>();
        private final Map<String, Long> counts = new HashMap<>();
        private final Set<String> recovered = new LinkedHashSet<>();

        Run(Inspection inspection) {
            this.inspection = inspection;
        }

        void run() {
            inspection.forEach(QueueTables.ABANDONED, (generation, unused) -> abandoned.add(generation.text()));
            inspection.forEach(
                    QueueTables.QUEUES,
                    (key, queue) -> queues.put(
                            QueueTables.generation(queue.generation()).text(), key.part(0) + "/" + queue.name()));
            inspection.forEach(QueueTables.MESSAGES, this::message);
            inspection.forEach(QueueTables.ORDER, this::position);
            recovered.forEach(this::recover);
            queues.forEach(this::count);
            inspection.forEach(QueueTables.PROPERTIES, (key, unused) -> {});
        }

        private void message(RecordKey key, Message message) {
            String generation = key.part(GENERATION);
            if (abandoned.contains(generation)) {
                return;
            }
            if (!queues.containsKey(generation)) {
                recovered.add(generation);
            }
            counts.merge(generation, 1L, Long::sum);
            RecordKey position = QueueTables.position(key.numberAt(GENERATION), message);
            if (inspection.get(QueueTables.ORDER, position).isEmpty()) {
                inspection.put(QueueTables.ORDER, position, DeliveryPosition.of(message));
                inspection.mended(
                        "message " + message.id() + " of queue " + name(generation),
                        "its position in the delivery order is lost and is restored");
            }
        }

        private void position(RecordKey key, DeliveryPosition position) {
            String generation = key.part(GENERATION);
            if (abandoned.contains(generation)) {
                return;
            }
            long number = key.numberAt(GENERATION);
            boolean current = inspection
                    .get(QueueTables.MESSAGES, QueueTables.message(number, position.message()))
                    .filter(message -> QueueTables.position(number, message).equals(key))
                    .isPresent();
            if (!current) {
                inspection.remove(QueueTables.ORDER, key);
                if (inspection
                        .get(QueueTables.MESSAGES, QueueTables.message(number, position.message()))
                        .isEmpty()) {
                    inspection.lost(
                            "message " + position.message() + " of queue " + name(generation), "its text is lost");
                }
            }
        }

        private void recover(String generation) {
            Queue queue = new Queue(
                    new QueueName("recovered-" + generation),
                    Metadata.NONE,
                    new RecordKey(generation).numberAt(GENERATION));
            inspection.put(QueueTables.QUEUES, QueueTables.queue(ACCOUNT, queue.name()), queue);
            inspection.mended(
                    "queue of " + counts.getOrDefault(generation, 0L) + " messages",
                    "its name and properties are lost; the messages come back as queue " + ACCOUNT + "/"
                            + queue.name());
            queues.put(generation, ACCOUNT + "/" + queue.name());
        }

        private void count(String generation, String queue) {
            RecordKey key = new RecordKey(generation);
            long counted = counts.getOrDefault(generation, 0L);
            long stored = inspection.get(QueueTables.COUNTS, key).orElse(0L);
            if (stored != counted) {
                inspection.put(QueueTables.COUNTS, key, counted);
                inspection.mended(
                        "count of messages of queue " + queue,
                        "it is " + stored + " instead of " + counted + " and is corrected");
            }
        }

        private String name(String generation) {
            return queues.getOrDefault(generation, ACCOUNT + "/recovered-" + generation);
        }
    }
}
