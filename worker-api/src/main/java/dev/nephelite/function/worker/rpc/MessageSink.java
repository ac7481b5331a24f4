package dev.nephelite.function.worker.rpc;

import dev.nephelite.worker.protocol.StreamingMessage;
import io.grpc.stub.StreamObserver;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends messages to the other end, one at a time and in order. Messages after the end of the connection are dropped.
 * Thread-safe.
 *
 * <p>No method waits for another thread that sends. gRPC delivers messages under the lock of the connection, which sending
 * needs, too: a thread that receives a message and answers it at once would wait for a sender that waits for that lock.
 */
public final class MessageSink {
    /** The window of both ends, in bytes. With gRPC's default of 64 KiB, large messages take several times as long. */
    public static final int FLOW_CONTROL_WINDOW = 16 * 1024 * 1024;

    private final StreamObserver<StreamingMessage> stream;
    private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();

    /** The number of steps that were added and have not ended. The thread that adds the first one does them all. */
    private final AtomicInteger pending = new AtomicInteger();

    /** Accessed in steps only. */
    private boolean closed;

    public MessageSink(StreamObserver<StreamingMessage> stream) {
        this.stream = stream;
    }

    public void send(StreamingMessage message) {
        add(() -> stream.onNext(message));
    }

    /** Ends the connection. */
    public void close() {
        add(() -> {
            closed = true;
            stream.onCompleted();
        });
    }

    private void add(Runnable step) {
        steps.add(step);
        if (pending.getAndIncrement() == 0) {
            do {
                Runnable next = steps.remove();
                if (!closed) {
                    run(next);
                }
            } while (pending.decrementAndGet() > 0);
        }
    }

    private void run(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error ignored) {
            // The connection has ended; its reader is notified of the reason.
            closed = true;
        }
    }
}
