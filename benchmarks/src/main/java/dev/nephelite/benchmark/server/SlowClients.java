package dev.nephelite.benchmark.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Clients that occupy a server for a long time: readers and writers of a blob that move a few bytes a second, followers of the
 * event stream, and connections without a request. One thread serves them all until they are closed.
 */
public final class SlowClients implements AutoCloseable {
    /** The size of the blob that each writer announces. */
    private static final int UPLOAD_SIZE = 100_000;

    private static final int SENT_AT_ONCE = 1_000;
    private static final int SENT_PER_STEP = 10;
    private static final int READ_PER_STEP = 100;
    private static final long STEP_MILLIS = 1_000;

    /** With a larger buffer, the system would receive much of a blob although its reader is slow. */
    private static final int RECEIVE_BUFFER = 16 * 1024;

    private static final int MAX_STATUS_LENGTH = 4_096;
    private static final String OPEN_FILES = "Max open files";

    private final int port;
    private final Selector selector = Selector.open();
    private final List<SocketChannel> readers = new ArrayList<>();
    private final List<SocketChannel> writers = new ArrayList<>();
    private final List<SocketChannel> others = new ArrayList<>();
    private final Map<String, Integer> lost = new ConcurrentHashMap<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    private final Thread thread = new Thread(this::serve, "slow-clients");
    private volatile boolean closed;

    /**
     * The number of clients of each kind.
     *
     * @param readers clients that download
     * @param writers clients that upload
     * @param followers clients of the event stream
     * @param idle connections without a request
     */
    public record Counts(int readers, int writers, int followers, int idle) {
        private static final int FILES_BESIDES = 500;

        /** A thread of the server that waits for a writer has a selector, which is two files on Linux. */
        private static final int FILES_OF_A_THREAD = 2;

        public Counts {
            if (readers < 0 || writers < 0 || followers < 0 || idle < 0) {
                throw new IllegalArgumentException("numbers of slow clients cannot be negative");
            }
        }

        /** Takes the numbers in the order of the parameters. */
        public static Counts of(List<Integer> numbers) {
            if (numbers.size() != 4) {
                throw new IllegalArgumentException(
                        "slow clients need four numbers: of readers, writers, followers and idle connections");
            }
            return new Counts(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3));
        }

        public int total() {
            return readers + writers + followers + idle;
        }

        /**
         * Checks that this process, and a server that it starts, may open so many connections. The JVM has raised the limit
         * to what the system allows.
         *
         * @throws IOException if they may not
         */
        public void requireOpenFiles() throws IOException {
            long limit = openFiles();
            long needed = (long) total() + (long) FILES_OF_A_THREAD * writers + FILES_BESIDES;
            if (needed > limit) {
                throw new IOException(total() + " slow clients need " + needed + " open files, but the limit is "
                        + limit + ". Raise it with \"ulimit -Hn\" as root, or choose fewer clients with --slow");
            }
        }

