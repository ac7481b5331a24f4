package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.BlobName;
import dev.nephelite.blob.model.BlockId;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.model.Lease;
import dev.nephelite.blob.model.StateId;
import dev.nephelite.blob.properties.BlobServiceProperties;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.OpenContent;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.store.table.TableReader;
import dev.nephelite.emulator.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A consistent view of the state of the Blob service. It ends with the function that it is passed to and is used by one
 * thread.
 */
public final class BlobReader {
    private static final int NAME = 1;

    private final TableReader view;
    private final Store store;
    private final Clock clock;

    /** The last blob looked up by its address, because an operation looks up the same one many times. */
    private @Nullable Location location;

    BlobReader(TableReader view, Store store, Clock clock) {
        this.view = view;
        this.store = store;
        this.clock = clock;
    }

    public BlobServiceProperties properties(String account) {
        return find(BlobTables.PROPERTIES, BlobTables.account(account)).orElse(BlobServiceProperties.DEFAULT);
    }

    public Optional<Container> container(String account, ContainerName name) {
        return find(BlobTables.CONTAINERS, BlobTables.container(account, name));
    }

    public Optional<Container> container(BlobAddress address) {
        return Optional.ofNullable(locate(address)).map(Location::container);
    }

    /** The containers of an account in the order of their names, the first being {@code from} or a later one. */
    public Stream<Container> containers(String account, String from) {
        RecordKey key = BlobTables.account(account);
        return view.scan(BlobTables.CONTAINERS, RecordKey.of(account, from), key.afterChildren())
                .map(Map.Entry::getValue);
    }

    /** A deleted container that can be restored. */
    public Optional<Container.Deleted> deletedContainer(
            String account, ContainerName name, Container.Deleted.Version version) {
        return find(BlobTables.DELETED_CONTAINERS, BlobTables.deleted(account, name, version));
    }

    /**
     * Deleted containers in the order of their names and versions, the first name being {@code from} or a later one.
     */
    public Stream<Container.Deleted> deletedContainers(String account, String from) {
        RecordKey key = BlobTables.account(account);
        return view.scan(BlobTables.DELETED_CONTAINERS, RecordKey.of(account, from), key.afterChildren())
                .map(Map.Entry::getValue);
    }

    /** A committed blob. */
    public Optional<StoredBlob> blob(BlobAddress address) {
        return key(address).flatMap(key -> find(BlobTables.BLOBS, key)).filter(this::isVisible);
    }

    /**
     * The blobs of a container in the order of their names, the first being {@code from} or a later one.
     *
     * @param includeUncommitted whether to include blobs that have only uncommitted blocks
     */
    public Iterator<ListedBlob> blobs(Container container, String from, boolean includeUncommitted) {
        Iterator<ListedBlob> committed = listed(BlobTables.BLOBS, container, from);
        return includeUncommitted
                ? new ListedBlob.MergeIterator(
                        committed, uncommitted(container, from), ListedBlob.MergeIterator.BY_NAME)
                : committed;
    }

    /**
     * All states of the blobs of a container: current, snapshots, versions and deleted ones. They are in the order of their names,
     * the first being {@code from} or a later one; for each name the oldest comes first and the current one last.
     */
    public Iterator<ListedBlob> states(Container container, String from, boolean includeUncommitted) {
        return new ListedBlob.MergeIterator(
                listed(BlobTables.HISTORY, container, from),
                blobs(container, from, includeUncommitted),
                ListedBlob.MergeIterator.BY_POSITION);
    }

    /** The uncommitted blocks of a blob, whether it exists or not. */
    public Optional<UncommittedBlocks> uncommittedBlocks(BlobAddress address) {
        return key(address)
                .flatMap(key -> find(BlobTables.UNCOMMITTED_BLOCKS, key))
                .filter(uncommittedBlocks -> !uncommittedBlocks.isExpired(clock.now()));
    }

    /** The blobs with a pending copy, as far as they still exist. */
    public List<BlobAddress> pendingCopies() {
        return view.scan(BlobTables.COPIES, RecordKey.FIRST, RecordKey.AFTER_ALL)
                .map(entry -> address(entry.getKey()))
                .filter(address -> blob(address).isPresent())
                .toList();
    }

    /** The lease on a blob, or on its uncommitted blocks if there is no blob yet. */
    public Optional<Lease> lease(BlobAddress address) {
        return blob(address)
                .map(stored -> Optional.ofNullable(stored.blob().lease()))
                .orElseGet(() -> uncommittedBlocks(address).map(UncommittedBlocks::lease));
    }

    /** One uncommitted block. */
    public Optional<UncommittedBlocks.Block> uncommittedBlock(UncommittedBlocks uncommittedBlocks, BlockId id) {
        return find(BlobTables.BLOCKS, BlobTables.block(uncommittedBlocks, id));
    }

