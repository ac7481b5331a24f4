package dev.nephelite.emulator.http.server;

import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clocks;
import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * An HTTP server. It runs from construction until {@link #close}.
 *
 * <p>On a loopback address it listens on IPv4 and IPv6, because {@code localhost} may resolve to either.
 */
public final class HttpServer implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String LOOPBACK_IPV6 = "::1";
    private static final Duration INACTIVITY = Duration.ofMinutes(5);

    /** A request whose connection is closed ends soon, unless a fault rule delays it. */
    private static final Duration TO_END_REQUESTS = Duration.ofSeconds(1);

    private static final int IDLE_CONNECTION_MILLIS = 60 * 60 * 1000;
    private static final int BACKLOG = 1_000;

    /** Allows more than 8 KiB of metadata, so that the service itself can refuse it. */
    static final int MAX_HEADERS = 4_096;

    static final int MAX_PARAMETERS = 10_000;

    private final GracefulShutdownHandler exchanges;
    private final ExchangeHandler answers;
    private final ServerThreads threads;
    private final boolean threadsShared;
    private final HttpOpenListener connections;
    private final List<AcceptingChannel<? extends StreamConnection>> listeners = new ArrayList<>();
    private final ServerAddress address;
    private final int port;

    /**
     * Opens the port and starts to serve requests.
     *
     * @param host address to bind
     * @param port TCP port to bind, or 0 for any free one, see {@link #port}
     * @throws UncheckedIOException around a {@link java.net.BindException} if the port is taken
     */
    public HttpServer(String host, int port, Handler handler, Clocks clocks) {
        this(ServerAddress.plain(host, port), handler, clocks);
    }

    /**
     * Opens the port and starts to serve requests.
     *
     * @throws UncheckedIOException around a {@link java.net.BindException} if the port is taken
     */
    public HttpServer(ServerAddress address, Handler handler, Clocks clocks) {
        this(address, handler, clocks, null);
    }

    /**
     * Opens the port and starts to serve requests.
     *
     * @param shared its threads, which stay when it is closed; null for threads of its own
     * @throws UncheckedIOException around a {@link java.net.BindException} if the port is taken
     */
    public HttpServer(ServerAddress address, Handler handler, Clocks clocks, @Nullable ServerThreads shared) {
        this(
                address,
                handler,
                clocks,
                INACTIVITY,
                shared == null ? new ServerThreads(ServerThreads.Limits.USUAL, false) : shared,
                shared != null);
    }

    /**
     * Opens the port and starts to serve requests, with threads of its own.
     *
     * @param inactivity how long a client may stall a body before its connection is closed
     * @param limits how many threads may wait for clients
     */
    HttpServer(
            ServerAddress address, Handler handler, Clocks clocks, Duration inactivity, ServerThreads.Limits limits) {
        this(address, handler, clocks, inactivity, new ServerThreads(limits, false), false);
    }

    private HttpServer(
            ServerAddress address,
            Handler handler,
            Clocks clocks,
            Duration inactivity,
            ServerThreads threads,
            boolean threadsShared) {
        this.address = address;
        this.threads = threads;
        this.threadsShared = threadsShared;
        answers = new ExchangeHandler(handler, clocks.cloud(), inactivity, threads);
        exchanges = new GracefulShutdownHandler(new HttpContinueReadHandler(answers));
        connections = connections(threads.sharedBuffers(), exchange -> {
            RequestConduit.of(exchange).handle(exchange);
            exchanges.handleRequest(exchange);
        });
        boolean opened = false;
        try {
            ChannelListener<StreamConnection> opener = opener(clocks.machine());
            AcceptingChannel<? extends StreamConnection> first = listen(address.host(), address.port(), opener);
            listeners.add(first);
            port = first.getLocalAddress(InetSocketAddress.class).getPort();
            if (address.host().equals(LOOPBACK)) {
                listenToIpv6(opener);
            }
            opened = true;
        } catch (IOException cannotBind) {
            throw new UncheckedIOException(cannotBind);
        } finally {
            if (!opened) {
                close();
            }
        }
    }

    /** Loads most classes that a server needs, so that the first server starts faster. */
    public static void prepare() {
        XnioWorker worker = ServerThreads.worker(1, 1, false);
        HttpOpenListener unused = connections(ServerThreads.buffers(), exchange -> {});
        worker.shutdown();
    }

    /** The port on which the server listens. */
    public int port() {
        return port;
    }

    /** Refuses new requests with status 503. The result completes when no request is in flight. */
    public CompletableFuture<Void> drain() {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        exchanges.shutdown();
        exchanges.addShutdownListener(all -> answered.complete(null));
        return answered;
    }

    /** Closes the port. Requests in flight are cut off. Closing it again has no effect. */
    @Override
    public synchronized void close() {
        listeners.forEach(IoUtils::safeClose);
        // The server library would wait forever for its threads, which have ended, to close a listener again.
        listeners.clear();
        if (threadsShared) {
            endRequests();
        } else {
            threads.close();
        }
    }

    /** Shared threads stay, so what they do for this server is waited for. */
    private void endRequests() {
        exchanges.shutdown();
        answers.endUploads();
        connections.closeConnections();
        try {
            boolean unused = exchanges.awaitShutdown(TO_END_REQUESTS.toMillis());
            answers.awaitTasks();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** The base URL of this server, without a slash at the end. */
    public String baseUrl() {
        return address.baseUrl(port);
    }

    private void listenToIpv6(ChannelListener<StreamConnection> opener) {
        try {
            listeners.add(listen(LOOPBACK_IPV6, port, opener));
        } catch (IOException noIpv6) {
            // A machine without IPv6 is served by IPv4 alone.
        }
    }

    /** Opens connections. {@link RequestConduit} passes well-formed requests on unchanged. */
    private ChannelListener<StreamConnection> opener(Clock machine) {
        return connection -> {
            RequestConduit.install(connection, machine);
            connections.handleEvent(connection);
        };
    }

    private static HttpOpenListener connections(ByteBufferPool buffers, HttpHandler handler) {
        OptionMap options = OptionMap.builder()
                .set(UndertowOptions.DECODE_URL, false)
                .set(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
                .set(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .set(UndertowOptions.MAX_HEADERS, MAX_HEADERS)
                .set(UndertowOptions.MAX_PARAMETERS, MAX_PARAMETERS)
                .set(UndertowOptions.NO_REQUEST_TIMEOUT, IDLE_CONNECTION_MILLIS)
                .getMap();
        HttpOpenListener connections = new HttpOpenListener(buffers, options);
        connections.setRootHandler(handler);
        return connections;
    }

    private AcceptingChannel<? extends StreamConnection> listen(
            String host, int port, ChannelListener<StreamConnection> opener) throws IOException {
        XnioWorker worker = threads.worker();
        OptionMap options = OptionMap.builder()
                .set(Options.WORKER_IO_THREADS, worker.getIoThreadCount())
                .set(Options.TCP_NODELAY, true)
                .set(Options.REUSE_ADDRESSES, true)
                .set(Options.BALANCING_TOKENS, 1)
                .set(Options.BALANCING_CONNECTIONS, 2)
                .set(Options.BACKLOG, BACKLOG)
                .set(Options.KEEP_ALIVE, true)
                .getMap();
        InetSocketAddress socket = new InetSocketAddress(InetAddress.getByName(host), port);
        @Nullable SSLContext tls = address.tls();
        AcceptingChannel<? extends StreamConnection> listener = tls == null
                ? worker.createStreamConnectionServer(socket, ChannelListeners.openListenerAdapter(opener), options)
                : new UndertowXnioSsl(worker.getXnio(), OptionMap.create(Options.USE_DIRECT_BUFFERS, true), tls)
                        .createSslConnectionServer(
                                worker, socket, ChannelListeners.openListenerAdapter(opener), options);
        listener.resumeAccepts();
        return listener;
    }
}
