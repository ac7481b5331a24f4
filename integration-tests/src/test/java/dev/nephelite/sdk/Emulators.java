package dev.nephelite.sdk;

import dev.nephelite.blob.BlobEmulator;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.Accounts;
import dev.nephelite.queue.QueueEmulator;
import java.util.Base64;

/** Both emulators on one store in memory, on ports that the system chose. */
public final class Emulators implements AutoCloseable {
    private final SystemClock clock = new SystemClock();
    private final Ids ids = RandomIds.unseeded();
    private final Store store = Store.inMemory(clock);
    private final EventLog events = new EventLog(store, ids);
    private final BlobEmulator blobs =
            new BlobEmulator("127.0.0.1", 0, store, events, Accounts.DEVELOPMENT, clock, ids);
    private final QueueEmulator queues =
            new QueueEmulator("127.0.0.1", 0, store, events, Accounts.DEVELOPMENT, clock, ids);

    public String connectionString() {
        Account account = Account.DEVELOPMENT;
        return "DefaultEndpointsProtocol=http;AccountName=%s;AccountKey=%s;BlobEndpoint=%s;QueueEndpoint=%s;"
                .formatted(
                        account.name(),
                        Base64.getEncoder().encodeToString(account.keys().get(0).bytes()),
                        blobs.endpoint(account.name()),
                        queues.endpoint(account.name()));
    }

    @Override
    public void close() {
        events.close();
        queues.close();
        blobs.close();
        store.close();
        clock.close();
    }
}
