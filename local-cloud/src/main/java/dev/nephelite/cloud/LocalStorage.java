package dev.nephelite.cloud;

import dev.nephelite.blob.BlobEmulator;
import dev.nephelite.emulator.auth.AuthorizationOptions;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.http.FaultInjector;
import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.service.StorageEnvironment;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.DataFolderException;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.queue.QueueEmulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The Blob and the Queue service on one store, from {@link #open} until {@link #close}. */
final class LocalStorage implements AutoCloseable {
    private final OpenParts parts;
    private final CompletableFuture<DataFolderException> folderLost;
    private final EventLog events;
    private final BlobEmulator blobs;
    private final QueueEmulator queues;

    private LocalStorage(
            OpenParts parts,
            CompletableFuture<DataFolderException> folderLost,
            EventLog events,
            BlobEmulator blobs,
            QueueEmulator queues) {
        this.parts = parts;
        this.folderLost = folderLost;
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
            AuthorizationOptions authorization,
            FaultInjector faults,
            BlobEmulator.Features features,
            Clocks clocks,
            Ids ids) {}

    /** Opens everything or, if a part cannot be opened, nothing. */
    static LocalStorage open(Options options) {
        ListenAddress.require(CloudService.BLOB, options.blob().host());
        ListenAddress.require(CloudService.QUEUE, options.queue().host());
        @Nullable Path location = options.location();
        if (location != null && !Files.exists(location)) {
            // Otherwise a start that fails would leave a new folder behind.
            ListenAddress.requireFree(CloudService.BLOB, options.blob());
            ListenAddress.requireFree(CloudService.QUEUE, options.queue());
        }
        OpenParts parts = new OpenParts();
        try {
            return open(options, parts);
        } catch (IOException failed) {
            parts.close();
            throw new UncheckedIOException(
                    "The data folder " + options.location() + " cannot be opened: " + failed, failed);
        } catch (RuntimeException | Error failed) {
            parts.close();
            throw failed;
        }
    }

    private static LocalStorage open(Options options, OpenParts parts) throws IOException {
        Clocks clocks = options.clocks();
        Ids ids = options.ids();
        @Nullable Path location = options.location();
        @Nullable DataFolder folder = location == null ? null : parts.add(DataFolder.open(location));
        Store store = parts.add(
                folder == null
                        ? Store.inMemory(clocks.cloud())
                        : Store.open(folder, options.durability(), clocks, ids));
        EventLog events = store.start(() -> new EventLog(store, ids));
        StorageEnvironment blob = new StorageEnvironment(
                options.blob(), store, events, options.authorization(), options.faults(), clocks, ids);
        BlobEmulator blobs = parts.add(ListenAddress.listen(
                CloudService.BLOB,
                options.blob().port(),
                () -> store.start(() -> new BlobEmulator(blob, options.features()))));
        StorageEnvironment queue = new StorageEnvironment(
                options.queue(), store, events, options.authorization(), options.faults(), clocks, ids);
        QueueEmulator queues = parts.add(ListenAddress.listen(
                CloudService.QUEUE, options.queue().port(), () -> store.start(() -> new QueueEmulator(queue))));
        // Closed before the servers, which would otherwise cut off the followers of the log.
        parts.add(events);
        return new LocalStorage(
                parts, folder == null ? new CompletableFuture<>() : folder.lost(), events, blobs, queues);
    }

    /** Completes when the data folder was deleted or replaced while it was in use. */
    CompletableFuture<DataFolderException> folderLost() {
        return folderLost;
    }

    /** The log of what has changed in both services. */
    EventLog events() {
        return events;
    }

    String blobEndpoint(String account) {
        return blobs.endpoint(account);
    }

    String queueEndpoint(String account) {
        return queues.endpoint(account);
    }

    @Override
    public void close() {
        parts.close();
    }
}
