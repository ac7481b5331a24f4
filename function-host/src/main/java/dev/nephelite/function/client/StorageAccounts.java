package dev.nephelite.function.client;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.function.app.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The storage accounts that the connections of an app name. Two names with one connection string are one account, and
 * all accounts on one server share its event feed. Safe for concurrent use.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class StorageAccounts implements AutoCloseable {
    public StorageAccounts(Settings settings, Clock clock) {}

    /**
     * Returns the account behind a binding's {@code connection}. Does not ask the server anything.
     *
     * @param connection the name of a setting, with or without {@code AzureWebJobs} in front; null or empty for the app's
     *     own storage
     * @throws dev.nephelite.function.app.InvalidAppException if there is no such setting, or it is no connection string
     */
    public StorageAccount account(@Nullable String connection) {
        throw new UnsupportedOperationException();
    }

    /** Ends all event feeds. */
    @Override
    public void close() {}
}
