package dev.nephelite.queue.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.value.Metadata;
import dev.nephelite.queue.model.Message;
import dev.nephelite.queue.model.Queue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of queues and messages: deleted, cleared, or kept over a restart. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueueStoreLifeTest {
    @Nested
    class Given_a_queue_of_1000_messages_that_is_cleared_or_deleted {
        private final OneQueue orders = new OneQueue();
        private final Queue old = orders.create();

        Given_a_queue_of_1000_messages_that_is_cleared_or_deleted() {
            orders.putShortLived(old, 1000, 600);
        }

        @Test
        void clear_removesAllMessagesAtOnce() {
            orders.change(tx -> tx.clear(OneQueue.ACCOUNT, old));

            Queue cleared = orders.current().orElseThrow();
            assertThat(orders.count(cleared)).isZero();
            assertThat(orders.hasVisible(cleared)).isFalse();
        }

        @Test
        void delete_leavesNoMessageToTheNextQueueOfItsName() {
            delete();
            assertThat(orders.current()).isEmpty();

            Queue next = orders.create();
            assertThat(orders.count(next)).isZero();
            assertThat(orders.hasVisible(next)).isFalse();
        }

        @Test
        void delete_removesTheRecordsInTheBackground() {
            delete();
            assertThat(orders.records(old)).isEqualTo(2000);

            orders.clock.advance(Duration.ofSeconds(1));
            assertThat(orders.records(old)).isZero();
            assertThat(orders.hasAbandoned()).isFalse();
        }

        @Test
        void delete_hidesMessagesFromAReaderOfTheOldQueue() {
            delete();
            orders.clock.advance(Duration.ofHours(1));

            assertThat(orders.hasVisible(old)).isFalse();
            assertThat(orders.count(old)).isZero();
            assertThat(orders.records(old)).isZero();
        }

        private void delete() {
            orders.change(tx -> tx.delete(OneQueue.ACCOUNT, old));
        }
    }

    @Nested
    class Given_a_data_folder {
        @TempDir
        private Path folder;

        @Test
        void open_restoresQueuesAndMessages() throws IOException {
            Message message;
            try (DataFolder data = DataFolder.open(folder);
                    OneQueue before = new OneQueue(
                            clock -> Store.open(data, Durability.PROCESS, Clocks.single(clock), RandomIds.seeded(1)))) {
                before.change(tx -> tx.create(OneQueue.ACCOUNT, OneQueue.ORDERS, colorful()));
                message = before.put(before.current().orElseThrow(), "Gr\u00fc\u00dfe \ud83d\ude00", 0);
            }
            try (DataFolder data = DataFolder.open(folder);
                    OneQueue after = new OneQueue(
                            clock -> Store.open(data, Durability.PROCESS, Clocks.single(clock), RandomIds.seeded(1)))) {
                Queue queue = after.current().orElseThrow();
                assertThat(queue.metadata()).isEqualTo(colorful());
                assertThat(after.find(queue, message)).contains(message);
                assertThat(after.front(queue, 10)).containsExactly(message.text());
                assertThat(after.count(queue)).isEqualTo(1);
            }
        }

        @Test
        void open_removesTheRecordsOfADeletedQueue() throws IOException {
            try (DataFolder data = DataFolder.open(folder);
                    OneQueue before = new OneQueue(
                            clock -> Store.open(data, Durability.PROCESS, Clocks.single(clock), RandomIds.seeded(1)))) {
                Queue queue = before.create();
                before.put(queue, "old", 0);
                before.change(tx -> tx.delete(OneQueue.ACCOUNT, queue));
            }
            try (DataFolder data = DataFolder.open(folder);
                    OneQueue after = new OneQueue(
                            clock -> Store.open(data, Durability.PROCESS, Clocks.single(clock), RandomIds.seeded(1)))) {
                assertThat(after.hasAbandoned()).isTrue();
                after.queues.startGarbageCollection();
                after.clock.advance(Duration.ofSeconds(1));

                assertThat(after.hasAbandoned()).isFalse();
            }
        }

        private Metadata colorful() {
            return new Metadata(Map.of("Color", "red"));
        }
    }
}
