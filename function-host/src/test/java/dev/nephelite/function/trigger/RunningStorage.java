package dev.nephelite.function.trigger;

import dev.nephelite.blob.BlobEmulator;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.time.Clocks;
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

    final ManualClock clock;

    private final Store store;
    private final EventLog events;
    private BlobEmulator blobs;
    private final QueueEmulator queues;

    RunningStorage() {
        this(new ManualClock(NOON), 0, 0);
    }

    private RunningStorage(ManualClock clock, int blobPort, int queuePort) {
        this.clock = clock;
        store = Store.inMemory(clock);
        events = new EventLog(store, RandomIds.unseeded());
        blobs = blobs(blobPort);
        queues = new QueueEmulator(
                "127.0.0.1", queuePort, store, events, Accounts.DEVELOPMENT, Clocks.single(clock), RandomIds.seeded(2));
    }

    /** Closes these and starts others in their place, which know nothing of what was. */
    RunningStorage restart() {
        close();
        return new RunningStorage(
                clock,
                URI.create(blobEndpoint()).getPort(),
                URI.create(queueEndpoint()).getPort());
    }

    private BlobEmulator blobs(int port) {
        return new BlobEmulator(
                "127.0.0.1", port, store, events, Accounts.DEVELOPMENT, Clocks.single(clock), RandomIds.seeded(4));
    }

    /** Makes the Blob service unreachable until the result is run. */
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
