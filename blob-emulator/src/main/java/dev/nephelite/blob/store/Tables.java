package dev.nephelite.blob.store;

import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.model.Staging;
import dev.nephelite.emulator.settings.Settings;
import dev.nephelite.emulator.store.Content;
import dev.nephelite.emulator.store.Key;
import dev.nephelite.emulator.store.Table;

/** The tables of the Blob service and the keys of their records, which sort as lists do. */
final class Tables {
    /** Under account and container. */
    static final Table<Container> CONTAINERS = new Table<>("containers", new ContainerCodec());

    /** Committed blobs, under account, container and blob. */
    static final Table<StoredBlob> BLOBS = new Table<>("blobs", new BlobCodec());

    /** Uncommitted blocks, under account, container, blob and block id. */
    static final Table<Content> BLOCKS = new Table<>("blocks", new BlockCodec());

    /** The sum of a blob's uncommitted blocks, under account, container and blob. */
    static final Table<Staging> STAGINGS = new Table<>("stagings", new StagingCodec());

    /** Under the account. */
    static final Table<Settings> SETTINGS = new Table<>("blobServiceProperties", Settings.CODEC);

    private Tables() {}

    static Key account(String account) {
        return Key.of(account);
    }

    static Key container(String account, ContainerName name) {
        return Key.of(account, name.value());
    }

    static Key blob(BlobAddress address) {
        return Key.of(
                address.account(), address.container().value(), address.blob().value());
    }

    static Key block(BlobAddress address, BlockId id) {
        return Key.of(
                address.account(), address.container().value(), address.blob().value(), id.value());
    }
}
