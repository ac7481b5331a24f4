package dev.nephelite.queue.store;

import dev.nephelite.emulator.store.Inspection;
import dev.nephelite.emulator.store.Key;
import dev.nephelite.emulator.store.TableInspector;
import dev.nephelite.emulator.store.View;
import dev.nephelite.queue.model.Queue;
import java.util.Map;
import java.util.Optional;

/** Names the records of the Queue service, and finds what is damaged among them. */
public final class QueueInspector implements TableInspector {
    private static final Key FIRST = new Key("");
    private static final Key BEHIND_ALL = new Key("\uFFFF");

    private static final Map<String, String> PLURALS = Map.of(
            Tables.QUEUES.name(), "queues",
            Tables.MESSAGES.name(), "messages",
            Tables.ORDER.name(), "places of messages in the order of delivery",
            Tables.COUNTS.name(), "counts of messages",
            Tables.SETTINGS.name(), "properties of the Queue service");

    @Override
    public Optional<String> plural(String table) {
        return Optional.ofNullable(PLURALS.get(table));
    }

    @Override
    public Optional<String> name(View view, String table, Key key) {
        if (table.equals(Tables.QUEUES.name())) {
            return Optional.of("queue " + key.part(0) + "/" + key.part(1));
        }
        if (table.equals(Tables.MESSAGES.name())) {
            return Optional.of("message " + key.part(1) + " of queue " + queue(view, key.part(0)));
        }
        return Optional.empty();
    }

    @Override
    public void inspect(Inspection inspection) {
        new QueueInspection(inspection).run();
    }

    /** The account and the name of the queue that has this generation. */
    private static String queue(View view, String generation) {
        return view.scan(Tables.QUEUES, FIRST, BEHIND_ALL)
                .filter(entry -> generation.equals(generation(entry.getValue())))
                .map(entry -> entry.getKey().part(0) + "/" + entry.getKey().part(1))
                .findFirst()
                .orElse("(deleted or lost queue)");
    }

    private static String generation(Queue queue) {
        return Tables.generation(queue.generation()).text();
    }
}
