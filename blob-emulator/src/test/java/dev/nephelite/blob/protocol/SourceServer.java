package dev.nephelite.blob.protocol;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that is not an emulator and serves sources of copies. It may stop in the middle of one. */
final class SourceServer implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger number = new AtomicInteger();
    private final CountDownLatch stalled = new CountDownLatch(1);
    private final CountDownLatch resumed = new CountDownLatch(1);
    private final HttpServer server;

    SourceServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.setExecutor(threads);
        server.start();
    }

    /** Serves a source, whole or in ranges, and returns its URL. */
    String serve(byte[] content, Map<String, String> headers) {
        return at(exchange -> {
            headers.forEach(exchange.getResponseHeaders()::set);
            String range = exchange.getRequestHeaders().getFirst("Range");
            if (range == null) {
                send(exchange, 200, content);
            } else {
                String[] ends = range.substring("bytes=".length()).split("-", -1);
                int first = Integer.parseInt(ends[0]);
                int last = Integer.parseInt(ends[1]);
                send(exchange, 206, Arrays.copyOfRange(content, first, last + 1));
            }
        });
    }

    /** Announces a length and sends no bytes. */
    String announce(long length) {
        return at(exchange -> {
            exchange.sendResponseHeaders(200, length);
            exchange.getResponseBody().flush();
            await(resumed);
        });
    }

    /** Always sends this response. */
    String refuse(int status) {
        return at(exchange -> send(exchange, status, new byte[0]));
    }

    /** Serves the first bytes of a source, and the rest after {@link #resume}. */
    String stall(byte[] content, int after, Map<String, String> headers) {
        return at(exchange -> {
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(200, content.length);
            OutputStream body = exchange.getResponseBody();
            body.write(content, 0, after);
            body.flush();
            stalled.countDown();
            await(resumed);
            body.write(content, after, content.length - after);
        });
    }

    /** Serves the first bytes of a source and closes the connection. */
    String closeAfter(byte[] content, int after) {
        return at(exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, after);
        });
    }

    /** Returns when a client waits for the rest of a source. */
    void awaitStalling() throws IOException {
        await(stalled);
    }

    void resume() {
        resumed.countDown();
    }

    @Override
    public void close() {
        resume();
        server.stop(0);
        threads.shutdownNow();
    }

    private String at(Answer answer) {
        String path = "/" + number.incrementAndGet() + "%20cat.jpg";
        server.createContext(path.replace("%20", " "), exchange -> {
            try (exchange) {
                answer.give(exchange);
            }
        });
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException closing) {
            throw new IOException(closing);
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] content) throws IOException {
        exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
    }

    /** Sends a response. */
    private interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }
}
