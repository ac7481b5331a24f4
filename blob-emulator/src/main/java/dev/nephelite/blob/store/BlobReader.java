package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobName;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.model.ContainerVersion;
import dev.nephelite.blob.model.DeletedContainer;
import dev.nephelite.blob.model.Layout;
import dev.nephelite.blob.model.Lease;
import dev.nephelite.blob.model.Staging;
import dev.nephelite.blob.model.StateId;
import dev.nephelite.emulator.settings.Settings;
import dev.nephelite.emulator.store.Content;
import dev.nephelite.emulator.store.Key;
import dev.nephelite.emulator.store.OpenContent;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.Table;
import dev.nephelite.emulator.store.View;
import dev.nephelite.emulator.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The state of the Blob service, for looking at. */
public class BlobReader {
    private static final int NAME = 1;
    private static final Key FIRST = new Key("");
    private static final Key LAST = new Key("\uFFFF");

    private final View view;
    private final Store store;
    private final Clock clock;

    BlobReader(View view, Store store, Clock clock) {
        this.view = view;
        this.store = store;
        this.clock = clock;
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

    /** A container that was deleted and can still be brought back. */
    public Optional<DeletedContainer> deletedContainer(String account, ContainerName name, ContainerVersion version) {
        return find(Tables.DELETED_CONTAINERS, Tables.deleted(account, name, version));
    }

    /** All of those in the order of their names and versions, the first name being {@code from} or a later one. */
    public Stream<DeletedContainer> deletedContainers(String account, String from) {
        Key key = Tables.account(account);
        return view.scan(Tables.DELETED_CONTAINERS, Key.of(account, from), key.afterChildren())
                .map(Map.Entry::getValue);
    }

    /** A blob that was committed. */
    public Optional<StoredBlob> blob(BlobAddress address) {
        return key(address).flatMap(key -> find(Tables.BLOBS, key)).filter(this::isThere);
    }

    /**
     * The blobs of a container in the order of their names, the first being {@code from} or a later one.
     *
     * @param uncommittedToo whether names count for which there are blocks and no blob yet
     */
    public Iterator<ListedBlob> blobs(Container container, String from, boolean uncommittedToo) {
        Iterator<ListedBlob> committed = listed(Tables.BLOBS, container, from);
        return uncommittedToo
                ? new MergedBlobs(committed, uncommitted(container, from), MergedBlobs.BY_NAME)
                : committed;
    }

    /** The same with all older and deleted states of the blobs, of each name the oldest first and what is current last. */
    public Iterator<ListedBlob> states(Container container, String from, boolean uncommittedToo) {
        return new MergedBlobs(
                listed(Tables.HISTORY, container, from),
                blobs(container, from, uncommittedToo),
                MergedBlobs.BY_POSITION);
    }

    /** What waits to be committed to a blob, whether that exists already or not. */
    public Optional<Staging> staging(BlobAddress address) {
        return key(address)
                .flatMap(key -> find(Tables.STAGINGS, key))
                .filter(staging -> !staging.isForgotten(clock.now()));
    }

    /** The blobs that wait for a copy to be done, as far as they are still there. */
    public List<BlobAddress> awaitingCopies() {
        return view.scan(Tables.COPIES, FIRST, LAST)
                .map(entry -> address(entry.getKey()))
                .filter(address -> blob(address).isPresent())
                .toList();
    }

    /** The lease on a blob, be it there already or only blocks of it. */
    public Optional<Lease> lease(BlobAddress address) {
        return blob(address)
                .map(stored -> Optional.ofNullable(stored.blob().lease()))
                .orElseGet(() -> staging(address).map(Staging::lease));
    }

    /** One of the blocks that wait. */
    public Optional<StagedContent> stagedBlock(Staging staging, BlockId id) {
        return find(Tables.BLOCKS, Tables.block(staging, id));
    }

    /** All of the blocks that wait, in the order of their ids. */
    public Stream<StagedBlock> stagedBlocks(Staging staging) {
        Key key = Tables.incarnation(staging);
        return view.scan(Tables.BLOCKS, key.children(), key.afterChildren())
                .map(entry -> new StagedBlock(
                        new BlockId(entry.getKey().part(NAME)), entry.getValue().content()));
    }

    /** A snapshot of a blob. */
    public Optional<StoredBlob> snapshot(BlobAddress address, StateId id) {
        return state(address, id).filter(state -> state.blob().standing().isSnapshot());
    }

    /** The snapshots of a blob, the oldest first. */
    public Stream<StoredBlob> snapshots(BlobAddress address) {
        return states(address).filter(state -> state.blob().standing().isSnapshot());
    }

    /** A version of a blob, which may be the current one. */
    public Optional<StoredBlob> version(BlobAddress address, StateId id) {
        Predicate<StoredBlob> wanted = state -> state.blob().standing().isVersion(id);
        return blob(address).filter(wanted).or(() -> state(address, id).filter(wanted));
    }

    /** An older state of a blob, or a deleted one. */
    public Optional<StoredBlob> state(BlobAddress address, StateId state) {
        return key(address)
                .flatMap(key -> find(Tables.HISTORY, Tables.state(key, state)))
                .filter(this::isThere);
    }

    /** All older and deleted states of a blob, the oldest first. */
    public Stream<StoredBlob> states(BlobAddress address) {
        Optional<Key> key = key(address);
        return key.stream()
                .flatMap(name -> view.scan(Tables.HISTORY, name.children(), name.afterChildren()))
                .map(Map.Entry::getValue)
                .filter(this::isThere);
    }

    /** The pieces of a blob that have bytes in a range whose {@code to} is exclusive, whole, in their order. */
    public Stream<StoredPiece> pieces(Layout.InPieces layout, long from, long to) {
        return new Pieces(view, layout).in(from, to);
    }

    /** The bytes of a blob, or of a range that lies in it. */
    public Content content(StoredBlob stored, long offset, long count) {
        return stored.blob().layout() instanceof Layout.InPieces layout
                ? new Pieces(view, layout).content(offset, count)
                : stored.content().slice(offset, count);
    }

    /** Opens all bytes of a blob. */
    public OpenContent open(StoredBlob stored) {
        return stored.blob().layout() instanceof Layout.InPieces
                ? open(stored, 0, stored.blob().length())
                : store.open(view, stored.content());
    }

    /** Opens the bytes of a range that lies in the blob. */
    public OpenContent open(StoredBlob stored, long offset, long count) {
        return store.open(view, content(stored, offset, count));
    }

    /** Where a blob is or would be kept; nowhere without its container. */
    final Optional<Key> key(BlobAddress address) {
        return container(address.account(), address.container())
                .map(container -> Tables.blob(container, address.blob()));
    }

    /** Whether it is not only waiting to be removed. */
    private boolean isThere(StoredBlob stored) {
        Blob blob = stored.blob();
        boolean lasts = blob.expiresAt() == null && blob.standing().deletion() == null;
        return lasts || !(blob.isExpired(clock.now()) || blob.standing().isOver(clock.now()));
    }

    private <V> Optional<V> find(Table<V> table, Key key) {
        return Optional.ofNullable(view.get(table, key));
    }

    private Iterator<ListedBlob> listed(Table<StoredBlob> table, Container container, String from) {
        return under(table, container, from)
                .filter(entry -> isThere(entry.getValue()))
                .map(entry ->
                        new ListedBlob(name(entry.getKey()), entry.getValue().blob()))
                .iterator();
    }

    private Iterator<ListedBlob> uncommitted(Container container, String from) {
        return under(Tables.STAGINGS, container, from)
                .filter(entry -> !entry.getValue().isForgotten(clock.now()))
                .map(entry -> ListedBlob.uncommitted(
                        name(entry.getKey()), entry.getValue().lease()))
                .iterator();
    }

    private <V> Stream<Map.Entry<Key, V>> under(Table<V> table, Container container, String from) {
        Key all = Tables.incarnation(container);
        return view.scan(table, new Key(all.children().text() + from), all.afterChildren());
    }

    private static BlobAddress address(Key copy) {
        return new BlobAddress(copy.part(0), new ContainerName(copy.part(1)), new BlobName(copy.part(2)));
    }

    private static BlobName name(Key key) {
        return new BlobName(key.part(NAME));
    }
}
