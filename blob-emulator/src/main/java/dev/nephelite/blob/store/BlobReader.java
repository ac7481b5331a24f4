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
    private static final int NAME = 1;

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
        return key(address).flatMap(key -> find(Tables.BLOBS, key));
    }

    /**
     * The blobs of a container in the order of their names, the first being {@code from} or a later one.
     *
     * @param uncommittedToo whether names count for which there are blocks and no blob yet
     */
    public Iterator<ListedBlob> blobs(Container container, String from, boolean uncommittedToo) {
        Iterator<ListedBlob> committed = under(Tables.BLOBS, container, from)
                .map(entry ->
                        new ListedBlob(name(entry.getKey()), entry.getValue().blob()))
                .iterator();
        if (!uncommittedToo) {
            return committed;
        }
        return new BlobsWithUncommitted(
                committed,
                under(Tables.STAGINGS, container, from)
                        .map(entry -> new ListedBlob(name(entry.getKey()), null))
                        .iterator());
    }

    /** What waits to be committed to a blob, whether that exists already or not. */
    public Optional<Staging> staging(BlobAddress address) {
        return key(address).flatMap(key -> find(Tables.STAGINGS, key));
    }

    /** One of the blocks that wait. */
    public Optional<Content> stagedBlock(Staging staging, BlockId id) {
        return find(Tables.BLOCKS, Tables.block(staging, id));
    }

    /** All of the blocks that wait, in the order of their ids. */
    public Stream<StagedBlock> stagedBlocks(Staging staging) {
        Key key = Tables.incarnation(staging);
        return view.scan(Tables.BLOCKS, key.children(), key.afterChildren())
                .map(entry -> new StagedBlock(new BlockId(entry.getKey().part(NAME)), entry.getValue()));
    }

    /** Opens bytes that a record of this reader has. */
    public OpenContent open(Content content) {
        return store.open(view, content);
    }

    /** Where a blob is or would be kept; nowhere without its container. */
    final Optional<Key> key(BlobAddress address) {
        return container(address.account(), address.container())
                .map(container -> Tables.blob(container, address.blob()));
    }

    private <V> Optional<V> find(Table<V> table, Key key) {
        return Optional.ofNullable(view.get(table, key));
    }

    private <V> Stream<Map.Entry<Key, V>> under(Table<V> table, Container container, String from) {
        Key all = Tables.incarnation(container);
        return view.scan(table, new Key(all.children().text() + from), all.afterChildren());
    }

    private static BlobName name(Key key) {
        return new BlobName(key.part(NAME));
    }
}
