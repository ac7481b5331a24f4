package dev.nephelite.queue.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.nephelite.queue.model.Message;
import dev.nephelite.queue.model.Queue;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The order of delivery, and the counts. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueueStoreTest {
    private final OneQueue orders = new OneQueue();
    private final Queue queue = orders.create();

    @AfterEach
    void close() {
        orders.close();
    }

    @Nested
    class Given_messages {
        @Test
        void front_returnsMessagesInTheOrderOfVisibilityThenOfInsertion() {
            orders.put(queue, "late", 20);
            orders.put(queue, "early", 10);
            orders.put(queue, "first now", 0);
            orders.put(queue, "second now", 0);
            orders.clock.advance(Duration.ofSeconds(20));

            assertThat(orders.front(queue, 10)).containsExactly("first now", "second now", "early", "late");
        }

        @Test
        void front_omitsInvisibleMessages() {
            orders.put(queue, "later", 10);

            assertThat(orders.front(queue, 10)).isEmpty();
            assertThat(orders.hasVisible(queue)).isFalse();
            orders.clock.advance(Duration.ofSeconds(10));
            assertThat(orders.front(queue, 10)).containsExactly("later");
            assertThat(orders.hasVisible(queue)).isTrue();
        }

        @Test
        void front_returnsARedeliveredMessageLast() {
            orders.put(queue, "one", 0);
            orders.put(queue, "two", 0);
            orders.deliver(queue, 30);

            assertThat(orders.front(queue, 10)).containsExactly("two");
            orders.clock.advance(Duration.ofSeconds(30));
            assertThat(orders.front(queue, 10)).containsExactly("two", "one");
        }

        @Test
        void front_returnsNoMoreThanRequested() {
            orders.put(queue, "one", 0);
            orders.put(queue, "two", 0);
            orders.put(queue, "three", 0);

            assertThat(orders.front(queue, 2)).containsExactly("one", "two");
        }

        @Test
        void count_includesInvisibleMessages() {
            orders.put(queue, "visible", 0);
            orders.put(queue, "delivered", 0);
            orders.put(queue, "invisible", 100);
            orders.deliver(queue, 30);

            assertThat(orders.count(queue)).isEqualTo(3);
        }

        @Test
        void remove_removesAMessageAndUpdatesTheCount() {
            Message message = orders.put(queue, "one", 0);
            orders.change(tx -> tx.remove(queue, message));

            assertThat(orders.front(queue, 10)).isEmpty();
            assertThat(orders.count(queue)).isZero();
            assertThat(orders.find(queue, message)).isEmpty();
            assertThat(orders.records(queue)).isZero();
        }

        @Test
        void write_thatFailsChangesNothing() {
            Message message = orders.put(queue, "one", 0);

            assertThatIllegalStateException()
                    .isThrownBy(() -> orders.change(tx -> {
                        tx.remove(queue, message);
                        tx.delete(OneQueue.ACCOUNT, queue);
                        throw new IllegalStateException("half-way");
                    }));
            assertThat(orders.front(queue, 10)).containsExactly("one");
            assertThat(orders.count(queue)).isEqualTo(1);
            assertThat(orders.hasAbandoned()).isFalse();
        }
    }

    @Nested
    class Given_messages_that_expired {
        @Test
        void front_and_find_omitExpiredMessages() {
            Message message = orders.put(queue, "ten minutes", 0);
            orders.clock.advance(Duration.ofMinutes(10));

            assertThat(orders.front(queue, 10)).isEmpty();
            assertThat(orders.find(queue, message)).isEmpty();
        }

        @Test
        void front_skipsExpiredMessages() {
            orders.put(queue, "one", 0);
            orders.putShortLived(queue, 2, 10);
            orders.put(queue, "two", 0);
            orders.clock.advance(Duration.ofSeconds(10));

            assertThat(orders.front(queue, 2)).containsExactly("one", "two");
        }

        @Test
        void hasVisible_isTrueBehindAnyNumberOfExpiredMessages() {
            orders.putShortLived(queue, 1000, 10);
            orders.put(queue, "long", 0);
            orders.clock.advance(Duration.ofSeconds(10));

            assertThat(orders.hasVisible(queue)).isTrue();
            assertThat(orders.count(queue)).isEqualTo(1);
            assertThat(orders.front(queue, 10)).containsExactly("long");
        }

        @Test
        void hasVisible_isFalseForExpiredMessagesOnly() {
            orders.putShortLived(queue, 1, 10);
            orders.clock.advance(Duration.ofSeconds(10));

            assertThat(orders.hasVisible(queue)).isFalse();
            assertThat(orders.count(queue)).isZero();
            assertThat(orders.records(queue)).isZero();
        }
    }
}
