package dev.nephelite.emulator.http.server;

import dev.nephelite.emulator.http.Body.BodySink;
import io.undertow.server.HttpServerExchange;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSinkChannel;

/** Writes the body of a response to its connection; blocks while a slow client does not read. */
final class ConnectionBodySink implements BodySink {
    private final HttpServerExchange exchange;
    private final InactivityTimeout timeout;
    private @Nullable StreamSinkChannel channel;

    ConnectionBodySink(HttpServerExchange exchange, InactivityTimeout timeout) {
        this.exchange = exchange;
        this.timeout = timeout;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        StreamSinkChannel sink = channel();
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            timeout.write(sink, () -> sink.write(buffer));
        }
    }

    @Override
    public void transfer(FileChannel file, long position, long count) throws IOException {
        if (position + count > file.size()) {
            throw new EOFException("file ends at " + file.size() + ", before " + (position + count));
        }
        // With the head still to be sent, Undertow would begin at the channel's own position instead of this one.
        flush();
        StreamSinkChannel sink = channel();
        long sent = 0;
        while (sent < count) {
            long from = position + sent;
            long left = count - sent;
            sent += timeout.write(sink, () -> sink.transferFrom(file, from, left));
        }
    }

    @Override
    public void flush() throws IOException {
        StreamSinkChannel sink = channel();
        timeout.write(sink, () -> sink.flush() ? 1 : 0);
    }

    /**
     * Ends a complete response. A response that failed half-way is not ended, so that clients notice that it is
     * incomplete.
     */
    void finish() throws IOException {
        channel().shutdownWrites();
        flush();
    }

    private StreamSinkChannel channel() {
        if (channel == null) {
            channel = exchange.getResponseChannel();
        }
        return channel;
    }
}
