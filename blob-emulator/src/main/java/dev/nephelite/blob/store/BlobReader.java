package dev.nephelite.blob.store;

import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobName;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.model.Staging;
import dev.nephelite.emulator.settings.Settings;
import dev.nephelite.emulator.store.Content;
import dev.nephelite.emulator.store.Key;
import dev.nephelite.emulator.store.OpenContent;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.Table;
import dev.nephelite.emulator.store.View;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The state of the Blob service, for looking at. */
public class BlobReader {
    private static final int BLOB = 2;
    private static final int BLOCK = 3;

    private final View view;
    private final Store store;

    BlobReader(View view, Store store) {
        this.view = view;
        this.store = store;
    }

    public Settings settings(String account) {
        return find(Tables.SETTINGS, Tables.account(account)).orElse(Settings.DEFAULT);
    }

    public Optional<Container> container(String account, ContainerName name) {
        return find(Tables.CONTAINERS, Tables.container(account, name));
    }

    /** The containers of an account in the order of their names, the first being {@code from} or a later one. */
    public Stream<Container> containers(String account, String from) {
        Key key = Tables.account(account);
        return view.scan(Tables.CONTAINERS, Key.of(account, from), key.afterChildren())
                .map(Map.Entry::getValue);
    }

    /** A blob that was committed. */
    public Optional<StoredBlob> blob(BlobAddress address) {
        return find(Tables.BLOBS, Tables.blob(address));
    }

    /**
     * The blobs of a container in the order of their names, the first being {@code from} or a later one.
     *
     * @param uncommittedToo whether names count for which there are blocks and no blob yet
     */
    public Iterator<ListedBlob> blobs(String account, ContainerName container, String from, boolean uncommittedToo) {
        Iterator<ListedBlob> committed = under(Tables.BLOBS, account, container, from)
                .map(entry ->
                        new ListedBlob(name(entry.getKey()), entry.getValue().blob()))
                .iterator();
        if (!uncommittedToo) {
            return committed;
        }
        return new BlobsWithUncommitted(
                committed,
                under(Tables.STAGINGS, account, container, from)
                        .map(entry -> new ListedBlob(name(entry.getKey()), null))
                        .iterator());
    }

    /** What waits to be committed to a blob, whether that exists already or not. */
    public Optional<Staging> staging(BlobAddress address) {
        return find(Tables.STAGINGS, Tables.blob(address));
    }

    /** A block that waits to be committed to a blob. */
    public Optional<Content> stagedBlock(BlobAddress address, BlockId id) {
        return find(Tables.BLOCKS, Tables.block(address, id));
    }

    /** Every block that waits to be committed to a blob, in the order of their ids. */
    public Stream<StagedBlock> stagedBlocks(BlobAddress address) {
        Key key = Tables.blob(address);
        return view.scan(Tables.BLOCKS, key.children(), key.afterChildren())
                .map(entry -> new StagedBlock(new BlockId(entry.getKey().part(BLOCK)), entry.getValue()));
    }

    /** Opens bytes that a record of this reader has. */
    public OpenContent open(Content content) {
        return store.open(view, content);
    }

    private <V> Optional<V> find(Table<V> table, Key key) {
        return Optional.ofNullable(view.get(table, key));
    }

    private <V> Stream<Map.Entry<Key, V>> under(Table<V> table, String account, ContainerName container, String from) {
        Key end = Tables.container(account, container).afterChildren();
        return view.scan(table, Key.of(account, container.value(), from), end);
    }

    private static BlobName name(Key key) {
        return new BlobName(key.part(BLOB));
    }
}
