package dev.nephelite.function.worker.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.testing.Await;
import dev.nephelite.worker.protocol.StreamingMessage;
import io.grpc.stub.CallStreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MessageSinkTest {
    private final List<String> sent = new CopyOnWriteArrayList<>();

    /** gRPC's lock of a connection. */
    private final ReentrantLock connection = new ReentrantLock();

    private final CountDownLatch sending = new CountDownLatch(1);
    private final AtomicBoolean ready = new AtomicBoolean(true);
    private final MessageSink sink = new MessageSink(new Stream());

    private final class Stream extends CallStreamObserver<StreamingMessage> {
        @Override
        public void onNext(StreamingMessage message) {
            sending.countDown();
            if (message.getRequestId().isEmpty()) {
                throw new IllegalStateException("the connection has ended");
            }
            connection.lock();
            try {
                sent.add(message.getRequestId());
            } finally {
                connection.unlock();
            }
        }

        @Override
        public boolean isReady() {
            return ready.get();
        }

        @Override
        public void onError(Throwable failure) {
            sent.add("failed");
        }

        @Override
        public void onCompleted() {
            sent.add("completed");
        }

        @Override
        public void setOnReadyHandler(Runnable handler) {}

        @Override
        public void disableAutoInboundFlowControl() {}

        @Override
        public void request(int count) {}

        @Override
        public void setMessageCompression(boolean enabled) {}
    }

    private static StreamingMessage message(String id) {
        return StreamingMessage.newBuilder().setRequestId(id).build();
    }

    @Test
    void send_ofWhoReceivesAMessage_doesNotWaitForAnotherSender() throws InterruptedException {
        Thread sender = new Thread(() -> sink.send(message("1")));
        connection.lock();
        try {
            sender.start();
            sending.await();

            sink.send(message("2"));
        } finally {
            connection.unlock();
        }

        sender.join();
        assertThat(sent).containsExactly("1", "2");
    }

    @Test
    void send_afterTheEnd_isDropped() {
        sink.send(message("1"));
        sink.close();
        sink.close();
        sink.send(message("2"));

        assertThat(sent).containsExactly("1", "completed");
    }

    @Test
    void send_onAConnectionThatHasEnded_isDropped() {
        sink.send(message(""));
        sink.send(message("1"));

        assertThat(sent).isEmpty();
    }

    @Nested
    class GivenAnotherEndThatReadsSlowly {
        private final Thread logging = new Thread(() -> sink.sendWhenReady(message("log")));

        private void awaitWaiting() {
            Await.until("the sender waits", () -> logging.getState() == Thread.State.WAITING);
        }

        @Test
        void sendWhenReady_waitsUntilTheStreamIsReady_whileOtherMessagesAreSent() throws InterruptedException {
            ready.set(false);
            logging.start();
            awaitWaiting();

            sink.send(message("answer"));
            assertThat(sent).containsExactly("answer");

            ready.set(true);
            sink.wake();
            logging.join();
            assertThat(sent).containsExactly("answer", "log");
        }

        @Test
        void sendWhenReady_waitsForASenderThatIsBehind() throws InterruptedException {
            Thread sender = new Thread(() -> sink.send(message("first")));
            connection.lock();
            try {
                sender.start();
                sending.await();
                for (int i = 1; i < MessageSink.MOST_PENDING; i++) {
                    sink.send(message("more"));
                }
                logging.start();
                awaitWaiting();
            } finally {
                connection.unlock();
            }

            logging.join();
            sender.join();
            assertThat(sent).hasSize(MessageSink.MOST_PENDING + 1).endsWith("log");
        }

        @Test
        void sendWhenReady_doesNotEndWithAnInterrupt_butKeepsIt() throws InterruptedException {
            AtomicBoolean interrupted = new AtomicBoolean();
            Thread impatient = new Thread(() -> {
                sink.sendWhenReady(message("log"));
                interrupted.set(Thread.currentThread().isInterrupted());
            });
            ready.set(false);
            impatient.start();
            impatient.interrupt();
            Await.until(
                    "the sender waits",
                    () -> impatient.getState() == Thread.State.WAITING && !impatient.isInterrupted());
            assertThat(sent).isEmpty();

            ready.set(true);
            sink.wake();
            impatient.join();
            assertThat(sent).containsExactly("log");
            assertThat(interrupted).isTrue();
        }

        @Test
        void sendWhenReady_endsWithTheConnection() throws InterruptedException {
            ready.set(false);
            logging.start();
            awaitWaiting();

            sink.close();

            logging.join();
            assertThat(sent).containsExactly("completed");
        }
    }
}
