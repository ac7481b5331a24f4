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
        void those_visible_first_come_first_and_of_those_the_ones_put_first() {
            orders.put(queue, "late", 20);
            orders.put(queue, "early", 10);
            orders.put(queue, "first now", 0);
            orders.put(queue, "second now", 0);
            orders.clock.advance(Duration.ofSeconds(20));

            assertThat(orders.front(queue, 10)).containsExactly("first now", "second now", "early", "late");
        }

        @Test
        void those_not_yet_visible_are_not_to_be_had() {
            orders.put(queue, "later", 10);

            assertThat(orders.front(queue, 10)).isEmpty();
            assertThat(orders.hasVisible(queue)).isFalse();
            orders.clock.advance(Duration.ofSeconds(10));
            assertThat(orders.front(queue, 10)).containsExactly("later");
            assertThat(orders.hasVisible(queue)).isTrue();
        }

        @Test
        void one_that_is_delivered_stands_behind_when_it_is_visible_again() {
            orders.put(queue, "one", 0);
            orders.put(queue, "two", 0);
            orders.deliver(queue, 30);

            assertThat(orders.front(queue, 10)).containsExactly("two");
            orders.clock.advance(Duration.ofSeconds(30));
            assertThat(orders.front(queue, 10)).containsExactly("two", "one");
        }

        @Test
        void a_look_takes_no_more_than_it_was_asked_for() {
            orders.put(queue, "one", 0);
            orders.put(queue, "two", 0);
            orders.put(queue, "three", 0);

            assertThat(orders.front(queue, 2)).containsExactly("one", "two");
        }

        @Test
        void all_of_them_are_counted_also_those_that_are_invisible() {
            orders.put(queue, "visible", 0);
            orders.put(queue, "delivered", 0);
            orders.put(queue, "invisible", 100);
            orders.deliver(queue, 30);

            assertThat(orders.count(queue)).isEqualTo(3);
        }

        @Test
        void one_that_is_removed_is_gone_and_no_longer_counted() {
            Message message = orders.put(queue, "one", 0);
            orders.change(tx -> tx.remove(queue, message));

            assertThat(orders.front(queue, 10)).isEmpty();
            assertThat(orders.count(queue)).isZero();
            assertThat(orders.find(queue, message)).isEmpty();
            assertThat(orders.records(queue)).isZero();
        }

        @Test
        void a_change_that_fails_leaves_everything_as_it_was() {
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
        void nobody_can_have_or_name_them() {
            Message message = orders.put(queue, "ten minutes", 0);
            orders.clock.advance(Duration.ofMinutes(10));

            assertThat(orders.front(queue, 10)).isEmpty();
            assertThat(orders.find(queue, message)).isEmpty();
        }

        @Test
        void a_look_passes_them_over() {
            orders.put(queue, "one", 0);
            orders.putShortLived(queue, 2, 10);
            orders.put(queue, "two", 0);
            orders.clock.advance(Duration.ofSeconds(10));

            assertThat(orders.front(queue, 2)).containsExactly("one", "two");
        }

        @Test
        void those_that_stand_first_are_removed_however_many_they_are() {
            orders.putShortLived(queue, 1000, 10);
            orders.put(queue, "long", 0);
            orders.clock.advance(Duration.ofSeconds(10));

            assertThat(orders.hasVisible(queue)).isTrue();
            assertThat(orders.count(queue)).isEqualTo(1);
            assertThat(orders.front(queue, 10)).containsExactly("long");
        }

        @Test
        void a_queue_of_nothing_else_is_empty() {
            orders.putShortLived(queue, 1, 10);
            orders.clock.advance(Duration.ofSeconds(10));

            assertThat(orders.hasVisible(queue)).isFalse();
            assertThat(orders.count(queue)).isZero();
            assertThat(orders.records(queue)).isZero();
        }
    }
}
