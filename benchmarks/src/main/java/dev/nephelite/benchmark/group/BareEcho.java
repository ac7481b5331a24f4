package dev.nephelite.benchmark.group;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Undertow with a handler that answers with the document it is sent, on the thread that has received it. */
final class BareEcho implements AutoCloseable {
    private final Undertow undertow;

    BareEcho() {
        undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(BareEcho::answer)
                .build();
        undertow.start();
    }

    int port() {
        return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    public void close() {
        undertow.stop();
    }

    private static void answer(HttpServerExchange exchange) {
        exchange.getRequestReceiver().receiveFullBytes((received, document) -> {
            received.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
            received.getResponseSender().send(ByteBuffer.wrap(document));
        });
    }
}
