package dev.nephelite.testing;

import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import dev.nephelite.blob.BlobEmulator;
import dev.nephelite.emulator.auth.AuthorizationOptions;
import dev.nephelite.emulator.auth.AuthorizationOptions.OAuthMode;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.service.StorageEnvironment;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.Accounts;
import dev.nephelite.queue.QueueEmulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Both emulators on one data folder of their own, on ports that the system chose. */
public final class Emulators implements AutoCloseable {
    private final SystemClock clock = new SystemClock();
    private final Path path;
    private final DataFolder folder;
    private final Store store;
    private final EventLog events;
    private final BlobEmulator blobs;
    private final QueueEmulator queues;

    public Emulators() {
        this(null, BlobEmulator.Features.NONE);
    }

    /** Emulators that speak HTTPS with the certificate of {@code tls}, or HTTP if it is null. */
    public Emulators(@Nullable SSLContext tls) {
        this(tls, BlobEmulator.Features.NONE);
    }

    /** Emulators of which more is switched on. */
    public Emulators(BlobEmulator.Features features) {
        this(null, features);
    }

    private Emulators(@Nullable SSLContext tls, BlobEmulator.Features features) {
        Ids ids = RandomIds.unseeded();
        try {
            path = Files.createTempDirectory("emulators");
            folder = DataFolder.open(path);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        store = Store.open(folder, Durability.PROCESS, Clocks.single(clock), RandomIds.seeded(1));
        events = new EventLog(store, ids);
        AuthorizationOptions authorizationOptions = new AuthorizationOptions(Accounts.DEVELOPMENT, OAuthMode.BASIC);
        blobs = new BlobEmulator(
                new StorageEnvironment(
                        new ServerAddress("127.0.0.1", 0, tls),
                        store,
                        events,
                        authorizationOptions,
                        Clocks.single(clock),
                        ids),
                features);
        queues = new QueueEmulator(new StorageEnvironment(
                new ServerAddress("127.0.0.1", 0, tls),
                store,
                events,
                authorizationOptions,
                Clocks.single(clock),
                ids));
    }

    public String connectionString() {
        Account account = Account.DEVELOPMENT;
        return "DefaultEndpointsProtocol=http;AccountName=%s;AccountKey=%s;BlobEndpoint=%s;QueueEndpoint=%s;"
                .formatted(
                        account.name(),
                        Base64.getEncoder().encodeToString(account.keys().get(0).bytes()),
                        blobs.endpoint(account.name()),
                        queues.endpoint(account.name()));
    }

    /** Where the Blob service is. */
    public String blobEndpoint() {
        return blobs.endpoint(Account.DEVELOPMENT.name());
    }

    /** A client of the Blob service as most applications have it. */
    public BlobServiceClient blobs() {
        return new BlobServiceClientBuilder()
                .connectionString(connectionString())
                .buildClient();
    }

    @Override
    public void close() {
        events.close();
        queues.close();
        blobs.close();
        store.close();
        clock.close();
        try {
            folder.close();
            delete();
        } catch (IOException undeletable) {
            throw new UncheckedIOException(undeletable);
        }
    }

    private void delete() throws IOException {
        List<Path> leavesFirst;
        try (Stream<Path> all = Files.walk(path)) {
            leavesFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : leavesFirst) {
            Files.delete(file);
        }
    }
}
