package dev.nephelite.function.worker.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.worker.protocol.StreamingMessage;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class MessageSinkTest {
    private final List<String> sent = new CopyOnWriteArrayList<>();

    /** gRPC's lock of a connection. */
    private final ReentrantLock connection = new ReentrantLock();

    private final CountDownLatch sending = new CountDownLatch(1);
    private final MessageSink sink = new MessageSink(new StreamObserver<>() {
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
        public void onError(Throwable failure) {
            sent.add("failed");
        }

        @Override
        public void onCompleted() {
            sent.add("completed");
        }
    });

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
}
