package dev.nephelite.blob.store;

import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobName;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.model.ContainerVersion;
import dev.nephelite.blob.model.DeletedContainer;
import dev.nephelite.blob.model.Layout;
import dev.nephelite.blob.model.Staging;
import dev.nephelite.blob.model.StateId;
import dev.nephelite.emulator.settings.Settings;
import dev.nephelite.emulator.store.Cleaning;
import dev.nephelite.emulator.store.Codec;
import dev.nephelite.emulator.store.Content;
import dev.nephelite.emulator.store.Key;
import dev.nephelite.emulator.store.Table;

/**
 * The tables of the Blob service and the keys of their records, which sort as lists do.
 *
 * <p>What is in a container is kept under the container's incarnation and not under its name, and the blocks that wait
 * for a blob under an incarnation of their own: so all of it is left behind at once, however much it is. No two
 * incarnations are the same number, whatever they are of.
 */
final class Tables {
    /** Under account and name. */
    static final Table<Container> CONTAINERS = new Table<>("blob-containers", new ContainerCodec());

    /** Containers that can still be brought back, under account, name and version. */
    static final Table<DeletedContainer> DELETED_CONTAINERS =
            new Table<>("blob-deleted-containers", new DeletedContainerCodec());

    /** Committed blobs, under the incarnation of the container and the name. */
    static final Table<StoredBlob> BLOBS = new Table<>("blob-committed", new BlobCodec());

    /** Older states of blobs, and deleted ones, under the incarnation of the container, the name and the state. */
    static final Table<StoredBlob> HISTORY = new Table<>("blob-history", new BlobCodec());

    /** The bytes of blobs that are kept in pieces, under the incarnation of the blob and the offset of the piece. */
    static final Table<Content> PIECES = new Table<>("blob-pieces", new ContentCodec());

    /** The sum of a blob's uncommitted blocks, under the incarnation of the container and the name of the blob. */
    static final Table<Staging> STAGINGS = new Table<>("blob-stagings", new StagingCodec());

    /** Uncommitted blocks, under the incarnation of the staging and block id. */
    static final Table<StagedContent> BLOCKS = new Table<>("blob-blocks", new StagedContentCodec());

    /** What is to be looked after at a moment, under the moment and the key that it has elsewhere. */
    static final Table<Long> DEADLINES = new Table<>("blob-deadlines", Codec.NUMBER);

    /** Blobs that wait for a copy to be done, under account, container and name. */
    static final Table<Long> COPIES = new Table<>("blob-copies", Codec.NUMBER);

    /** Incarnations that nobody has any more. */
    static final Table<Long> ABANDONED = new Table<>("blob-abandoned", Codec.NUMBER);

    /** Under the account. */
    static final Table<Settings> SETTINGS = new Table<>("blobServiceProperties", Settings.CODEC);

    private Tables() {}

    static Key account(String account) {
        return Key.of(account);
    }

    static Key container(String account, ContainerName name) {
        return Key.of(account, name.value());
    }

    static Key deleted(String account, ContainerName name, ContainerVersion version) {
        return Key.of(account, name.value(), Key.number(version.ticks()));
    }

    static Key incarnation(Container container) {
        return Cleaning.key(container.incarnation());
    }

    static Key incarnation(Staging staging) {
        return Cleaning.key(staging.incarnation());
    }

    static Key blob(Container container, BlobName name) {
        return Key.of(Key.number(container.incarnation()), name.value());
    }

    static Key copy(BlobAddress address) {
        return Key.of(
                address.account(), address.container().value(), address.blob().value());
    }

    /** Where a state is kept of a blob that is kept under {@code blob}. */
    static Key state(Key blob, StateId state) {
        return new Key(blob.children().text() + Key.number(state.ticks()));
    }

    static Key incarnation(Layout.InPieces layout) {
        return Cleaning.key(layout.incarnation());
    }

    static Key piece(Layout.InPieces layout, long offset) {
        return Key.of(Key.number(layout.incarnation()), Key.number(offset));
    }

    static Key block(Staging staging, BlockId id) {
        return Key.of(Key.number(staging.incarnation()), id.value());
    }
}
