package dev.nephelite.blob.store;

import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobName;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.model.DeletedContainer;
import dev.nephelite.blob.model.StateId;
import dev.nephelite.emulator.properties.ServiceProperties;
import dev.nephelite.emulator.store.GarbageCollector;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Table;

/**
 * The tables of the Blob service and the keys of their records, which sort as lists do.
 *
 * <p>What is in a container is kept under the container's incarnation and not under its name, and the blocks that wait
 * for a blob under an incarnation of their own: so all of it is left behind at once, however much it is. No two
 * incarnations are the same number, whatever they are of.
 */
final class BlobTables {
    /** Under account and name. */
    static final Table<Container> CONTAINERS = new Table<>("blob-containers", new ContainerCodec());

    /** Containers that can still be brought back, under account, name and version. */
    static final Table<DeletedContainer> DELETED_CONTAINERS =
            new Table<>("blob-deleted-containers", new ContainerCodec.DeletedContainerCodec());

    /** Committed blobs, under the incarnation of the container and the name. */
    static final Table<StoredBlob> BLOBS = new Table<>("blob-committed", new BlobCodec());

    /** Older states of blobs, and deleted ones, under the incarnation of the container, the name and the state. */
    static final Table<StoredBlob> HISTORY = new Table<>("blob-history", new BlobCodec());

    /** The bytes of blobs that are kept in pieces, under the incarnation of the blob and the offset of the piece. */
    static final Table<Content> PIECES = new Table<>("blob-pieces", Content.CODEC);

    /** The sum of a blob's uncommitted blocks, under the incarnation of the container and the name of the blob. */
    static final Table<UncommittedBlocks> UNCOMMITTED_BLOCKS = new Table<>("blob-stagings", UncommittedBlocks.CODEC);

    /** Uncommitted blocks, under the incarnation of the staging and block id. */
    static final Table<UncommittedBlock> BLOCKS = new Table<>("blob-blocks", UncommittedBlock.CODEC);

    /** What is to be looked after at a moment, under the moment and the key that it has elsewhere. */
    static final Table<Long> DEADLINES = new Table<>("blob-deadlines", Codec.NUMBER);

    /** Blobs that wait for a copy to be done, under account, container and name. */
    static final Table<Long> COPIES = new Table<>("blob-copies", Codec.NUMBER);

    /** Incarnations that nobody has any more. */
    static final Table<Long> ABANDONED = new Table<>("blob-abandoned", Codec.NUMBER);

    /** Under the account. */
    static final Table<ServiceProperties> SETTINGS = new Table<>("blobServiceProperties", ServiceProperties.CODEC);

    private BlobTables() {}

    static RecordKey account(String account) {
        return RecordKey.of(account);
    }

    static RecordKey container(String account, ContainerName name) {
        return RecordKey.of(account, name.value());
    }

    static RecordKey deleted(String account, ContainerName name, DeletedContainer.Version version) {
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

    /** Where a state is kept of a blob that is kept under {@code blob}. */
    static RecordKey state(RecordKey blob, StateId state) {
        return new RecordKey(blob.children().text() + RecordKey.number(state.ticks()));
    }

    static RecordKey generation(BlobLayout.InPieces layout) {
        return GarbageCollector.key(layout.generation());
    }

    static RecordKey piece(BlobLayout.InPieces layout, long offset) {
        return RecordKey.of(RecordKey.number(layout.generation()), RecordKey.number(offset));
    }

    static RecordKey block(UncommittedBlocks uncommittedBlocks, BlockId id) {
        return RecordKey.of(RecordKey.number(uncommittedBlocks.generation()), id.value());
    }
}
