package dev.nephelite.cloud;

import dev.nephelite.blob.BlobEmulator;
import dev.nephelite.cloud.archive.Export;
import dev.nephelite.cloud.archive.ExportSummary;
import dev.nephelite.cloud.snapshot.CloudSnapshots;
import dev.nephelite.emulator.auth.AuthorizationOptions;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.http.fault.FaultInjector;
import dev.nephelite.emulator.http.server.ServerThreads;
import dev.nephelite.emulator.service.RequestObserver;
import dev.nephelite.emulator.service.StorageEnvironment;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.DataFolderException;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.store.snapshot.SnapshotName;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.value.Account;
import dev.nephelite.emulator.value.Accounts;
import dev.nephelite.queue.QueueEmulator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The Blob and the Queue service on one store, from {@link #open} until {@link #close}. */
final class LocalStorage implements AutoCloseable {
    private static final String SNAPSHOT_LOADED = "Nephelite.SnapshotLoaded";

    private final Closer closer;
    private final @Nullable DataFolder folder;
    private final StartOutcome start;
    private final Accounts accounts;
    private final Store store;
    private final EventLog events;
    private final BlobEmulator blobs;
    private final QueueEmulator queues;

    private LocalStorage(
            Closer closer,
            @Nullable DataFolder folder,
            StartOutcome start,
            Accounts accounts,
            Store store,
            EventLog events,
            BlobEmulator blobs,
            QueueEmulator queues) {
        this.closer = closer;
        this.folder = folder;
        this.start = start;
        this.accounts = accounts;
        this.store = store;
        this.events = events;
        this.blobs = blobs;
        this.queues = queues;
    }

    /**
     * How the services run.
     *
     * @param location the data folder, or null to store everything in memory
     */
    record Options(
            @Nullable Path location,
            Durability durability,
            ServerAddress blob,
            ServerAddress queue,
            @Nullable ServerThreads threads,
            AuthorizationOptions authorization,
            FaultInjector faults,
            RequestObserver requests,
            BlobEmulator.Features features,
            Clocks clocks,
            Ids ids) {}

    /** Opens everything or, if a part cannot be opened, nothing. */
    static LocalStorage open(Options options) {
        BindAddresses.require(CloudService.BLOB, options.blob().host());
        BindAddresses.require(CloudService.QUEUE, options.queue().host());
        @Nullable Path location = options.location();
        if (location != null && !Files.exists(location)) {
            // Otherwise a start that fails would leave a new folder behind.
            BindAddresses.requireFree(CloudService.BLOB, options.blob());
            BindAddresses.requireFree(CloudService.QUEUE, options.queue());
        }
        Closer closer = new Closer();
        try {
            return open(options, closer);
        } catch (IOException failed) {
            closer.close();
            throw new UncheckedIOException(
                    "The data folder " + options.location() + " cannot be opened: " + failed, failed);
        } catch (RuntimeException | Error failed) {
            closer.close();
            throw failed;
        }
    }

    private static LocalStorage open(Options options, Closer closer) throws IOException {
        Clocks clocks = options.clocks();
        Ids ids = options.ids();
        @Nullable Path location = options.location();
        @Nullable DataFolder folder = location == null ? null : closer.add(DataFolder.open(location));
        StartOutcome start = closer.add(new StartOutcome(folder));
        Store store = closer.add(
                folder == null ? Store.inMemory(clocks) : Store.open(folder, options.durability(), clocks, ids));
        start.opened(store);
        EventLog events = store.start(() -> new EventLog(store, ids));
        StorageEnvironment blob = new StorageEnvironment(
                options.blob(),
                options.threads(),
                store,
                events,
                options.authorization(),
                options.faults(),
                options.requests(),
                clocks,
                ids);
        BlobEmulator blobs = closer.add(BindAddresses.listen(
                CloudService.BLOB,
                options.blob().port(),
                () -> store.start(() -> new BlobEmulator(blob, options.features()))));
        StorageEnvironment queue = new StorageEnvironment(
                options.queue(),
                options.threads(),
                store,
                events,
                options.authorization(),
                options.faults(),
                options.requests(),
                clocks,
                ids);
        QueueEmulator queues = closer.add(BindAddresses.listen(
                CloudService.QUEUE, options.queue().port(), () -> store.start(() -> new QueueEmulator(queue))));
        // Closed before the servers, which would otherwise cut off the followers of the log.
        closer.add(events);
        return new LocalStorage(
                closer, folder, start, options.authorization().accounts(), store, events, blobs, queues);
    }

    /** Completes when the data folder was deleted or replaced while it was in use. */
    CompletableFuture<DataFolderException> folderLost() {
        return folder == null ? new CompletableFuture<>() : folder.lost();
    }

    /** Lets {@link #close} delete a data folder that this start has created, if nothing has been stored in it by then. */
    void startFailed() {
        start.failed = true;
    }

    /** The log of what has changed in both services. */
    EventLog events() {
        return events;
    }

    /**
     * Removes all containers, queues and service properties in one transaction.
     *
     * @param account null for all accounts
     * @param kept the names of containers that stay as they are, and of queues that stay without messages
     */
    void reset(@Nullable String account, Predicate<String> kept) {
        store.write(transaction -> {
            blobs.reset(transaction, account, kept);
            queues.reset(transaction, account, kept);
            return true;
        });
    }

    /** See {@link BlobEmulator#resetContainer}. */
    boolean resetContainer(String account, String container) {
        return blobs.resetContainer(account, container);
    }

    /** See {@link QueueEmulator#resetQueue}. */
    boolean resetQueue(String account, String queue) {
        return queues.resetQueue(account, queue);
    }

    /** Writes everything that both services store. */
    ExportSummary export(OutputStream out) throws IOException {
        return Export.write(store, out);
    }

    /** Named states of what both services store. */
    CloudSnapshots snapshots() {
        return new CloudSnapshots(store.snapshots(), this::loadSnapshot);
    }

    /** One transaction, with an event for each account. */
    private boolean loadSnapshot(SnapshotName name) {
        boolean loaded = store.snapshots().load(name, transaction -> {
            blobs.stateReplaced(transaction);
            queues.stateReplaced(transaction);
            for (Account account : accounts.all()) {
                events.append(transaction, SNAPSHOT_LOADED, account.name(), "/snapshots/" + name.value(), Map.of());
            }
        });
        if (loaded) {
            blobs.failPendingCopies();
        }
        return loaded;
    }

    /** The request pipelines of the services, by the names that signatures have for them. */
    Map<String, Handler> services() {
        return Map.of("blob", blobs.service(), "queue", queues.service());
    }

    String blobEndpoint(String account) {
        return blobs.endpoint(account);
    }

    String queueEndpoint(String account) {
        return queues.endpoint(account);
    }

    @Override
    public void close() {
        closer.close();
    }

    /**
     * Decides whether a data folder is kept. Closed before the folder and after the store, when no client can write any
     * more.
     */
    private static final class StartOutcome implements AutoCloseable {
        private final @Nullable DataFolder folder;
        private @Nullable Store store;
        private long groupsOfOpening;
        private boolean failed;

        StartOutcome(@Nullable DataFolder folder) {
            this.folder = folder;
        }

        /** To be called before the first client can write. */
        void opened(Store opened) {
            store = opened;
            groupsOfOpening = opened.committedGroups();
        }

        @Override
        public void close() {
            if (failed && folder != null && store != null && store.committedGroups() == groupsOfOpening) {
                folder.deleteIfCreated();
            }
        }
    }
}
