package dev.nephelite.cloud.azurite;

import dev.nephelite.blob.store.BlobStore;
import dev.nephelite.cloud.archive.NewDataFolder;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.DataFolderException;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.queue.store.QueueStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Moves the data of Azurite into a new data folder: containers, blobs, snapshots, uncommitted blocks, leases, queues,
 * messages, stored access policies and CORS rules, with their times and entity tags.
 *
 * <p>The data folder is built beside its place and renamed when it is complete. Azurite's folder is only read. The moved
 * blobs and messages are not events: a blob trigger meets the blobs when it scans its container, as after a first start in
 * Azure.
 */
public final class AzuriteImport {
    private final Path azurite;
    private final Clocks clocks;
    private final Ids ids;
    private final Consumer<String> progress;

    /**
     * An import that has not begun.
     *
     * @param azurite the folder that Azurite was started with, with {@code --location} or in it; Azurite must not be running
     * @param progress receives, often, what is being imported
     */
    public AzuriteImport(Path azurite, Clocks clocks, Ids ids, Consumer<String> progress) {
        this.azurite = azurite;
        this.clocks = clocks;
        this.ids = ids;
        this.progress = progress;
    }

    /**
     * Creates a data folder.
     *
     * @param location must not exist, or be an empty folder
     * @throws AzuriteDataException if there is no data of Azurite, or a file of it cannot be understood
     * @throws DataFolderException if there is something at {@code location}
     * @throws IOException if a file cannot be read or written
     */
    public ImportSummary to(Path location) throws IOException {
        NewDataFolder.requireFree(location);
        try (AzuriteService blobs = new AzuriteService(azurite, "blob");
                AzuriteService queues = new AzuriteService(azurite, "queue")) {
            if (!blobs.exists() && !queues.exists()) {
                throw new AzuriteDataException(azurite, "contains no data of Azurite");
            }
            return NewDataFolder.build(location, folder -> build(blobs, queues, folder));
        }
    }

    private ImportSummary build(AzuriteService blobs, AzuriteService queues, Path folder) throws IOException {
        try (DataFolder dataFolder = DataFolder.open(folder);
                Store store = Store.open(dataFolder, Durability.PROCESS, clocks, ids);
                EventLog events = new EventLog(store, ids);
                BlobStore blobStore = new BlobStore(store, events, false, clocks);
                QueueStore queueStore = new QueueStore(store, events, clocks.machine())) {
            return AzuriteBlobs.move(blobs, blobStore, progress)
                    .plus(AzuriteQueues.move(queues, queueStore, ids, progress));
        }
    }
}