    /** All uncommitted blocks in the order of their ids. */
    public Stream<BlobLayout.Block> listUncommittedBlocks(UncommittedBlocks uncommittedBlocks) {
        RecordKey key = BlobTables.generation(uncommittedBlocks);
        return view.scan(BlobTables.BLOCKS, key.children(), key.afterChildren())
                .map(entry -> new BlobLayout.Block(
                        new BlockId(entry.getKey().part(NAME)),
                        entry.getValue().content().length()));
    }

    /** A snapshot of a blob. */
    public Optional<StoredBlob> snapshot(BlobAddress address, StateId id) {
        return state(address, id).filter(state -> state.blob().state().isSnapshot());
    }

    /** The snapshots of a blob, the oldest first. */
    public Stream<StoredBlob> snapshots(BlobAddress address) {
        return states(address).filter(state -> state.blob().state().isSnapshot());
    }

    /** A version of a blob, which may be the current one. */
    public Optional<StoredBlob> version(BlobAddress address, StateId id) {
        Predicate<StoredBlob> isWanted = state -> state.blob().state().isVersion(id);
        return blob(address).filter(isWanted).or(() -> state(address, id).filter(isWanted));
    }

    /** An older state of a blob, or a deleted one. */
    public Optional<StoredBlob> state(BlobAddress address, StateId state) {
        return key(address)
                .flatMap(key -> find(BlobTables.HISTORY, BlobTables.state(key, state)))
                .filter(this::isVisible);
    }

    /** All older and deleted states of a blob, the oldest first. */
    public Stream<StoredBlob> states(BlobAddress address) {
        Optional<RecordKey> key = key(address);
        return key.stream()
                .flatMap(name -> view.scan(BlobTables.HISTORY, name.children(), name.afterChildren()))
                .map(Map.Entry::getValue)
                .filter(this::isVisible);
    }

    /** The segments of a blob that overlap a range whose {@code to} is exclusive, uncut and in their order. */
    public Stream<BlobSegments.BlobSegment> segments(BlobLayout.Segmented layout, long from, long to) {
        return new BlobSegments(view, layout).in(from, to);
    }

    /** The bytes of a blob, or of a range that lies in it. */
    public Content content(StoredBlob stored, long offset, long count) {
        return stored.blob().layout() instanceof BlobLayout.Segmented layout
                ? new BlobSegments(view, layout).content(offset, count)
                : stored.content().slice(offset, count);
    }

    /** Opens all bytes of a blob. */
    public OpenContent open(StoredBlob stored) {
        return stored.blob().layout() instanceof BlobLayout.Segmented
                ? open(stored, 0, stored.blob().length())
                : store.open(view, stored.content());
    }

    /** Opens the bytes of a range that lies in the blob. */
    public OpenContent open(StoredBlob stored, long offset, long count) {
        return store.open(view, content(stored, offset, count));
    }

    /** The key of a blob, whether it exists or not; empty if its container does not exist. */
    Optional<RecordKey> key(BlobAddress address) {
        return Optional.ofNullable(locate(address)).map(Location::key);
    }

    /** Must be called when the transaction that this reads has changed or removed a container. */
    void containersChanged() {
        location = null;
    }

    private @Nullable Location locate(BlobAddress address) {
        @Nullable Location known = location;
        if (known == null || !known.address().equals(address)) {
            known = container(address.account(), address.container())
                    .map(container -> new Location(address, container, BlobTables.blob(container, address.blob())))
                    .orElse(null);
            location = known;
        }
        return known;
    }

    /** Whether the state is neither expired nor past its retention period. */
    private boolean isVisible(StoredBlob stored) {
        Blob blob = stored.blob();
        boolean lasts = blob.expiresAt() == null && blob.state().deletion() == null;
        return lasts || !(blob.isExpired(clock.now()) || blob.state().isOver(clock.now()));
    }

    private <V> Optional<V> find(Table<V> table, RecordKey key) {
        return Optional.ofNullable(view.get(table, key));
    }

    private Iterator<ListedBlob> listed(Table<StoredBlob> table, Container container, String from) {
        return under(table, container, from)
                .filter(entry -> isVisible(entry.getValue()))
                .map(entry ->
                        new ListedBlob(name(entry.getKey()), entry.getValue().blob()))
                .iterator();
    }

    private Iterator<ListedBlob> uncommitted(Container container, String from) {
        return under(BlobTables.UNCOMMITTED_BLOCKS, container, from)
                .filter(entry -> !entry.getValue().isExpired(clock.now()))
                .map(entry -> ListedBlob.uncommitted(
                        name(entry.getKey()), entry.getValue().lease()))
                .iterator();
    }

    private <V> Stream<Map.Entry<RecordKey, V>> under(Table<V> table, Container container, String from) {
        RecordKey all = BlobTables.generation(container);
        return view.scan(table, new RecordKey(all.children().text() + from), all.afterChildren());
    }

    private static BlobAddress address(RecordKey copy) {
        return new BlobAddress(copy.part(0), new ContainerName(copy.part(1)), new BlobName(copy.part(2)));
    }

    private static BlobName name(RecordKey key) {
        return new BlobName(key.part(NAME));
    }

    private record Location(BlobAddress address, Container container, RecordKey key) {}
}
