package dev.nephelite.blob.store;

import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobName;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.model.StateId;
import dev.nephelite.blob.properties.BlobServiceProperties;
import dev.nephelite.emulator.store.GarbageCollector;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Table;

/**
 * The tables of the Blob service and the keys of their records, which sort in the order of lists.
 *
 * <p>The blobs of a container are stored under its generation number instead of its name, and uncommitted blocks under
 * a generation of their own. So any number of records is abandoned at once, by dropping the generation. No two
 * generations are equal.
 *
 * <p>The names of tables are part of the data folder's format; some are older than the names of the types.
 */
final class BlobTables {
    /** By account and name. */
    static final Table<Container> CONTAINERS = new Table<>("blob-containers", new ContainerCodec());

    /** Deleted containers that can be restored, by account, name and version. */
    static final Table<Container.Deleted> DELETED_CONTAINERS =
            new Table<>("blob-deleted-containers", new ContainerCodec.DeletedContainerCodec());

    /** Committed blobs, by generation of the container and name. */
    static final Table<StoredBlob> BLOBS = new Table<>("blob-committed", new BlobCodec());

    /** Snapshots, versions and deleted blobs, by generation of the container, name and state. */
    static final Table<StoredBlob> HISTORY = new Table<>("blob-history", new BlobCodec());

    /** The segments of append and page blobs, by generation of the blob and offset. */
    static final Table<Content> SEGMENTS = new Table<>("blob-pieces", Content.CODEC);

    /** The summary of a blob's uncommitted blocks, by generation of the container and name. */
    static final Table<UncommittedBlocks> UNCOMMITTED_BLOCKS = new Table<>("blob-stagings", UncommittedBlocks.CODEC);

    /** Uncommitted blocks, by generation of the summary and block id. */
    static final Table<UncommittedBlocks.Block> BLOCKS = new Table<>("blob-blocks", UncommittedBlocks.Block.CODEC);

    /** Scheduled maintenance, by time and key of the record. */
    static final Table<Long> DEADLINES = new Table<>("blob-deadlines", Codec.NUMBER);

    /** Blobs with a pending copy, by account, container and name. */
    static final Table<Long> COPIES = new Table<>("blob-copies", Codec.NUMBER);

    /** Abandoned generations. */
    static final Table<Long> ABANDONED = new Table<>("blob-abandoned", Codec.NUMBER);

    /** By account. */
    static final Table<BlobServiceProperties> PROPERTIES =
            new Table<>("blobServiceProperties", BlobServiceProperties.CODEC);

    private BlobTables() {}

    static RecordKey account(String account) {
        return RecordKey.of(account);
    }

    static RecordKey container(String account, ContainerName name) {
        return RecordKey.of(account, name.value());
    }

    static RecordKey deleted(String account, ContainerName name, Container.Deleted.Version version) {
        return RecordKey.of(account, name.value(), RecordKey.number(version.ticks()));
    }

    static RecordKey generation(Container container) {
        return GarbageCollector.key(container.generation());
    }

    static RecordKey generation(UncommittedBlocks uncommittedBlocks) {
        return GarbageCollector.key(uncommittedBlocks.generation());
    }

    static RecordKey blob(Container container, BlobName name) {
        return RecordKey.of(RecordKey.number(container.generation()), name.value());
    }

    static RecordKey copy(BlobAddress address) {
        return RecordKey.of(
                address.account(), address.container().value(), address.blob().value());
    }

    /** The key of a state of the blob with the key {@code blob}. */
    static RecordKey state(RecordKey blob, StateId state) {
        return new RecordKey(blob.children().text() + RecordKey.number(state.ticks()));
    }

    static RecordKey generation(BlobLayout.Segmented layout) {
        return GarbageCollector.key(layout.generation());
    }

    static RecordKey segment(BlobLayout.Segmented layout, long offset) {
        return RecordKey.of(RecordKey.number(layout.generation()), RecordKey.number(offset));
    }

    static RecordKey block(UncommittedBlocks uncommittedBlocks, BlockId id) {
        return RecordKey.of(RecordKey.number(uncommittedBlocks.generation()), id.value());
    }
}
