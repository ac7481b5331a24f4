package dev.nephelite.emulator.http;

import dev.nephelite.emulator.time.Clock;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.server.handlers.HttpContinueReadHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.xnio.Options;
import org.xnio.XnioWorker;

/**
 * A web server on this machine, from construction until {@link #close}.
 *
 * <p>A loopback address is served in both its forms, IPv4 and IPv6, for {@code localhost} may mean either.
 */
public final class HttpServer implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String LOOPBACK_IPV6 = "::1";
    private static final Duration INACTIVITY = Duration.ofMinutes(5);
    private static final int IDLE_CONNECTION_MILLIS = 60 * 60 * 1000;
    /** A thread serves one request at a time, however long its client takes over the body. */
    private static final int MOST_THREADS = 1024;

    private static final int THREADS_THAT_STAY = 16;

    /** More than 8 KiB of metadata, so that the service itself can refuse what is too much. */
    private static final int MOST_HEADERS = 4_096;

    private static final int MOST_PARAMETERS = 10_000;

    private final GracefulShutdownHandler exchanges;
    private final List<Undertow> listeners = new ArrayList<>();
    private final ServerAddress address;
    private final int port;

    /**
     * Opens the port and begins to answer.
     *
     * @param host address to bind
     * @param port TCP port to bind, or 0 for any free one, see {@link #port}
     * @throws UncheckedIOException around a {@link java.net.BindException} if the port is taken
     */
    public HttpServer(String host, int port, Handler handler, Clock clock) {
        this(ServerAddress.plain(host, port), handler, clock);
    }

    /**
     * Opens the port and begins to answer.
     *
     * @throws UncheckedIOException around a {@link java.net.BindException} if the port is taken
     */
    public HttpServer(ServerAddress address, Handler handler, Clock clock) {
        this(address, handler, clock, INACTIVITY);
    }

    /**
     * Opens the port and begins to answer.
     *
     * @param inactivity how long a client may let a body rest that is on its way, before its connection is closed
     */
    HttpServer(ServerAddress address, Handler handler, Clock clock, Duration inactivity) {
        this(Responder.of(handler), address, clock, inactivity);
    }

    private HttpServer(Responder responder, ServerAddress address, Clock clock, Duration inactivity) {
        this.address = address;
        ExchangeHandler answers = new ExchangeHandler(responder, clock, inactivity);
        exchanges = new GracefulShutdownHandler(new HttpContinueReadHandler(answers));
        Undertow first = listen(
                Undertow.builder()
                        .setIoThreads(Math.max(2, Runtime.getRuntime().availableProcessors()))
                        .setWorkerOption(Options.WORKER_TASK_CORE_THREADS, THREADS_THAT_STAY)
                        .setWorkerOption(Options.WORKER_TASK_MAX_THREADS, MOST_THREADS),
                address.host(),
                address.port());
        listeners.add(first);
        this.port = ((InetSocketAddress) first.getListenerInfo().get(0).getAddress()).getPort();
        if (address.host().equals(LOOPBACK)) {
            listenToIpv6(first.getWorker());
        }
    }

    /**
     * Opens the port and begins to answer, each request as soon as its answer is there.
     *
     * @throws UncheckedIOException around a {@link java.net.BindException} if the port is taken
     */
    public static HttpServer answeringLater(ServerAddress address, Responder responder, Clock clock) {
        return new HttpServer(responder, address, clock, INACTIVITY);
    }

    /** Loads most of what a server needs, by one without a port. It only saves time: the first server is made sooner. */
    public static void prepare() {
        Undertow portless =
                Undertow.builder().setIoThreads(1).setWorkerThreads(1).build();
        portless.start();
        portless.stop();
    }

    /** The port that is open. */
    public int port() {
        return port;
    }

    /** Refuses new requests with the status 503. The result completes when everything in hand is answered. */
    public CompletableFuture<Void> drain() {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        exchanges.shutdown();
        exchanges.addShutdownListener(all -> answered.complete(null));
        return answered;
    }

    /** Closes the port. Requests in hand are cut off. */
    @Override
    public void close() {
        for (int i = listeners.size() - 1; i >= 0; i--) {
            listeners.get(i).stop();
        }
    }

    /** What URLs of this server begin with. */
    public String origin() {
        return address.origin(port);
    }

    private void listenToIpv6(XnioWorker threads) {
        try {
            listeners.add(listen(Undertow.builder().setWorker(threads), LOOPBACK_IPV6, port));
        } catch (UncheckedIOException noIpv6) {
            // A machine without IPv6 is served by IPv4 alone.
        }
    }

    private Undertow listen(Undertow.Builder builder, String host, int port) {
        @Nullable SSLContext tls = address.tls();
        Undertow.Builder listening =
                tls == null ? builder.addHttpListener(port, host) : builder.addHttpsListener(port, host, tls);
        Undertow listener = listening
                .setHandler(exchanges)
                .setServerOption(UndertowOptions.DECODE_URL, false)
                .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
                .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .setServerOption(UndertowOptions.MAX_HEADERS, MOST_HEADERS)
                .setServerOption(UndertowOptions.MAX_PARAMETERS, MOST_PARAMETERS)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, IDLE_CONNECTION_MILLIS)
                .setSocketOption(Options.KEEP_ALIVE, true)
                .build();
        try {
            listener.start();
        } catch (RuntimeException refused) {
            if (refused.getCause() instanceof IOException cannotBind) {
                throw new UncheckedIOException(cannotBind);
            }
            throw refused;
        }
        return listener;
    }
}
