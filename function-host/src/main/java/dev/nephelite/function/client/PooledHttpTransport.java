package dev.nephelite.function.client;

import dev.nephelite.emulator.http.Headers;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sends HTTP requests without TLS, with bodies that fit in memory. The calling thread does all the work over pooled
 * connections, because a request to a local server takes only some thirty microseconds; see {@code
 * docs/decisions/0022-own-http-client.md}. Other requests are passed on: those over TLS, and those whose replies
 * are streamed or not waited for. Thread-safe.
 */
final class PooledHttpTransport implements HttpTransport {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_IDLE_CONNECTIONS = 64;
    private static final int HTTP_PORT = 80;

    private final Duration readTimeout;
    private final HttpTransport others;
    private final Map<String, Deque<Connection>> idle = new ConcurrentHashMap<>();
    private final AtomicInteger idleCount = new AtomicInteger();
    private volatile boolean closed;

    /**
     * A client without connections.
     *
     * @param readTimeout how long the server may stay silent
     * @param others sends what this client does not
     */
    PooledHttpTransport(Duration readTimeout, HttpTransport others) {
        this.readTimeout = readTimeout;
        this.others = others;
    }

    @Override
    public HttpReply send(Request request) throws IOException, InterruptedException {
        URI uri = request.uri();
        if (!uri.getScheme().equals("http")) {
            return others.send(request);
        }
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        return send(uri, request.method(), target, request.headers(), request.body());
    }

    @Override
    public CompletableFuture<HttpReply> sendAsync(Request request) {
        return others.sendAsync(request);
    }

    @Override
    public OpenReply open(Request request) throws IOException, InterruptedException {
        return others.open(request);
    }

    /**
     * Sends a request and waits for the response. If the server has closed the pooled connection without responding, a
     * request that is safe to repeat is sent again on a new connection.
     *
     * @param server its scheme, host and port are used
     * @param target encoded path and query
     * @param headers without those that HTTP itself needs
     */
    HttpReply send(URI server, String method, String target, Headers headers, byte[] body) throws IOException {
        byte[] head = head(server, method, target, headers, body.length);
        Deque<Connection> pool = idle.computeIfAbsent(server.getRawAuthority(), first -> new ConcurrentLinkedDeque<>());
        @Nullable Connection pooled = borrowFrom(pool);
        if (pooled != null) {
            try {
                return exchange(pooled, pool, method, head, body);
            } catch (IOException ended) {
                boolean waited = ended instanceof InterruptedIOException || ended instanceof ClosedByInterruptException;
                if (waited || method.equals("POST") || !pooled.hasNoReply()) {
                    throw ended;
                }
            }
        }
        return exchange(Connection.to(address(server), CONNECT_TIMEOUT, readTimeout), pool, method, head, body);
    }

    private HttpReply exchange(Connection connection, Deque<Connection> pool, String method, byte[] head, byte[] body)
            throws IOException {
        boolean reusable = false;
        try {
            HttpReply httpReply = connection.exchange(method, head, body);
            reusable = connection.isReusable();
            return httpReply;
        } finally {
            if (reusable) {
                giveBack(connection, pool);
            } else {
                connection.close();
            }
        }
    }

    /** The most recently used connection is the most likely to be open still. */
    private @Nullable Connection borrowFrom(Deque<Connection> pool) {
        for (Connection one = pool.pollFirst(); one != null; one = pool.pollFirst()) {
            idleCount.decrementAndGet();
            if (one.isOpen()) {
                return one;
            }
            one.close();
        }
        return null;
    }

    private void giveBack(Connection connection, Deque<Connection> pool) {
        if (idleCount.incrementAndGet() > MAX_IDLE_CONNECTIONS || closed) {
            idleCount.decrementAndGet();
            connection.close();
        } else {
            pool.addFirst(connection);
        }
    }

    private static InetSocketAddress address(URI server) throws IOException {
        int port = server.getPort() < 0 ? HTTP_PORT : server.getPort();
        return new InetSocketAddress(server.getHost(), port);
    }

    private static byte[] head(URI server, String method, String target, Headers headers, int length) {
        StringBuilder head = new StringBuilder(512)
                .append(method)
                .append(' ')
                .append(target)
                .append(" HTTP/1.1\r\nHost: ")
                .append(server.getRawAuthority())
                .append("\r\n");
        headers.forEach((name, value) -> head.append(name)
                .append(": ")
                .append(requireOneLine(name, value))
                .append("\r\n"));
        if (length > 0 || method.equals("PUT") || method.equals("POST")) {
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String requireOneLine(String name, String value) {
        if (value.chars().anyMatch(character -> character < ' ' && character != '\t')) {
            throw new IllegalArgumentException("The header " + name + " cannot have the value '" + value + "'.");
        }
        return value;
    }

    /** Closes idle connections; the others are closed when their exchange ends. */
    @Override
    public void close() {
        closed = true;
        others.close();
        idle.values().forEach(pool -> {
            for (Connection one = pool.pollFirst(); one != null; one = pool.pollFirst()) {
                one.close();
            }
        });
    }

    /** One connection without TLS, for one request at a time. Interrupting the waiting thread ends the exchange. */
    private static final class Connection implements AutoCloseable {
        /** A body up to this size is sent in one write with the head. */
        private static final int MAX_COMBINED_BODY = 8 * 1024;

        private final SocketChannel channel;
        private final OutputStream out;
        private final HttpReply.Reader replies;

        private Connection(SocketChannel channel) throws IOException {
            this.channel = channel;
            out = channel.socket().getOutputStream();
            replies = new HttpReply.Reader(channel.socket().getInputStream());
        }

        /**
         * Connects.
         *
         * @param connect time limit for connecting
         * @param read how long the server may stay silent later
         */
        static Connection to(InetSocketAddress address, Duration connect, Duration read) throws IOException {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                Socket socket = channel.socket();
                socket.setSoTimeout((int) read.toMillis());
                socket.connect(address, (int) connect.toMillis());
                return new Connection(channel);
            } catch (IOException | RuntimeException failed) {
                channel.close();
                throw failed;
            }
        }

        /** Whether the server seems to have kept the connection open, judged without sending anything. */
        boolean isOpen() {
            try {
                channel.configureBlocking(false);
                boolean silent = channel.read(ByteBuffer.allocate(1)) == 0;
                channel.configureBlocking(true);
                return silent;
            } catch (IOException ended) {
                return false;
            }
        }

        HttpReply exchange(String method, byte[] head, byte[] body) throws IOException {
            if (body.length <= MAX_COMBINED_BODY) {
                byte[] all = new byte[head.length + body.length];
                System.arraycopy(head, 0, all, 0, head.length);
                System.arraycopy(body, 0, all, head.length, body.length);
                out.write(all);
            } else {
                out.write(head);
                out.write(body);
            }
            return replies.read(method);
        }

        /** Whether a failed exchange ended before any byte of a response arrived. */
        boolean hasNoReply() {
            return !replies.hasBegun();
        }

        boolean isReusable() {
            return !replies.isLast();
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException ignored) {
                // It is closed either way.
            }
        }
    }
}
