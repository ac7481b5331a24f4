package dev.nephelite.benchmark.group;

import io.undertow.Undertow;
import io.undertow.io.IoCallback;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Undertow with nothing behind it: 1 KiB for any path but one, which is a file. */
final class BareServer implements AutoCloseable {
    static final String FILE = "/file";
    private static final ByteBuffer SMALL = ByteBuffer.allocateDirect(1024).asReadOnlyBuffer();

    private final FileChannel file;
    private final Undertow undertow;

    BareServer(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.READ);
        undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(this::answer)
                .build();
        undertow.start();
    }

    int port() {
        return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    public void close() throws IOException {
        undertow.stop();
        file.close();
    }

    private void answer(HttpServerExchange exchange) throws IOException {
        if (exchange.getRequestPath().equals(FILE)) {
            exchange.setResponseContentLength(file.size());
            exchange.getResponseSender().transferFrom(file.position(0), IoCallback.END_EXCHANGE);
        } else {
            exchange.getResponseSender().send(SMALL.duplicate());
        }
    }
}
