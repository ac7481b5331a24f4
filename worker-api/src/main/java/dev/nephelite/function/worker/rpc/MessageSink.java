package dev.nephelite.function.worker.rpc;

import dev.nephelite.worker.protocol.StreamingMessage;
import io.grpc.stub.CallStreamObserver;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends messages to the other end, one at a time and in order. Messages after the end of the connection are dropped.
 * Thread-safe.
 *
 * <p>{@link #send} never waits. gRPC delivers messages under the lock of the connection, which sending needs, too: a thread
 * that receives a message and answers it at once would wait for a sender that waits for that lock. What may be sent without
 * limit, such as log lines, is sent by {@link #sendWhenReady}, which waits as long as the other end reads more slowly.
 */
public final class MessageSink {
    /** The window of both ends, in bytes. With gRPC's default of 64 KiB, large messages take several times as long. */
    public static final int FLOW_CONTROL_WINDOW = 16 * 1024 * 1024;

    /** How many steps may be pending for the sink to be ready. */
    static final int MOST_PENDING = 1_000;

    private final CallStreamObserver<StreamingMessage> stream;
    private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();

    /** The number of steps that were added and have not ended. The thread that adds the first one does them all. */
    private final AtomicInteger pending = new AtomicInteger();

    private final Object readiness = new Object();

    /** Written in steps only. */
    private volatile boolean closed;

    public MessageSink(CallStreamObserver<StreamingMessage> stream) {
        this.stream = stream;
    }

    /** Sends a message, however many wait to be sent. */
    public void send(StreamingMessage message) {
        add(() -> stream.onNext(message));
    }

    /**
     * Sends a message once the other end has read enough of the earlier ones. Must not be called on a thread that receives
     * messages. The stream has to call {@link #wake} when it becomes ready.
     */
    public void sendWhenReady(StreamingMessage message) {
        awaitReady();
        send(message);
    }

    /** Waits regardless of interrupts, because a function that ignores them must not exhaust memory either. */
    private void awaitReady() {
        boolean interrupted = false;
        synchronized (readiness) {
            while (!isReady()) {
                try {
                    readiness.wait();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isReady() {
        return closed || (stream.isReady() && pending.get() < MOST_PENDING);
    }

    /** Lets senders that wait look again whether the stream is ready. */
    public void wake() {
        synchronized (readiness) {
            readiness.notifyAll();
        }
    }

    /** Ends the connection. */
    public void close() {
        add(() -> {
            closed = true;
            wake();
            stream.onCompleted();
        });
    }

    private void add(Runnable step) {
        steps.add(step);
        if (pending.getAndIncrement() == 0) {
            int left;
            do {
                Runnable next = steps.remove();
                if (!closed) {
                    run(next);
                }
                left = pending.decrementAndGet();
                if (left == MOST_PENDING / 2) {
                    wake();
                }
            } while (left > 0);
        }
    }

    private void run(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error ignored) {
            // The connection has ended; its reader is notified of the reason.
            closed = true;
            wake();
        }
    }
}
