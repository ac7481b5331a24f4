package dev.nephelite.queue.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.Transaction;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.store.repair.FolderInspection;
import dev.nephelite.emulator.store.repair.FolderRepair;
import dev.nephelite.emulator.store.repair.FolderReport;
import dev.nephelite.emulator.store.repair.FolderReport.Damage;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.queue.model.Message;
import dev.nephelite.queue.model.Queue;
import dev.nephelite.queue.model.QueueName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What verify and repair make of damaged queues. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueueInspectorTest {
    @TempDir
    private Path root;

    private Path path;
    private Queue queue;
    private Message first;

    @BeforeEach
    void write() throws IOException {
        path = root.resolve("data");
        queue = inFolder((orders, store) -> {
            Queue created = orders.create();
            orders.put(created, "old", 0);
            orders.change(tx -> tx.clear(OneQueue.ACCOUNT, created));
            return orders.current().orElseThrow();
        });
        first = inFolder((orders, store) -> {
            Message message = orders.put(queue, "one", 0);
            orders.put(queue, "two", 0);
            orders.deliver(queue, 30);
            return message;
        });
    }

    @Test
    void inspect_findsAQueueUndamaged() throws IOException {
        assertThat(verify().damages()).isEmpty();
    }

    @Test
    void inspect_restoresAMissingDeliveryPosition() throws IOException {
        change(tx -> tx.scan(QueueTables.ORDER, QueueTables.generation(0), QueueTables.generation(Long.MAX_VALUE))
                .toList()
                .forEach(entry -> tx.remove(QueueTables.ORDER, entry.getKey())));

        FolderReport report = repair();

        assertThat(report.damages()).hasSize(2).allMatch(damage -> damage.subject()
                .endsWith("of queue devstoreaccount1/orders"));
        assertThat(report.losses()).isZero();
        inFolder((orders, store) -> assertThat(orders.front(queue, 2)).containsExactly("two"));
    }

    @Test
    void inspect_namesALostMessageAndCorrectsTheCount() throws IOException {
        change(tx -> tx.remove(QueueTables.MESSAGES, QueueTables.message(queue.generation(), first.id())));

        assertThat(repair().damages())
                .extracting(Damage::subject)
                .containsExactly(
                        "message " + first.id() + " of queue devstoreaccount1/orders",
                        "count of messages of queue devstoreaccount1/orders");

        inFolder((orders, store) -> assertThat(orders.count(queue)).isEqualTo(1));
    }

    @Test
    void inspect_recoversMessagesOfALostQueueInANewOne() throws IOException {
        change(tx -> tx.remove(QueueTables.QUEUES, QueueTables.queue(OneQueue.ACCOUNT, OneQueue.ORDERS)));

        assertThat(repair().losses()).isZero();

        inFolder((orders, store) -> {
            QueueName name = orders.queues
                    .read(view -> view.queues(OneQueue.ACCOUNT, "").toList())
                    .get(0)
                    .name();
            assertThat(name.value()).startsWith("recovered-");
            return assertThat(orders.front(queue, 2)).containsExactly("two");
        });
    }

    private FolderReport verify() throws IOException {
        return FolderInspection.verify(path, root, List.of(new QueueInspector()), step -> {});
    }

    private FolderReport repair() throws IOException {
        FolderReport found = verify();
        FolderReport report = FolderRepair.repair(path, List.of(new QueueInspector()), step -> {});
        assertThat(report.damages()).isEqualTo(found.damages());
        assertThat(verify().damages()).isEmpty();
        return report;
    }

    private void change(Consumer<Transaction> change) throws IOException {
        inFolder((orders, store) -> store.write(tx -> {
            change.accept(tx);
            return tx;
        }));
    }

    private <T> T inFolder(Use<T> use) throws IOException {
        try (DataFolder folder = DataFolder.open(path)) {
            Store[] opened = new Store[1];
            try (OneQueue orders = new OneQueue(clock -> {
                opened[0] = Store.open(folder, Durability.PROCESS, Clocks.single(clock), RandomIds.seeded(1));
                return opened[0];
            })) {
                return use.of(orders, opened[0]);
            }
        }
    }

    private interface Use<T> {
        T of(OneQueue orders, Store store);
    }
}
