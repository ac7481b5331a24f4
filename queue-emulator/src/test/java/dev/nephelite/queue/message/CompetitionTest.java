package dev.nephelite.queue.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Many clients of one queue at once. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CompetitionTest {
    private static final int CLIENTS = 32;
    private static final int MESSAGES = 100_000;
    private static final int INVISIBLE_SECONDS = 30;

    private final OrdersQueue queue = new OrdersQueue();
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

    @AfterEach
    void close() {
        clients.shutdownNow();
        queue.close();
    }

    @Nested
    class Given_100000_messages_and_32_clients_of_which_each_forgets_some {
        private final List<String> handled = Collections.synchronizedList(new ArrayList<>());
        private final Set<String> invisible = ConcurrentHashMap.newKeySet();
        private final List<String> deliveredWhileInvisible = Collections.synchronizedList(new ArrayList<>());

        @BeforeEach
        void put() throws IOException {
            for (int i = 0; i < MESSAGES; i++) {
                queue.put("m" + i);
            }
        }

        @Test
        void getMessages_deliversEachMessageOnceAndNoneWhileItIsInvisible() throws Exception {
            int delivered = drain();
            while (delivered > 0) {
                queue.clock.advance(Duration.ofSeconds(INVISIBLE_SECONDS));
                invisible.clear();
                delivered = drain();
            }

            assertThat(deliveredWhileInvisible).isEmpty();
            assertThat(handled).hasSize(MESSAGES);
            assertThat(new HashSet<>(handled))
                    .isEqualTo(Set.copyOf(
                            IntStream.range(0, MESSAGES).mapToObj(i -> "m" + i).toList()));
        }

        /** Lets all clients work until none of them gets anything more, and returns how much was delivered. */
        private int drain() throws Exception {
            List<Callable<Integer>> work = new ArrayList<>();
            IntStream.range(0, CLIENTS).forEach(client -> work.add(this::handleAll));
            int delivered = 0;
            for (Future<Integer> client : clients.invokeAll(work)) {
                delivered += client.get();
            }
            return delivered;
        }

        private int handleAll() throws IOException {
            int delivered = 0;
            for (List<OrdersQueue.Delivered> mine = getSome(); !mine.isEmpty(); mine = getSome()) {
                delivered += mine.size();
                for (OrdersQueue.Delivered message : mine) {
                    handle(message);
                }
            }
            return delivered;
        }

        private List<OrdersQueue.Delivered> getSome() throws IOException {
            return queue.get(32, INVISIBLE_SECONDS);
        }

        /** Every seventh message is forgotten by the first client that gets it. */
        private void handle(OrdersQueue.Delivered message) throws IOException {
            if (!invisible.add(message.id())) {
                deliveredWhileInvisible.add(message.text());
            }
            boolean forgotten = message.count() == 1 && message.id().hashCode() % 7 == 0;
            if (!forgotten) {
                queue.delete(message);
                handled.add(message.text());
            }
        }
    }
}
