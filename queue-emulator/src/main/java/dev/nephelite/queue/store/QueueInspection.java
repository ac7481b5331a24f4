package dev.nephelite.queue.store;

import dev.nephelite.emulator.store.repair.Inspection;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.value.Metadata;
import dev.nephelite.queue.model.Message;
import dev.nephelite.queue.model.Queue;
import dev.nephelite.queue.model.QueueName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** One check of the records of the Queue service: each message has a queue and a place in its order of delivery. */
final class QueueInspection {
    private static final String ACCOUNT = "devstoreaccount1";
    private static final int GENERATION = 0;
    private static final int HEXADECIMAL = 16;

    private final Inspection inspection;
    private final Map<String, String> queues = new HashMap<>();
    private final Set<String> abandoned = new HashSet<>();
    private final Map<String, Long> counts = new HashMap<>();
    private final Set<String> recovered = new LinkedHashSet<>();

    QueueInspection(Inspection inspection) {
        this.inspection = inspection;
    }

    void run() {
        inspection.forEach(QueueTables.ABANDONED, (generation, unused) -> abandoned.add(generation.text()));
        inspection.forEach(
                QueueTables.QUEUES,
                (recordKey, queue) -> queues.put(
                        QueueTables.generation(queue.generation()).text(), recordKey.part(0) + "/" + queue.name()));
        inspection.forEach(QueueTables.MESSAGES, this::message);
        inspection.forEach(QueueTables.ORDER, this::place);
        recovered.forEach(this::recover);
        queues.forEach(this::count);
        inspection.forEach(QueueTables.SETTINGS, (recordKey, unused) -> {});
    }

    private void message(RecordKey recordKey, Message message) {
        String generation = recordKey.part(GENERATION);
        if (abandoned.contains(generation)) {
            return;
        }
        if (!queues.containsKey(generation)) {
            recovered.add(generation);
        }
        counts.merge(generation, 1L, Long::sum);
        RecordKey place = QueueTables.place(Long.parseLong(generation, HEXADECIMAL), message);
        if (inspection.get(QueueTables.ORDER, place).isEmpty()) {
            inspection.put(QueueTables.ORDER, place, DeliveryPosition.of(message));
            inspection.mended(
                    "message " + message.id() + " of queue " + name(generation),
                    "its place in the order of delivery is lost; it gets it back");
        }
    }

    private void place(RecordKey recordKey, DeliveryPosition place) {
        String generation = recordKey.part(GENERATION);
        if (abandoned.contains(generation)) {
            return;
        }
        long number = Long.parseLong(generation, HEXADECIMAL);
        boolean current = inspection
                .get(QueueTables.MESSAGES, QueueTables.message(number, place.message()))
                .filter(message -> QueueTables.place(number, message).equals(recordKey))
                .isPresent();
        if (!current) {
            inspection.remove(QueueTables.ORDER, recordKey);
            if (inspection
                    .get(QueueTables.MESSAGES, QueueTables.message(number, place.message()))
                    .isEmpty()) {
                inspection.lost("message " + place.message() + " of queue " + name(generation), "its text is lost");
            }
        }
    }

    private void recover(String generation) {
        Queue queue = new Queue(
                new QueueName("recovered-" + generation), Metadata.NONE, Long.parseLong(generation, HEXADECIMAL));
        inspection.put(QueueTables.QUEUES, QueueTables.queue(ACCOUNT, queue.name()), queue);
        inspection.mended(
                "queue of " + counts.getOrDefault(generation, 0L) + " messages",
                "its name and properties are lost; the messages come back as queue " + ACCOUNT + "/" + queue.name());
        queues.put(generation, ACCOUNT + "/" + queue.name());
    }

    private void count(String generation, String queue) {
        RecordKey recordKey = QueueTables.generation(Long.parseLong(generation, HEXADECIMAL));
        long counted = counts.getOrDefault(generation, 0L);
        long stored = inspection.get(QueueTables.COUNTS, recordKey).orElse(0L);
        if (stored != counted) {
            inspection.put(QueueTables.COUNTS, recordKey, counted);
            inspection.mended("count of messages of queue " + queue, "it is " + stored + " and becomes " + counted);
        }
    }

    private String name(String generation) {
        return queues.getOrDefault(generation, ACCOUNT + "/recovered-" + generation);
    }
}
