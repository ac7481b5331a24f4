package dev.nephelite.benchmark.group;

import io.undertow.Undertow;
import io.undertow.io.IoCallback;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Undertow alone, with a trivial handler. It answers on the threads that receive the requests. */
final class BareServer implements AutoCloseable {
    static final String FILE = "/file";
    private static final ByteBuffer SMALL = ByteBuffer.allocateDirect(1024).asReadOnlyBuffer();

    private final Undertow undertow;
    private final Closeable resource;

    private BareServer(HttpHandler handler, Closeable resource) {
        this.resource = resource;
        undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(handler)
                .build();
        undertow.start();
    }

    /** Serves {@code path} at {@link #FILE}, and 1 KiB at every other path. */
    static BareServer ofFile(Path path) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        return new BareServer(exchange -> send(exchange, file), file);
    }

    /** Answers with the document in the request. */
    static BareServer echo() {
        return new BareServer(BareServer::echo, () -> {});
    }

    int port() {
        return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    public void close() throws IOException {
        undertow.stop();
        resource.close();
    }

    private static void send(HttpServerExchange exchange, FileChannel file) throws IOException {
        if (exchange.getRequestPath().equals(FILE)) {
            exchange.setResponseContentLength(file.size());
            exchange.getResponseSender().transferFrom(file.position(0), IoCallback.END_EXCHANGE);
        } else {
            exchange.getResponseSender().send(SMALL.duplicate());
        }
    }

    private static void echo(HttpServerExchange exchange) {
        exchange.getRequestReceiver().receiveFullBytes((received, document) -> {
            received.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
            received.getResponseSender().send(ByteBuffer.wrap(document));
        });
    }
}
