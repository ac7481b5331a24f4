package dev.nephelite.emulator.http.server;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;

/**
 * Reads the body of a request from its connection directly into the reader's array; blocks while a slow client does not
 * send.
 */
final class RequestBody extends InputStream {
    /** A body of this size usually arrives together with its head, and is small enough to be buffered. */
    private static final int SMALL = 16 * 1024;

    private final HttpServerExchange exchange;
    private final InactivityTimeout timeout;
    private ByteBuffer early = ByteBuffer.allocate(0);
    private @Nullable StreamSourceChannel channel;

    RequestBody(HttpServerExchange exchange, InactivityTimeout timeout) {
        this.exchange = exchange;
        this.timeout = timeout;
    }

    /** Whether the body is received as a whole and without a thread. Not if the client waits for 100 Continue. */
    boolean isSmall() {
        long length = exchange.getRequestContentLength();
        return length >= 0 && length <= SMALL && !HttpContinue.requiresContinueResponse(exchange);
    }

    /** Whether the whole body has arrived, so that reading it does not block. */
    boolean hasArrived() throws IOException {
        if (exchange.isRequestComplete()) {
            return true;
        }
        if (!isSmall()) {
            return false;
        }
        early = ByteBuffer.allocate((int) exchange.getRequestContentLength());
        return receive();
    }

    /**
     * Receives the rest of a small body that {@link #hasArrived} found incomplete. Called on the I/O thread, which
     * later runs one of the callbacks.
     *
     * @param inactivity how long the client may send nothing
     */
    void await(Duration inactivity, Runnable arrived, Consumer<IOException> failed) {
        StreamSourceChannel source = channel();
        XnioExecutor.Key timer = exchange.getIoThread()
                .executeAfter(
                        () -> failed.accept(
                                new SocketTimeoutException("the client has let its upload rest for too long")),
                        inactivity.toNanos(),
                        TimeUnit.NANOSECONDS);
        source.getReadSetter().set(readable -> {
            timer.remove();
            readable.suspendReads();
            try {
                if (receive()) {
                    arrived.run();
                } else {
                    await(inactivity, arrived, failed);
                }
            } catch (IOException broken) {
                failed.accept(broken);
            }
        });
        source.resumeReads();
    }

    private boolean receive() throws IOException {
        StreamSourceChannel source = channel();
        int read = 1;
        while (early.hasRemaining() && read > 0) {
            read = source.read(early);
        }
        if (early.hasRemaining()) {
            return false;
        }
        // The library notices the end of a body only on a read beyond it.
        int end = source.read(ByteBuffer.allocate(1));
        early.flip();
        return end < 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (early.hasRemaining()) {
            int count = Math.min(length, early.remaining());
            early.get(bytes, offset, count);
            return count;
        }
        if (exchange.isRequestComplete()) {
            return -1;
        }
        StreamSourceChannel source = channel();
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        return timeout.read(source, () -> readNow(source, buffer));
    }

    private int readNow(StreamSourceChannel source, ByteBuffer buffer) throws IOException {
        int count = source.read(buffer);
        RequestConduit conduit = RequestConduit.of(exchange);
        if (count == 0 && conduit.isMalformed()) {
            throw new MalformedBodyException(conduit.whyMalformed());
        }
        return count;
    }

    private StreamSourceChannel channel() {
        if (channel == null) {
            channel = exchange.getRequestChannel();
        }
        return channel;
    }

    /** The body of a request is malformed. Unlike after a broken connection, the client can still get a response. */
    static final class MalformedBodyException extends IOException {
        private static final long serialVersionUID = 1L;

        private final String reason;

        MalformedBodyException(String reason) {
            super(reason);
            this.reason = reason;
        }

        /** A sentence for the client. */
        String reason() {
            return reason;
        }
    }
}
