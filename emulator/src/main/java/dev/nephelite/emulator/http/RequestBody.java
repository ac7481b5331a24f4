package dev.nephelite.emulator.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSourceChannel;

/** Reads a request's body from its connection straight into the reader's array, waiting for a slow client. */
final class RequestBody extends InputStream {
    /** As much as comes together with its head more often than not. */
    private static final int SMALL = 16 * 1024;

    private final HttpServerExchange exchange;
    private final InactivityTimeout timeout;
    private ByteBuffer early = ByteBuffer.allocate(0);
    private @Nullable StreamSourceChannel channel;

    RequestBody(HttpServerExchange exchange, InactivityTimeout timeout) {
        this.exchange = exchange;
        this.timeout = timeout;
    }

    /** Whether all of it is here, so that nobody will wait for it. */
    boolean hasArrived() throws IOException {
        long length = exchange.getRequestContentLength();
        if (exchange.isRequestComplete()) {
            return true;
        }
        if (length < 0 || length > SMALL || HttpContinue.requiresContinueResponse(exchange)) {
            return false;
        }
        ByteBuffer arrived = ByteBuffer.allocate((int) length);
        StreamSourceChannel source = channel();
        int read = 1;
        while (arrived.hasRemaining() && read > 0) {
            read = source.read(arrived);
        }
        early = arrived.flip();
        // The library takes a body for read only when it has been asked for more.
        return early.limit() == length && source.read(ByteBuffer.allocate(1)) < 0;
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
        if (count == 0 && RequestConduit.of(exchange).isMalformed()) {
            throw new MalformedBodyException("The size of a chunk is not valid, or its data has another length.");
        }
        return count;
    }

    private StreamSourceChannel channel() {
        if (channel == null) {
            channel = exchange.getRequestChannel();
        }
        return channel;
    }
}
