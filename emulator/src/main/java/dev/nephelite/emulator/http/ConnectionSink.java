package dev.nephelite.emulator.http;

import io.undertow.server.HttpServerExchange;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.Channels;
import org.xnio.channels.StreamSinkChannel;

/** Writes a response's body to the connection of an exchange, waiting for a slow client. */
final class ConnectionSink implements BodySink {
    private final HttpServerExchange exchange;
    private @Nullable StreamSinkChannel channel;

    ConnectionSink(HttpServerExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Channels.writeBlocking(channel(), ByteBuffer.wrap(bytes, offset, length));
    }

    @Override
    public void transfer(FileChannel file, long position, long count) throws IOException {
        if (position + count > file.size()) {
            throw new EOFException("file ends at " + file.size() + ", before " + (position + count));
        }
        // With the head still to be sent, Undertow would begin at the channel's own position instead of this one.
        Channels.flushBlocking(channel());
        Channels.transferBlocking(channel(), file, position, count);
    }

    @Override
    public void flush() throws IOException {
        Channels.flushBlocking(channel());
    }

    /** Ends a body that is complete. One that failed half-way is never ended, so that no client takes it for whole. */
    void finish() throws IOException {
        if (channel != null) {
            channel.shutdownWrites();
            Channels.flushBlocking(channel);
        }
    }

    private StreamSinkChannel channel() {
        if (channel == null) {
            channel = exchange.getResponseChannel();
        }
        return channel;
    }
}