        /** The hard limit of open files for this process. */
        public static long openFiles() throws IOException {
            return Files.readAllLines(Path.of("/proc/self/limits")).stream()
                    .filter(line -> line.startsWith(OPEN_FILES))
                    .map(line -> line.substring(OPEN_FILES.length()).strip().split("\\s+", -1)[1])
                    .mapToLong(hard -> hard.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(hard))
                    .findFirst()
                    .orElse(Long.MAX_VALUE);
        }
    }

    /**
     * Connects all clients. Returns when the server has answered each reader and follower.
     *
     * @param download target of the GET of a reader
     * @param upload target of the PUT of a writer, to which a number is appended before the query
     * @param query of both
     * @param events target of the GET of a follower
     */
    SlowClients(int port, Counts counts, String download, String upload, String query, String events)
            throws IOException {
        this.port = port;
        boolean connected = false;
        try {
            String version = "\r\nHost: 127.0.0.1\r\nx-ms-version: " + Signatures.VERSION + "\r\n";
            for (int i = 0; i < counts.idle(); i++) {
                others.add(connect(""));
            }
            for (int i = 0; i < counts.readers(); i++) {
                readers.add(answered("GET " + download + "?" + query + " HTTP/1.1" + version + "\r\n"));
            }
            for (int i = 0; i < counts.followers(); i++) {
                others.add(answered("GET " + events + " HTTP/1.1" + version + "\r\n"));
            }
            for (int i = 0; i < counts.writers(); i++) {
                writers.add(connect("PUT " + upload + i + "?" + query + " HTTP/1.1" + version
                        + "x-ms-blob-type: BlockBlob\r\nContent-Length: " + UPLOAD_SIZE + "\r\n\r\n"
                        + "x".repeat(SENT_AT_ONCE)));
            }
            for (SocketChannel other : others) {
                other.configureBlocking(false).register(selector, SelectionKey.OP_READ);
            }
            connected = true;
        } finally {
            if (!connected) {
                close();
            }
        }
        thread.start();
    }

    /** How many the server has refused or cut off, by kind and reason. */
    public Map<String, Integer> lost() {
        return Map.copyOf(lost);
    }

    private SocketChannel connect(String request) throws IOException {
        SocketChannel client = SocketChannel.open();
        client.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            int unused = client.write(bytes);
        }
        return client;
    }

    private SocketChannel answered(String request) throws IOException {
        SocketChannel client = connect(request);
        ByteBuffer status = ByteBuffer.allocate(MAX_STATUS_LENGTH);
        String text = "";
        while (text.length() < "HTTP/1.1 200".length() && client.read(status) >= 0) {
            text = new String(status.array(), 0, status.position(), StandardCharsets.ISO_8859_1);
        }
        if (!text.startsWith("HTTP/1.1 200")) {
            throw new IOException(
                    "a slow client was answered: " + text.lines().findFirst().orElse(""));
        }
        return client;
    }

    private void serve() {
        try {
            for (SocketChannel client : readers) {
                client.configureBlocking(false);
            }
            for (SocketChannel client : writers) {
                client.configureBlocking(false);
            }
            long next = System.nanoTime();
            while (!closed) {
                selector.select(STEP_MILLIS);
                selector.selectedKeys().forEach(this::drain);
                selector.selectedKeys().clear();
                if (System.nanoTime() - next >= 0) {
                    readers.removeIf(client -> isLost("reader", () -> client.read(prepared(READ_PER_STEP)) < 0));
                    writers.removeIf(client -> isLost("writer", () -> isAnswered(client)));
                    next = System.nanoTime() + STEP_MILLIS * 1_000_000;
                }
            }
        } catch (IOException broken) {
            lost.merge("all, " + broken, 1, Integer::sum);
        }
    }

    private void drain(SelectionKey key) {
        SocketChannel client = (SocketChannel) key.channel();
        if (isLost("follower or idle connection", () -> client.read(prepared(buffer.capacity())) < 0)) {
            key.cancel();
        }
    }

    /** Sends a little more; a server that answers a writer has refused it. */
    private boolean isAnswered(SocketChannel client) throws IOException {
        int unused = client.write(prepared(SENT_PER_STEP));
        int read = client.read(prepared(MAX_STATUS_LENGTH));
        if (read > 0) {
            byte[] answer = new byte[read];
            buffer.flip().get(answer);
            throw new IOException(new String(answer, StandardCharsets.ISO_8859_1)
                    .lines()
                    .findFirst()
                    .orElse(""));
        }
        return read < 0;
    }

    private ByteBuffer prepared(int bytes) {
        return buffer.clear().limit(bytes);
    }

    private boolean isLost(String kind, Exchange exchange) {
        String reason;
        try {
            if (!exchange.isOver()) {
                return false;
            }
            reason = "end of the connection";
        } catch (IOException broken) {
            reason = broken.toString();
        }
        if (!closed) {
            lost.merge(kind + ", " + reason, 1, Integer::sum);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        for (List<SocketChannel> clients : List.of(readers, writers, others)) {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
        selector.close();
    }

    /** Moves a few bytes; returns whether the server has closed the connection. */
    @FunctionalInterface
    private interface Exchange {
        boolean isOver() throws IOException;
    }
}
