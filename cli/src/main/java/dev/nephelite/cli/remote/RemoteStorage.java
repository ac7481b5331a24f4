package dev.nephelite.cli.remote;

import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.client.StorageAccount;
import dev.nephelite.function.client.StorageAccounts;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The storage of a running program, for commands that read and write it as any client does. */
public final class RemoteStorage implements AutoCloseable {
    private final SystemClock clock = new SystemClock();
    private final StorageAccounts accounts;

    /**
     * Connects to nothing yet.
     *
     * @param trusted trusts the certificate of the services; null where the JDK does, or where they speak plain HTTP
     */
    public RemoteStorage(String connectionString, @Nullable SSLContext trusted) {
        AppSettings settings =
                AppSettings.of(Map.of(), Map.of(ClientEnvironment.CONNECTION_STRING, connectionString), Map.of());
        accounts = new StorageAccounts(settings, Clocks.single(clock), trusted);
    }

    public BlobClient blobs() {
        return account().blobs();
    }

    public QueueClient queues() {
        return account().queues();
    }

    /** The account that has both. */
    public StorageAccount account() {
        return accounts.account(ClientEnvironment.CONNECTION_STRING);
    }

    @Override
    public void close() {
        accounts.close();
        clock.close();
    }
}
