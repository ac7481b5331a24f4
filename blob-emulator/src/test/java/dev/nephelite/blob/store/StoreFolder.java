package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobEncryption;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobName;
import dev.nephelite.blob.model.BlobProperties;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.blob.model.Tiering;
import dev.nephelite.emulator.event.EventLog;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.content.OpenContent;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.value.ETag;
import dev.nephelite.emulator.value.Metadata;
import dev.nephelite.testing.Await;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** A store in a folder, which shows which bytes are still stored: contents of this length are files. */
final class StoreFolder implements AutoCloseable {
    static final String ACCOUNT = "devstoreaccount1";
    static final int LENGTH = 20_000;
    static final BlockId ONLY_BLOCK = new BlockId("MQ==");
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final Blob BLOB = new Blob.Builder(
                    new Revision(new ETag("0x8D"), NOON),
                    new BlobLayout.Blocks(LENGTH, List.of(new BlobLayout.Block(ONLY_BLOCK, LENGTH))),
                    new BlobProperties("image/jpeg", "gzip", "de", "md5", "no-store", "inline"))
            .createdAt(NOON.minusSeconds(5))
            .metadata(new Metadata(Map.of("Owner", "Anna")))
            .tiering(Tiering.of(Tiering.AccessTier.COOL))
            .build();

    final ManualClock clock = new ManualClock(NOON);

    Store store;
    BlobStore blobs;
    EventLog events;

    private final Path path;
    private DataFolder folder;
    private boolean versioning;

    StoreFolder(Path path) throws IOException {
        this.path = path;
        open();
    }

    static BlobAddress address(ContainerName container, String name) {
        return new BlobAddress(ACCOUNT, container, new BlobName(name));
    }

    static Container container(BlobReader view, ContainerName name) {
        return view.container(ACCOUNT, name).orElseThrow();
    }

    /** Restarts with or without versioning. */
    void versioning(boolean on) throws IOException {
        versioning = on;
        restart();
    }

    /** Closes everything and opens it again. */
    void restart() throws IOException {
        close();
        open();
    }

    void write(Consumer<BlobWriter> change) {
        blobs.write(tx -> {
            change.accept(tx);
            return true;
        });
    }

    Container create(ContainerName name) {
        return blobs.write(tx -> {
            Container container = new Container(name, tx.nextRevision(), Metadata.NONE, tx.nextGeneration());
            tx.put(ACCOUNT, container);
            return container;
        });
    }

    void delete(ContainerName name) {
        write(tx -> tx.delete(ACCOUNT, container(tx.reader(), name)));
    }

    /** Lets the garbage collector do one step. */
    void collectGarbageOnce() {
        clock.advance(Duration.ofMillis(10));
    }

    /** Lets the garbage collector finish. */
    void collectGarbage() {
        clock.advance(Duration.ofMinutes(1));
    }

    /** Commits a blob with bytes of its own. */
    void put(BlobAddress address, Blob blob) throws IOException {
        try (PendingContent pendingContent = receive()) {
            write(tx -> tx.replace(address, blob, tx.store(pendingContent)));
        }
    }

    /** Uploads a block. */
    void putBlock(BlobAddress address, BlockId id) throws IOException {
        try (PendingContent pendingContent = receive()) {
            write(tx -> tx.putUncommittedBlock(address, id, tx.store(pendingContent), BlobEncryption.OF_ACCOUNT));
        }
    }

    Optional<StoredBlob> blob(BlobAddress address) {
        return blobs.read(view -> view.blob(address));
    }

    Optional<UncommittedBlocks> uncommittedBlocks(BlobAddress address) {
        return blobs.read(view -> view.uncommittedBlocks(address));
    }

    /** The names of the blobs in a container, with a mark on those that have only uncommitted blocks. */
    List<String> list(ContainerName name, boolean uncommittedToo) {
        return blobs.read(view -> {
            List<String> found = new ArrayList<>();
            view.blobs(container(view, name), "", uncommittedToo)
                    .forEachRemaining(blob -> found.add(blob.name() + (blob.blob() == null ? " (blocks)" : "")));
            return found;
        });
    }

    /** The bytes of a blob. */
    byte[] bytes(BlobAddress address) throws IOException {
        try (OpenContent open = blobs.read(view -> view.open(view.blob(address).orElseThrow()))) {
            return open.bytes();
        }
    }

    /** How many records a table has, reachable or not. */
    long records(Table<?> table) {
        return store.read(
                view -> view.scan(table, RecordKey.FIRST, RecordKey.AFTER_ALL).count());
    }

    /** The number of content files after those that are no longer needed are removed. */
    void assertFiles(int expected) {
        Await.until("there are " + expected + " files", this::files, files -> files == expected);
    }

    /** Counts names only, because a file may be removed at the same time. */
    private int files() {
        int files = 0;
        String[] folders =
                Objects.requireNonNullElse(path.resolve("extents").toFile().list(), new String[0]);
        for (String folder : folders) {
            String[] names = path.resolve("extents").resolve(folder).toFile().list();
            files += names == null ? 0 : names.length;
        }
        return files;
    }

    @Override
    public void close() throws IOException {
        blobs.close();
        events.close();
        store.close();
        folder.close();
    }

    PendingContent receive() throws IOException {
        return blobs.receive(new ByteArrayInputStream(new byte[LENGTH]), LENGTH);
    }

    void open() throws IOException {
        folder = DataFolder.open(path);
        store = Store.open(folder, Durability.PROCESS, Clocks.single(clock), RandomIds.seeded(1));
        events = new EventLog(store, RandomIds.seeded(1));
        blobs = new BlobStore(store, events, versioning, Clocks.single(clock));
        blobs.startGarbageCollection();
    }
}
