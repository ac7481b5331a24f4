package dev.nephelite.emulator.http;

import dev.nephelite.emulator.time.Clock;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.server.handlers.HttpContinueReadHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.xnio.XnioWorker;

/**
 * A web server on this machine, from construction until {@link #close}.
 *
 * <p>A loopback address is served in both its forms, IPv4 and IPv6, for {@code localhost} may mean either.
 */
public final class HttpServer implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String LOOPBACK_IPV6 = "::1";
    private static final int WORKER_THREADS = 128;

    private final GracefulShutdownHandler exchanges;
    private final List<Undertow> listeners = new ArrayList<>();
    private final int port;

    /**
     * Opens the port and begins to answer.
     *
     * @param host address to bind
     * @param port TCP port to bind, or 0 for any free one, see {@link #port}
     * @throws UncheckedIOException around a {@link java.net.BindException} if the port is taken
     */
    public HttpServer(String host, int port, Handler handler, Clock clock) {
        BlockingHandler blocking = new BlockingHandler(new ExchangeHandler(handler, clock));
        exchanges = new GracefulShutdownHandler(new HttpContinueReadHandler(blocking));
        Undertow first = listen(
                Undertow.builder()
                        .setIoThreads(Math.max(2, Runtime.getRuntime().availableProcessors()))
                        .setWorkerThreads(WORKER_THREADS),
                host,
                port);
        listeners.add(first);
        this.port = ((InetSocketAddress) first.getListenerInfo().get(0).getAddress()).getPort();
        if (host.equals(LOOPBACK)) {
            listenToIpv6(first.getWorker());
        }
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

    private void listenToIpv6(XnioWorker threads) {
        try {
            listeners.add(listen(Undertow.builder().setWorker(threads), LOOPBACK_IPV6, port));
        } catch (UncheckedIOException noIpv6) {
            // A machine without IPv6 is served by IPv4 alone.
        }
    }

    private Undertow listen(Undertow.Builder builder, String host, int port) {
        Undertow listener = builder.addHttpListener(port, host)
                .setHandler(exchanges)
                .setServerOption(UndertowOptions.DECODE_URL, false)
                .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
                .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
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
