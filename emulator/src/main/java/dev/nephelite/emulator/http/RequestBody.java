package dev.nephelite.emulator.http;

import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSourceChannel;

/** Reads a request's body from its connection straight into the reader's array, waiting for a slow client. */
final class RequestBody extends InputStream {
    private final HttpServerExchange exchange;
    private final Patience patience;
    private @Nullable StreamSourceChannel channel;

    RequestBody(HttpServerExchange exchange, Patience patience) {
        this.exchange = exchange;
        this.patience = patience;
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
        StreamSourceChannel source = channel();
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        return patience.read(source, () -> source.read(buffer));
    }

    private StreamSourceChannel channel() {
        if (channel == null) {
            channel = exchange.getRequestChannel();
        }
        return channel;
    }
}
