package dev.nephelite.function.worker.rpc;

import dev.nephelite.worker.protocol.StreamingMessage;
import io.grpc.stub.StreamObserver;

/** Sends messages to the other end, one at a time. Messages after the end of the connection are dropped. Thread-safe. */
public final class MessageSink {
    /** The window of both ends, in bytes. With gRPC's default of 64 KiB, large messages take several times as long. */
    public static final int FLOW_CONTROL_WINDOW = 16 * 1024 * 1024;

    private final StreamObserver<StreamingMessage> stream;
    private boolean closed;

    public MessageSink(StreamObserver<StreamingMessage> stream) {
        this.stream = stream;
    }

    public synchronized void send(StreamingMessage message) {
        if (closed) {
            return;
        }
        try {
            stream.onNext(message);
        } catch (IllegalStateException ignored) {
            // The connection has ended; whoever reads from it knows why.
            closed = true;
        }
    }

    /** Ends the connection. */
    public synchronized void close() {
        if (!closed) {
            closed = true;
            try {
                stream.onCompleted();
            } catch (IllegalStateException ignored) {
                // The other end was faster.
            }
        }
    }
}
