package dev.nephelite.function.client;

import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.value.ConnectionString;
import dev.nephelite.emulator.value.EventCursor;
import dev.nephelite.emulator.value.EventCursor.AfterEvent;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The storage accounts that an app connects to. Settings with the same connection string share one account, and all
 * accounts on one server share its event feed. Thread-safe.
 */
public final class StorageAccounts implements AutoCloseable {
    /** What function hosts call themselves in the header {@code User-Agent} of their requests. */
    public static final String USER_AGENT = "Nephelite-FunctionHost";

    private final AppSettings appSettings;
    private final Clocks clocks;
    private final HttpTransport http;
    private final Map<String, StorageAccount> accounts = new ConcurrentHashMap<>();
    private final Map<String, EventFeed> feeds = new ConcurrentHashMap<>();
    private final Set<EventFeed> resumingFeeds = ConcurrentHashMap.newKeySet();

    /**
     * The accounts in {@code appSettings}.
     *
     * @param tls decides which servers are trusted over HTTPS; null for those that the JDK trusts
     */
    public StorageAccounts(AppSettings appSettings, Clocks clocks, @Nullable SSLContext tls) {
        this.appSettings = appSettings;
        this.clocks = clocks;
        http = new PooledHttpTransport(StorageEndpoint.TIMEOUT, new JdkHttpTransport(tls));
    }

    /**
     * The account of a binding's {@code connection}. Does not contact the server.
     *
     * @param connection the name of a setting, with or without the prefix {@code AzureWebJobs}; null or empty for
     *     {@code AzureWebJobsStorage}
     * @throws InvalidAppException if the setting does not exist or is not a connection string
     */
    public StorageAccount account(@Nullable String connection) {
        String text = appSettings.connection(connection);
        return accounts.computeIfAbsent(text, unknown -> open(connection, text));
    }

    private StorageAccount open(@Nullable String connection, String text) {
        try {
            return new StorageAccount(this, ConnectionString.parse(text), clocks.cloud());
        } catch (IllegalArgumentException refused) {
            String name = connection == null || connection.isBlank() ? "AzureWebJobsStorage" : connection;
            throw new InvalidAppException(
                    "The setting behind '" + name + "' is not a valid " + refused.getMessage() + ".", refused);
        }
    }

    StorageEndpoint endpoint(ConnectionString connection, URI address) {
        return new StorageEndpoint(http, connection, address, clocks.machine());
    }

    /**
     * An Event Grid topic.
     *
     * @param key its access key, or null for a topic that needs none
     */
    public EventGridTopic topic(URI endpoint, @Nullable String key) {
        return new EventGridTopic(http, endpoint, key);
    }

    EventFeed events(URI endpoint) {
        return feeds.computeIfAbsent(
                baseUrl(endpoint), url -> new EventFeed(http, url, () -> EventCursor.LATEST, clocks.machine()));
    }

    EventFeed events(URI endpoint, Supplier<EventCursor> cursor) {
        EventFeed feed = new EventFeed(http, baseUrl(endpoint), cursor, clocks.machine());
        resumingFeeds.removeIf(EventFeed::isClosed);
        resumingFeeds.add(feed);
        return feed;
    }

    /** The newest event of each server whose events are read now, by feed. Servers without an event stream are left out. */
    public CompletableFuture<Map<EventFeed, AfterEvent>> newestEvents() {
        Map<EventFeed, AfterEvent> newest = new ConcurrentHashMap<>();
        return CompletableFuture.allOf(Stream.concat(feeds.values().stream(), resumingFeeds.stream())
                        .map(feed -> feed.newestEvent()
                                .thenAccept(event -> event.ifPresent(position -> newest.put(feed, position))))
                        .toArray(CompletableFuture[]::new))
                .thenApply(all -> newest);
    }

    /** Completes with {@link #newestEvents} when the subscribers of each feed have been notified of them. */
    public CompletableFuture<Map<EventFeed, AfterEvent>> newestEventsHandled() {
        return newestEvents().thenCompose(newest -> CompletableFuture.allOf(newest.entrySet().stream()
                        .map(entry -> entry.getKey().handled(entry.getValue()))
                        .toArray(CompletableFuture[]::new))
                .thenApply(all -> newest));
    }

    /**
     * The events of a server that are still in its log, the oldest first; none if the server has no log.
     *
     * @param text only events that contain it, in Latin letters, digits and hyphens
     */
    List<StorageEvent> history(URI endpoint, String text) {
        URI all = URI.create(baseUrl(endpoint) + EventCursor.STREAM_PATH + "?follow=false&after=" + EventCursor.START);
        List<StorageEvent> events = new ArrayList<>();
        try {
            HttpTransport.OpenReply reply = http.open(HttpTransport.Request.get(all, StorageEndpoint.TIMEOUT));
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(reply.content(), StandardCharsets.UTF_8))) {
                boolean isLog = EventFeed.isFeed(reply.status(), reply.headers());
                for (String line = lines.readLine(); isLog && line != null; line = lines.readLine()) {
                    if (!line.isEmpty() && line.contains(text)) {
                        events.add(StorageEvent.parse(line));
                    }
                }
            }
        } catch (IOException unreachable) {
            throw new RemoteStorageException("The events of " + baseUrl(endpoint) + " cannot be read.", unreachable);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return events;
    }

    /** How many events the servers have published that their subscribers have not handled yet. */
    public long eventsBehind() {
        return newestEvents().join().entrySet().stream()
                .mapToLong(newest -> newest.getKey().behind(newest.getValue()))
                .sum();
    }

    private static String baseUrl(URI endpoint) {
        return endpoint.getScheme() + "://" + endpoint.getRawAuthority();
    }

    /** Closes all shared event feeds and idle connections. */
    @Override
    public void close() {
        feeds.values().forEach(EventFeed::close);
        http.close();
    }
}
