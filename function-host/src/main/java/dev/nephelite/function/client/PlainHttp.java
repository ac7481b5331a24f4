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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to servers without encryption, which are those on this machine, with contents that fit in memory. The
 * caller's thread does all there is to do, over connections that are kept: nothing is faster than that where a request
 * takes some thirty microseconds, see {@code docs/decisions/0022-own-http-client.md}. Safe for concurrent use.
 */
final class PlainHttp implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int MOST_IDLE = 64;
    private static final int HTTP_PORT = 80;

    private final Duration patience;
    private final Map<String, Deque<Connection>> idle = new ConcurrentHashMap<>();
    private final AtomicInteger idleCount = new AtomicInteger();
    private volatile boolean closed;

    /**
     * Makes a client without connections.
     *
     * @param patience how long a server may be silent
     */
    PlainHttp(Duration patience) {
        this.patience = patience;
    }

    /**
     * Sends a request and waits for its answer. One that can be repeated is, on a new connection, when the server has
     * ended the kept one without a word.
     *
     * @param server of which scheme, host and port count
     * @param target what is asked for, encoded
     * @param headers without those that HTTP itself needs
     */
    HttpReply send(URI server, String method, String target, Headers headers, byte[] body) throws IOException {
        byte[] head = head(server, method, target, headers, body.length);
        Deque<Connection> kept = idle.computeIfAbsent(server.getRawAuthority(), first -> new ConcurrentLinkedDeque<>());
        @Nullable Connection old = takeFrom(kept);
        if (old != null) {
            try {
                return exchange(old, kept, method, head, body);
            } catch (IOException ended) {
                boolean waited = ended instanceof InterruptedIOException || ended instanceof ClosedByInterruptException;
                if (waited || method.equals("POST") || !old.isWithoutAnswer()) {
                    throw ended;
                }
            }
        }
        return exchange(Connection.to(address(server), CONNECT, patience), kept, method, head, body);
    }

    private HttpReply exchange(Connection connection, Deque<Connection> kept, String method, byte[] head, byte[] body)
            throws IOException {
        boolean reusable = false;
        try {
            HttpReply httpReply = connection.exchange(method, head, body);
            reusable = connection.isReusable();
            return httpReply;
        } finally {
            if (reusable) {
                keep(connection, kept);
            } else {
                connection.close();
            }
        }
    }

    /** The one used last is the likeliest to be there still. */
    private @Nullable Connection takeFrom(Deque<Connection> kept) {
        for (Connection one = kept.pollFirst(); one != null; one = kept.pollFirst()) {
            idleCount.decrementAndGet();
            if (one.isKept()) {
                return one;
            }
            one.close();
        }
        return null;
    }

    private void keep(Connection connection, Deque<Connection> kept) {
        if (idleCount.incrementAndGet() > MOST_IDLE || closed) {
            idleCount.decrementAndGet();
            connection.close();
        } else {
            kept.addFirst(connection);
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

    /** Ends the connections that are not in use; the others end when they are no longer. */
    @Override
    public void close() {
        closed = true;
        idle.values().forEach(kept -> {
            for (Connection one = kept.pollFirst(); one != null; one = kept.pollFirst()) {
                one.close();
            }
        });
    }

    /** One connection without encryption, on which one request at a time is sent. An interrupt ends what waits for it. */
    private static final class Connection implements AutoCloseable {
        /** A body of this size is sent in one piece with its head. */
        private static final int SMALL = 8 * 1024;

        private final SocketChannel channel;
        private final OutputStream out;
        private final HttpReply.Reader answers;

        private Connection(SocketChannel channel) throws IOException {
            this.channel = channel;
            out = channel.socket().getOutputStream();
            answers = new HttpReply.Reader(channel.socket().getInputStream());
        }

        /**
         * Connects.
         *
         * @param connect how long that may take
         * @param read how long the server may be silent later
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

        /** Whether the server has kept the connection as well, as far as one can know without asking it. */
        boolean isKept() {
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
            if (body.length <= SMALL) {
                byte[] all = new byte[head.length + body.length];
                System.arraycopy(head, 0, all, 0, head.length);
                System.arraycopy(body, 0, all, head.length, body.length);
                out.write(all);
            } else {
                out.write(head);
                out.write(body);
            }
            return answers.read(method);
        }

        /** Whether an exchange that failed did so before the server said anything. */
        boolean isWithoutAnswer() {
            return !answers.hasBegun();
        }

        boolean isReusable() {
            return !answers.isLast();
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException alreadyGone) {
                // Gone is what it should be.
            }
        }
    }
}
