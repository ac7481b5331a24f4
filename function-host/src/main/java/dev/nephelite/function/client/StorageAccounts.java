package dev.nephelite.function.client;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.value.ConnectionString;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The storage accounts that the connections of an app name. Two names with one connection string are one account, and
 * all accounts on one server share its event feed. Safe for concurrent use.
 */
public final class StorageAccounts implements AutoCloseable {
    private final AppSettings appSettings;
    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final PlainHttp plain = new PlainHttp(Endpoint.TIMEOUT);
    private final Map<String, StorageAccount> accounts = new ConcurrentHashMap<>();
    private final Map<String, EventFeed> feeds = new ConcurrentHashMap<>();

    public StorageAccounts(AppSettings appSettings, Clock clock) {
        this.appSettings = appSettings;
        this.clock = clock;
    }

    /**
     * Returns the account behind a binding's {@code connection}. Does not ask the server anything.
     *
     * @param connection the name of a setting, with or without {@code AzureWebJobs} in front; null or empty for the app's
     *     own storage
     * @throws InvalidAppException if there is no such setting, or it is no connection string
     */
    public StorageAccount account(@Nullable String connection) {
        String text = appSettings.connection(connection);
        return accounts.computeIfAbsent(text, unknown -> open(connection, text));
    }

    private StorageAccount open(@Nullable String connection, String text) {
        try {
            return new StorageAccount(this, ConnectionString.parse(text), clock);
        } catch (IllegalArgumentException refused) {
            String name = connection == null || connection.isBlank() ? "AzureWebJobsStorage" : connection;
            throw new InvalidAppException("The setting behind '" + name + "' is no " + refused.getMessage(), refused);
        }
    }

    Endpoint endpoint(ConnectionString connection, URI address) {
        return new Endpoint(http, plain, connection, address, clock);
    }

    /**
     * Returns a topic of Event Grid, which is no account but is reached in the same way.
     *
     * @param key its access key, or null for a topic that asks for none
     */
    public EventGridTopic topic(URI endpoint, @Nullable String key) {
        return new EventGridTopic(http, endpoint, key);
    }

    EventFeed events(URI endpoint) {
        return feeds.computeIfAbsent(
                origin(endpoint), origin -> new EventFeed(http, origin, EventFeed.Cursor.LATEST, clock));
    }

    EventFeed events(URI endpoint, EventFeed.Cursor place) {
        return new EventFeed(http, origin(endpoint), place, clock);
    }

    private static String origin(URI endpoint) {
        return endpoint.getScheme() + "://" + endpoint.getRawAuthority();
    }

    /** Ends all event feeds, and the connections that nobody uses. */
    @Override
    public void close() {
        feeds.values().forEach(EventFeed::close);
        plain.close();
    }
}
