package dev.nephelite.function.trigger;

import dev.nephelite.blob.BlobEmulator;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.Accounts;
import dev.nephelite.queue.QueueEmulator;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;

/** The real emulators, in memory and on a clock that we hold. */
final class RunningStorage implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    final ManualClock clock = new ManualClock(NOON);

    private final Store store = Store.inMemory(clock);
    private final EventLog events = new EventLog(store, RandomIds.seeded(1));
    private BlobEmulator blobs = blobs(0);
    private final QueueEmulator queues =
            new QueueEmulator("127.0.0.1", 0, store, events, Accounts.DEVELOPMENT, clock, RandomIds.seeded(2));

    private BlobEmulator blobs(int port) {
        return new BlobEmulator("127.0.0.1", port, store, events, Accounts.DEVELOPMENT, clock, RandomIds.seeded(4));
    }

    /** Lets nobody reach the blobs until what is returned is run. */
    Runnable stopBlobs() {
        int port = URI.create(blobEndpoint()).getPort();
        blobs.close();
        return () -> blobs = blobs(port);
    }

    String blobEndpoint() {
        return blobs.endpoint(Account.DEVELOPMENT.name());
    }

    String queueEndpoint() {
        return queues.endpoint(Account.DEVELOPMENT.name());
    }

    String connectionString() {
        return connectionString(blobEndpoint(), queueEndpoint());
    }

    /** How the account is reached when its services are elsewhere. */
    static String connectionString(String blobEndpoint, String queueEndpoint) {
        byte[] key = Account.DEVELOPMENT.keys().get(0).bytes();
        return "AccountName=%s;AccountKey=%s;BlobEndpoint=%s;QueueEndpoint=%s"
                .formatted(
                        Account.DEVELOPMENT.name(),
                        Base64.getEncoder().encodeToString(key),
                        blobEndpoint,
                        queueEndpoint);
    }

    @Override
    public void close() {
        events.close();
        blobs.close();
        queues.close();
        store.close();
    }
}
