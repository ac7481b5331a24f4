package dev.nephelite.function.client;

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
 * What changes on one storage server, told as it happens. Other servers than ours have no such feed; then nobody is ever
 * told to be {@link Subscriber#connected}, and the server is asked again only seldom.
 *
 * <p>After a connection was lost the feed goes on where its {@link Cursor} says. Subscribers are told again that they are
 * connected; those who were not told of everything look for themselves.
 *
 * <p>Safe for concurrent use. Connects when it has its first subscriber.
 */
public final class EventFeed implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(EventFeed.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration PAUSE_WITHOUT_FEED = Duration.ofMinutes(1);
    private static final Duration SHORTEST_CONNECTION = Duration.ofSeconds(1);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final String address;
    private final Cursor place;
    private final Clock clock;
    private final Thread reader;
    private final Set<Subscriber> subscribers = new LinkedHashSet<>();
    private boolean connected;
    private boolean closed;
    private @Nullable InputStream stream;
    private volatile Instant lastHeard = Instant.EPOCH;

    /** Touched by the reader only. */
    private boolean failed;

    /**
     * A feed that is not connected.
     *
     * @param origin of the server, such as {@code http://127.0.0.1:10000}
     */
    EventFeed(HttpClient http, String origin, Cursor place, Clock clock) {
        this.http = http;
        this.address = origin + "/_nephelite/events?after=";
        this.place = place;
        this.clock = clock;
        reader = new Thread(this::run, "events of " + origin);
        reader.setDaemon(true);
    }

    /** Tells {@code subscriber} every change from now on. */
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

    /** Tells nobody anything any more, and interrupts whoever is just being told. */
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
                    case UNREACHABLE -> pause = longer(pause);
                    case NO_FEED -> pause = PAUSE_WITHOUT_FEED;
                }
                if (!pause.isZero()) {
                    tellDisconnected();
                    clock.sleep(pause);
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever goes wrong, a subscriber's own failure included, the feed is followed again after a while. */
    private Ending attempt() throws InterruptedException {
        try {
            return follow();
        } catch (RuntimeException | Error failure) {
            if (!failed) {
                LOG.log(Level.WARNING, failure, () -> "The events at " + address + " are read again after a failure.");
            }
            failed = true;
            return Ending.UNREACHABLE;
        }
    }

    /** Connects and tells what comes, until nothing comes any more. */
    private Ending follow() throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(address + place.after())).build();
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                String type = response.headers().firstValue("Content-Type").orElse("");
                if (response.statusCode() != 200 || !type.startsWith("application/x-ndjson")) {
                    return Ending.NO_FEED;
                }
                response.headers().firstValue("Nephelite-After").ifPresent(place::begins);
                return isClosed() ? Ending.UNREACHABLE : read(body);
            }
        } catch (IOException | RemoteStorageException unreachable) {
            return Ending.UNREACHABLE;
        }
    }

    private Ending read(InputStream body) {
        Instant opened = setStream(body);
        BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        Clock.Scheduled watch = watchSilence(body);
        boolean begun = false;
        try {
            for (String line = lines.readLine(); line != null && !isClosed(); line = lines.readLine()) {
                lastHeard = clock.now();
                tell(line, !begun);
                begun = true;
                failed = false;
            }
        } catch (IOException lost) {
            // The server went away or never spoke; how it ended makes no difference.
        } finally {
            watch.cancel();
        }
        boolean lasted = !clock.now().isBefore(opened.plus(SHORTEST_CONNECTION));
        return lasted ? Ending.LOST : Ending.UNREACHABLE;
    }

    private synchronized Instant setStream(InputStream body) {
        stream = body;
        lastHeard = clock.now();
        return lastHeard;
    }

    /** Each line is a change or, when it is empty, a sign of life; the first is the sign that the feed has begun. */
    private synchronized void tell(String line, boolean first) throws IOException {
        if (first && !closed) {
            connected = true;
            subscribers.forEach(Subscriber::connected);
        }
        if (!line.isEmpty()) {
            StorageEvent event = StorageEvent.parse(line);
            subscribers.forEach(subscriber -> subscriber.changed(event));
        }
    }

    private synchronized void tellDisconnected() {
        if (connected) {
            connected = false;
            subscribers.forEach(Subscriber::disconnected);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** A server that is gone without a word leaves the connection open; its silence gives it away. */
    private Clock.Scheduled watchSilence(InputStream body) {
        return new Clock.Scheduled() {
            private Clock.Scheduled next = clock.schedule(LONGEST_SILENCE, this::look);
            private boolean cancelled;

            private synchronized void look() {
                if (cancelled) {
                    return;
                }
                if (Duration.between(lastHeard, clock.now()).compareTo(LONGEST_SILENCE) >= 0) {
                    closeQuietly(body);
                } else {
                    next = clock.schedule(LONGEST_SILENCE, this::look);
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
        } catch (IOException alreadyGone) {
            // Gone is what it should be.
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private enum Ending {
        /** It lasted for a while, so the next attempt can follow at once. */
        LOST,
        UNREACHABLE,
        NO_FEED
    }

    /** Being told. */
    public interface Subscription extends AutoCloseable {
        /** Tells nothing more. */
        @Override
        void close();
    }

    /** Hears what changes in a storage account. Called by one thread at a time, which must not be made to wait. */
    public interface Subscriber {
        /** From now on every change is told. What changed earlier has to be looked for. */
        void connected();

        /** From now on changes may go untold. Not called before the first {@link #connected}. */
        void disconnected();

        void changed(StorageEvent event);
    }

    /**
     * Where a feed goes on in the log of its server, each time it connects. Called by the thread of the feed.
     */
    public interface Cursor {
        /** Only what happens from now on, for those who look for themselves when they have missed something. */
        Cursor LATEST = new Cursor() {
            @Override
            public String after() {
                return "latest";
            }

            @Override
            public void begins(String place) {}
        };

        /**
         * What to ask the server for: the {@link StorageEvent#place} of the last event that is known, a moment, or {@code latest}.
         *
         * @throws RemoteStorageException if that cannot be told now; the feed tries again later
         */
        String after();

        /**
         * Tells where the server really begins.
         *
         * @param place another one than was asked for, when the log of the server does not know that
         */
        void begins(String place);
    }
}
