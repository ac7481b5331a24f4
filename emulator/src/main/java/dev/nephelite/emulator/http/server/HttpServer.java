package dev.nephelite.emulator.http.server;

import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clocks;
import io.undertow.UndertowOptions;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
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
    private static final int IDLE_CONNECTION_MILLIS = 60 * 60 * 1000;
    private static final int THREADS_THAT_STAY = 16;
    private static final int MAX_CONNECTIONS = 1_000_000;
    private static final int BACKLOG = 1_000;

    /** Allows more than 8 KiB of metadata, so that the service itself can refuse it. */
    static final int MAX_HEADERS = 4_096;

    static final int MAX_PARAMETERS = 10_000;

    /** The library's default unless memory is scarce. */
    private static final int BUFFER_SIZE = 16 * 1024 - 20;

    private final GracefulShutdownHandler exchanges;
    private final ServerThreads threads;
    private final XnioWorker worker;
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
        this(address, handler, clocks, INACTIVITY, ServerThreads.Limits.USUAL);
    }

    /**
     * Opens the port and starts to serve requests.
     *
     * @param inactivity how long a client may stall a body before its connection is closed
     * @param limits how many threads may wait for clients
     */
    HttpServer(
            ServerAddress address, Handler handler, Clocks clocks, Duration inactivity, ServerThreads.Limits limits) {
        this.address = address;
        threads = new ServerThreads(limits);
        ExchangeHandler answers = new ExchangeHandler(handler, clocks.cloud(), inactivity, threads);
        exchanges = new GracefulShutdownHandler(new HttpContinueReadHandler(answers));
        worker = createWorker(Math.max(2, Runtime.getRuntime().availableProcessors()), limits.operations());
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
        XnioWorker worker = createWorker(1, 1);
        HttpOpenListener unused = connections(exchange -> {});
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
        threads.shutdown();
        worker.shutdown();
        try {
            worker.awaitTermination();
            threads.awaitTermination();
        } catch (InterruptedException stopping) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** The base URL of this server, without a slash at the end. */
    public String origin() {
        return address.origin(port);
    }

    private static XnioWorker createWorker(int ioThreads, int mostThreads) {
        try {
            return LoadedXnio.INSTANCE.createWorker(OptionMap.builder()
                    .set(Options.WORKER_IO_THREADS, ioThreads)
                    .set(Options.CONNECTION_HIGH_WATER, MAX_CONNECTIONS)
                    .set(Options.CONNECTION_LOW_WATER, MAX_CONNECTIONS)
                    .set(Options.WORKER_TASK_CORE_THREADS, Math.min(THREADS_THAT_STAY, mostThreads))
                    .set(Options.WORKER_TASK_MAX_THREADS, mostThreads)
                    .getMap());
        } catch (IOException noSelector) {
            throw new UncheckedIOException(noSelector);
        }
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
        HttpOpenListener connections = connections(exchange -> {
            RequestConduit.of(exchange).handle(exchange);
            exchanges.handleRequest(exchange);
        });
        return connection -> {
            RequestConduit.install(connection, machine);
            connections.handleEvent(connection);
        };
    }

    private static HttpOpenListener connections(HttpHandler handler) {
        OptionMap options = OptionMap.builder()
                .set(UndertowOptions.DECODE_URL, false)
                .set(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
                .set(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .set(UndertowOptions.MAX_HEADERS, MAX_HEADERS)
                .set(UndertowOptions.MAX_PARAMETERS, MAX_PARAMETERS)
                .set(UndertowOptions.NO_REQUEST_TIMEOUT, IDLE_CONNECTION_MILLIS)
                .getMap();
        HttpOpenListener connections =
                new HttpOpenListener(new DefaultByteBufferPool(true, BUFFER_SIZE, -1, 4), options);
        connections.setRootHandler(handler);
        return connections;
    }

    private AcceptingChannel<? extends StreamConnection> listen(
            String host, int port, ChannelListener<StreamConnection> opener) throws IOException {
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
