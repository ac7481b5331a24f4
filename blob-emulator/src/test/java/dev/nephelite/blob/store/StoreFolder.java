package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.model.Staging;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.store.DataFolder;
import dev.nephelite.emulator.store.Draft;
import dev.nephelite.emulator.store.Durability;
import dev.nephelite.emulator.store.OpenContent;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A store in a folder, where one can see which bytes are still kept: contents of this length are files. */
final class StoreFolder implements AutoCloseable {
    static final int LENGTH = 20_000;

    final BlobStore blobs;
    final EventLog events;

    private final Path path;
    private final DataFolder folder;
    private final Store store;

    StoreFolder(Path path, Instant now) throws IOException {
        this.path = path;
        folder = DataFolder.open(path);
        store = Store.open(folder, Durability.PROCESS, new ManualClock(now));
        events = new EventLog(store, RandomIds.seeded(1));
        blobs = new BlobStore(store, events);
    }

    void write(Consumer<BlobWriter> change) {
        blobs.write(tx -> {
            change.accept(tx);
            return true;
        });
    }

    /** Commits a blob with bytes of its own. */
    void put(BlobAddress address, Blob blob) throws IOException {
        try (Draft draft = receive()) {
            write(tx -> tx.replace(address, blob, tx.keep(draft)));
        }
    }

    /** Lets a block wait. */
    void stage(BlobAddress address, BlockId id, Staging sum) throws IOException {
        try (Draft draft = receive()) {
            write(tx -> tx.stage(address, id, draft, sum));
        }
    }

    Optional<StoredBlob> blob(BlobAddress address) {
        return blobs.read(view -> view.blob(address));
    }

    Optional<Staging> staging(BlobAddress address) {
        return blobs.read(view -> view.staging(address));
    }

    /** The bytes of a blob. */
    byte[] bytes(BlobAddress address) throws IOException {
        try (OpenContent open =
                blobs.read(view -> view.open(view.blob(address).orElseThrow().content()))) {
            return open.bytes();
        }
    }

    /** The files in which bytes are kept. */
    List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(path.resolve("extents"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Override
    public void close() throws IOException {
        events.close();
        store.close();
        folder.close();
    }

    private Draft receive() throws IOException {
        return blobs.receive(new ByteArrayInputStream(new byte[LENGTH]), LENGTH);
    }
}
