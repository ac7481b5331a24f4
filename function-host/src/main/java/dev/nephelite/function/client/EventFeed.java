package dev.nephelite.function.client;

import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.value.EventCursor;
import dev.nephelite.emulator.value.EventCursor.AfterEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The storage events of one server, as they happen. Only Nephelite offers this feed; with other servers, {@link
 * Subscriber#connected} is never called, and the feed tries again once a minute.
 *
 * <p>When a connection is lost, the feed connects again and begins where its cursor says. Subscribers are notified of each
 * new connection and of where it begins; they have to look for changes before that themselves.
 *
 * <p>Thread-safe. Connects when the first subscriber arrives.
 */
public final class EventFeed implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(EventFeed.class.getName());
    private static final Duration MIN_PAUSE = Duration.ofMillis(100);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(5);
    private static final Duration PAUSE_WITHOUT_FEED = Duration.ofMinutes(1);
    private static final Duration MIN_CONNECTION = Duration.ofSeconds(1);
    private static final Duration MAX_SILENCE = Duration.ofSeconds(30);

    private final HttpTransport http;
    private final String address;
    private final Supplier<EventCursor> cursor;
    private final Clock clock;
    private final Thread reader;
    private final Set<Subscriber> subscribers = new LinkedHashSet<>();
    private boolean connected;
    private volatile boolean closed;
    private @Nullable InputStream stream;

    /**
     * Guards itself and the two fields below. It is not the monitor of the feed, which is held while a subscriber handles an
     * event.
     */
    private final List<Waiter> waiters = new ArrayList<>();

    /** Subscribers have been notified of everything up to here. */
    private AfterEvent handled = EventCursor.START;

    /** Whether {@link #handled} is of the current connection. */
    private boolean reading;

    private volatile Instant lastReceivedAt = Instant.EPOCH;

    /** Touched by the reader only. */
    private boolean failed;

    /**
     * A feed that is not connected yet.
     *
     * @param baseUrl of the server, such as {@code http://127.0.0.1:10000}
     * @param cursor where to begin, called by the thread of the feed before each connection; a {@link
     *     RemoteStorageException} means that it is not known now
     */
    EventFeed(HttpTransport http, String baseUrl, Supplier<EventCursor> cursor, Clock clock) {
        this.http = http;
        this.address = baseUrl + EventCursor.STREAM_PATH + "?after=";
        this.cursor = cursor;
        this.clock = clock;
        reader = new Thread(this::run, "events of " + baseUrl);
        reader.setDaemon(true);
    }

    /** Notifies {@code subscriber} of every change from now on. */
    public synchronized Subscription subscribe(Subscriber subscriber) {
        subscribers.add(subscriber);
        if (connected) {
            subscriber.connected(lastHandled());
        } else if (reader.getState() == Thread.State.NEW && !closed) {
            reader.start();
        }
        return () -> unsubscribe(subscriber);
    }

    private synchronized void unsubscribe(Subscriber subscriber) {
        subscribers.remove(subscriber);
    }

    /** Ends all subscriptions and interrupts the subscriber that is being notified. */
    @Override
    public void close() {
        reader.interrupt();
        @Nullable InputStream open;
        synchronized (this) {
            closed = true;
            subscribers.clear();
            open = stream;
        }
        closeQuietly(open);
        reader.interrupt();
        completeHandled();
    }

    /**
     * The newest event of the server now. Empty if the server publishes no events or cannot be reached, and if the feed is
     * closed or has never had a subscriber.
     */
    CompletableFuture<Optional<AfterEvent>> newestEvent() {
        if (isClosed() || reader.getState() == Thread.State.NEW) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        URI newest = URI.create(address + EventCursor.LATEST + "&follow=false");
        return http.sendAsync(HttpTransport.Request.get(newest, StorageEndpoint.TIMEOUT))
                .handle((reply, unreachable) -> reply == null || !isFeed(reply.status(), reply.headers())
                        ? Optional.empty()
                        : Optional.of(startOf(reply.headers())));
    }

    /** Completes when the feed is connected and its subscribers have been notified of {@code event}, or it is closed. */
    CompletableFuture<Void> handled(AfterEvent event) {
        Waiter waiter = new Waiter(event, new CompletableFuture<>());
        synchronized (waiters) {
            waiters.add(waiter);
        }
        completeHandled();
        return waiter.done;
    }

    /** How many events up to {@code event} have not been handled. */
    long behind(AfterEvent event) {
        return Math.max(0, event.sequence() - lastHandled().sequence());
    }

    private AfterEvent lastHandled() {
        synchronized (waiters) {
            return handled;
        }
    }

    private void setHandled(AfterEvent event, boolean connectionLasts) {
        synchronized (waiters) {
            handled = event;
            reading = connectionLasts;
        }
    }

    private void completeHandled() {
        List<Waiter> complete = new ArrayList<>();
        synchronized (waiters) {
            waiters.removeIf(waiter -> {
                boolean done = closed || (reading && handled.sequence() >= waiter.event.sequence());
                return done && complete.add(waiter);
            });
        }
        complete.forEach(waiter -> waiter.done.complete(null));
    }

    private void run() {
        Duration pause = Duration.ZERO;
        try {
            while (!isClosed()) {
                Ending ending = attempt();
                switch (ending) {
                    case LOST -> pause = Duration.ZERO;
                    case UNREACHABLE -> pause = doubled(pause);
                    case NO_FEED -> pause = PAUSE_WITHOUT_FEED;
                }
                if (!pause.isZero()) {
                    notifyDisconnected();
                    clock.sleep(pause);
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Follows the feed once. After any failure, including one thrown by a subscriber, the feed is followed again after
     * a pause.
     */
    private Ending attempt() throws InterruptedException {
        try {
            return follow();
        } catch (RuntimeException | Error failure) {
            if (!failed) {
                LOG.log(
                        Level.WARNING,
                        failure,
                        () -> "Reading the events at " + address + " failed; it is tried again.");
            }
            failed = true;
            return Ending.UNREACHABLE;
        }
    }

    /** Connects and publishes events until the connection ends. */
    private Ending follow() throws InterruptedException {
        try {
            HttpTransport.OpenReply reply =
                    http.open(HttpTransport.Request.get(URI.create(address + cursor.get()), null));
            try (InputStream body = reply.content()) {
                if (!isFeed(reply.status(), reply.headers())) {
                    return Ending.NO_FEED;
                }
                return isClosed() ? Ending.UNREACHABLE : read(body, startOf(reply.headers()));
            }
        } catch (IOException | RemoteStorageException unreachable) {
            return Ending.UNREACHABLE;
        }
    }

    static boolean isFeed(int status, Headers headers) {
        @Nullable String type = headers.get("Content-Type");
        return status == 200 && type != null && type.startsWith("application/x-ndjson");
    }

    private static AfterEvent startOf(Headers headers) {
        @Nullable String after = headers.get("Nephelite-After");
        return after == null ? EventCursor.START : AfterEvent.parse(after);
    }

    private Ending read(InputStream body, AfterEvent start) {
        Instant opened = setStream(body);
        BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        Clock.Scheduled silenceCheck = closeWhenSilent(body);
        boolean begun = false;
        try {
            for (String line = lines.readLine(); line != null && !isClosed(); line = lines.readLine()) {
                lastReceivedAt = clock.now();
                if (!begun) {
                    begin(start);
                    begun = true;
                }
                publish(line);
                completeHandled();
                failed = false;
            }
        } catch (IOException ignored) {
            // A lost connection ends like one that the server closed.
        } finally {
            silenceCheck.cancel();
            setHandled(lastHandled(), false);
        }
        boolean lasted = !clock.now().isBefore(opened.plus(MIN_CONNECTION));
        return lasted ? Ending.LOST : Ending.UNREACHABLE;
    }

    private synchronized Instant setStream(InputStream body) {
        stream = body;
        lastReceivedAt = clock.now();
        return lastReceivedAt;
    }

    /** The first line shows that the feed has begun. */
    private synchronized void begin(AfterEvent start) {
        if (!closed) {
            connected = true;
            subscribers.forEach(subscriber -> subscriber.connected(start));
            setHandled(start, true);
        }
    }

    /** Each line is an event or, if empty, a heartbeat. */
    private synchronized void publish(String line) throws IOException {
        if (!line.isEmpty()) {
            StorageEvent event = StorageEvent.parse(line);
            subscribers.forEach(subscriber -> subscriber.changed(event));
            setHandled(event.position(), true);
        }
    }

    private synchronized void notifyDisconnected() {
        if (connected) {
            connected = false;
            subscribers.forEach(Subscriber::disconnected);
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** A server that vanishes may leave the connection open, so a connection without heartbeats is closed. */
    private Clock.Scheduled closeWhenSilent(InputStream body) {
        return new Clock.Scheduled() {
            private Clock.Scheduled next = clock.schedule(MAX_SILENCE, this::check);
            private boolean cancelled;

            private synchronized void check() {
                if (cancelled) {
                    return;
                }
                if (Duration.between(lastReceivedAt, clock.now()).compareTo(MAX_SILENCE) >= 0) {
                    closeQuietly(body);
                } else {
                    next = clock.schedule(MAX_SILENCE, this::check);
                }
            }

            @Override
            public synchronized void cancel() {
                cancelled = true;
                next.cancel();
            }
        };
    }

    private static void closeQuietly(@Nullable InputStream open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException ignored) {
            // It is closed either way.
        }
    }

    private static Duration doubled(Duration pause) {
        Duration next = pause.isZero() ? MIN_PAUSE : pause.multipliedBy(2);
        return next.compareTo(MAX_PAUSE) < 0 ? next : MAX_PAUSE;
    }

    /** How a connection ended. */
    private enum Ending {
        /** It lasted for a while, so the next attempt follows at once. */
        LOST,
        UNREACHABLE,
        NO_FEED
    }

    /** An active subscription. */
    public interface Subscription extends AutoCloseable {
        /** Ends the subscription. */
        @Override
        void close();
    }

    /** Receives the changes of a storage account. Called by one thread at a time; must not block. */
    public interface Subscriber {
        /**
         * Every change after {@code start} is published from now on. Earlier changes have to be looked for.
         *
         * @param start differs from the cursor of the feed if the log no longer contains that
         */
        void connected(EventCursor start);

        /** Changes may be missed from now on. Not called before the first {@link #connected}. */
        void disconnected();

        void changed(StorageEvent event);
    }

    /** Waits until the subscribers have been notified of an event. */
    private record Waiter(AfterEvent event, CompletableFuture<Void> done) {}
}
