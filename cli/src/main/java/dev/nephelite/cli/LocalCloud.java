package dev.nephelite.cli;

import dev.nephelite.blob.BlobEmulator;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.store.DataFolder;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.Accounts;
import dev.nephelite.queue.QueueEmulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.function.IntFunction;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The storage emulators on one data folder, wired together; from construction until {@link #close}. */
final class LocalCloud implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LocalCloud.class.getName());
    private static final String LOOPBACK = "127.0.0.1";

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Account account;
    private final BlobEmulator blobs;
    private final QueueEmulator queues;

    /**
     * Starts all services, or, when one cannot start, none.
     *
     * @throws PortTakenException if a port is in use
     * @throws dev.nephelite.emulator.store.DataFolderException if the data folder cannot be used
     */
    LocalCloud(CloudOptions options, Accounts accounts, Clock clock, Ids ids) throws IOException {
        account = accounts.all().iterator().next();
        try {
            DataFolder folder = opened(DataFolder.open(options.location()));
            Store store = opened(Store.open(folder, clock));
            EventLog events = opened(new EventLog(store, ids));
            blobs = opened(onPort(
                    "Blob service",
                    options.blobPort(),
                    "--blob-port",
                    port -> new BlobEmulator(LOOPBACK, port, store, events, accounts, clock, ids)));
            queues = opened(onPort(
                    "Queue service",
                    options.queuePort(),
                    "--queue-port",
                    port -> new QueueEmulator(LOOPBACK, port, store, events, accounts, clock, ids)));
            // Ends the streams first: a server that closes waits for nobody who follows one.
            parts.push(events);
        } catch (IOException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    String blobEndpoint() {
        return blobs.endpoint(account.name());
    }

    String queueEndpoint() {
        return queues.endpoint(account.name());
    }

    /** What clients need to use the first account. */
    String connectionString() {
        String key = Base64.getEncoder().encodeToString(account.keys().get(0).bytes());
        return "DefaultEndpointsProtocol=http;AccountName=%s;AccountKey=%s;BlobEndpoint=%s;QueueEndpoint=%s;"
                .formatted(account.name(), key, blobEndpoint(), queueEndpoint());
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception closingTheOthersMattersMore) {
                LOG.log(Level.WARNING, "cannot close " + part, closingTheOthersMattersMore);
            }
        }
    }

    /** Runs {@code service}, telling a port that is taken from everything else. */
    static <T> T onPort(String purpose, int port, String option, IntFunction<T> service) {
        try {
            return service.apply(port);
        } catch (UncheckedIOException cannotBind) {
            throw new PortTakenException(purpose, port, option, cannotBind);
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }
}
