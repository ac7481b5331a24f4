package dev.nephelite.function.client;

import dev.nephelite.emulator.http.AdminPaths;
import dev.nephelite.emulator.time.Clock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The storage events of one server, as they happen. Only Nephelite offers this feed; with other servers, {@link
 * Subscriber#connected} is never called, and the feed tries again once a minute.
 *
 * <p>When a connection is lost, the feed resumes at its {@link Cursor}. Subscribers are notified of each new connection;
 * those whose cursor does not resume have to look for missed changes themselves.
 *
 * <p>Safe for concurrent use. Connects when the first subscriber arrives.
 */
public final class EventFeed implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(EventFeed.class.getName());
    private static final Duration MIN_PAUSE = Duration.ofMillis(100);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(5);
    private static final Duration PAUSE_WITHOUT_FEED = Duration.ofMinutes(1);
    private static final Duration MIN_CONNECTION = Duration.ofSeconds(1);
    private static final Duration MAX_SILENCE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final String address;
    private final Cursor cursor;
    private final Clock clock;
    private final Thread reader;
    private final Set<Subscriber> subscribers = new LinkedHashSet<>();
    private boolean connected;
    private boolean closed;
    private @Nullable InputStream stream;
    private volatile Instant lastReceivedAt = Instant.EPOCH;

    /** Touched by the reader only. */
    private boolean failed;

    /**
     * A feed that is not connected yet.
     *
     * @param baseUrl of the server, such as {@code http://127.0.0.1:10000}
     */
    EventFeed(HttpClient http, String baseUrl, Cursor cursor, Clock clock) {
        this.http = http;
        this.address = baseUrl + AdminPaths.EVENTS + "?after=";
        this.cursor = cursor;
        this.clock = clock;
        reader = new Thread(this::run, "events of " + baseUrl);
        reader.setDaemon(true);
    }

    /** Notifies {@code subscriber} of every change from now on. */
    public synchronized Subscription subscribe(Subscriber subscriber) {
        subscribers.add(subscriber);
        if (connected) {
            subscriber.connected();
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
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(address + cursor.after())).build();
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                String type = response.headers().firstValue("Content-Type").orElse("");
                if (response.statusCode() != 200 || !type.startsWith("application/x-ndjson")) {
                    return Ending.NO_FEED;
                }
                response.headers().firstValue("Nephelite-After").ifPresent(cursor::startedAt);
                return isClosed() ? Ending.UNREACHABLE : read(body);
            }
        } catch (IOException | RemoteStorageException unreachable) {
            return Ending.UNREACHABLE;
        }
    }

    private Ending read(InputStream body) {
        Instant opened = setStream(body);
        BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        Clock.Scheduled silenceCheck = closeWhenSilent(body);
        boolean begun = false;
        try {
            for (String line = lines.readLine(); line != null && !isClosed(); line = lines.readLine()) {
                lastReceivedAt = clock.now();
                publish(line, !begun);
                begun = true;
                failed = false;
            }
        } catch (IOException ignored) {
            // A lost connection ends like one that the server closed.
        } finally {
            silenceCheck.cancel();
        }
        boolean lasted = !clock.now().isBefore(opened.plus(MIN_CONNECTION));
        return lasted ? Ending.LOST : Ending.UNREACHABLE;
    }

    private synchronized Instant setStream(InputStream body) {
        stream = body;
        lastReceivedAt = clock.now();
        return lastReceivedAt;
    }

    /** Each line is an event or, if empty, a heartbeat. The first line shows that the feed has begun. */
    private synchronized void publish(String line, boolean first) throws IOException {
        if (first && !closed) {
            connected = true;
            subscribers.forEach(Subscriber::connected);
        }
        if (!line.isEmpty()) {
            StorageEvent event = StorageEvent.parse(line);
            subscribers.forEach(subscriber -> subscriber.changed(event));
        }
    }

    private synchronized void notifyDisconnected() {
        if (connected) {
            connected = false;
            subscribers.forEach(Subscriber::disconnected);
        }
    }

    private synchronized boolean isClosed() {
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
        /** Every change from now on is published. Earlier changes have to be looked for. */
        void connected();

        /** Changes may be missed from now on. Not called before the first {@link #connected}. */
        void disconnected();

        void changed(StorageEvent event);
    }

    /** Where a feed resumes in the event log of its server each time it connects. Called by the thread of the feed. */
    public interface Cursor {
        /** Only new events, for subscribers that look for missed changes themselves. */
        Cursor LATEST = new Cursor() {
            @Override
            public String after() {
                return "latest";
            }

            @Override
            public void startedAt(String position) {}
        };

        /**
         * The position to ask for: the {@link StorageEvent#position} of the last known event, a time, or {@code
         * latest}.
         *
         * @throws RemoteStorageException if the position cannot be read now; the feed tries again later
         */
        String after();

        /**
         * The position at which the server actually started.
         *
         * @param position differs from the requested one if the log no longer contains that
         */
        void startedAt(String position);
    }
}
