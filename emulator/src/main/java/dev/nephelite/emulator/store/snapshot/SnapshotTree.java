package dev.nephelite.emulator.store.snapshot;

import dev.nephelite.emulator.store.content.Extent;
import dev.nephelite.emulator.store.table.PendingChanges;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.StoreCounters;
import dev.nephelite.emulator.store.table.TableReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of a store and how each differs from the current state, as a part of a write.
 *
 * <p>Saving a snapshot copies nothing: it adds a {@link SnapshotNode}, the <em>base</em> of the current state. From then on,
 * the first change of each record also stores how the record was in the base, as its {@link BeforeImage}. The next snapshot
 * becomes the new base, and its predecessor keeps the images that lead from one to the other. So the nodes are a tree: each
 * names the next one on the path to the current state, which is the root.
 *
 * <p>Loading a snapshot applies the images on the path to it. What they replace becomes the images of the nodes on that
 * path, which now lead in the other direction. It takes as long as what has changed, not as what is stored.
 *
 * <p>A deleted node stays without a name while others lead through it. If only one does, {@link #mergeDeleted} moves the
 * images to that one.
 */
public final class SnapshotTree {
    /** What is not a part of snapshots: counters and numbers that must never repeat, and the log of events. */
    private static final Set<String> EXCLUDED = Set.of(
            StoreCounters.TABLE.name(),
            Extent.RUNS.name(),
            SnapshotNode.TABLE.name(),
            BeforeImage.TABLE.name(),
            "events");

    /** The number of the base. No record means that there is none, and that no images are needed. */
    public static final RecordKey BASE = RecordKey.of("snapshot");

    private final PendingChanges changes;
    private final Set<Long> droppedExtents = new LinkedHashSet<>();

    /** The tree that {@code changes} read and change. */
    public SnapshotTree(PendingChanges changes) {
        this.changes = changes;
    }

    /** The snapshots in the order in which they were saved. */
    public static List<SavedSnapshot> list(TableReader view) {
        List<SavedSnapshot> saved = new ArrayList<>();
        for (SnapshotNode node : nodes(view)) {
            @Nullable String name = node.name();
            if (name != null) {
                saved.add(new SavedSnapshot(name, node.savedAt()));
            }
        }
        return saved;
    }

    /** Whether a snapshot, or a deleted one that is not removed yet, has this extent. */
    public static boolean hasExtent(TableReader view, long extent) {
        for (SnapshotNode node : nodes(view)) {
            @Nullable
            BeforeImage image = view.get(
                    BeforeImage.TABLE,
                    BeforeImage.key(
                            node.id(), Extent.TABLE.name(), Extent.key(extent).text()));
            if (image != null && image.record() != null) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is a node for {@link #mergeDeleted}, or may be one later. */
    public static boolean hasDeleted(TableReader view) {
        return nodes(view).stream().anyMatch(SnapshotNode::isDeleted);
    }

    /**
     * Stores the images that the base needs because of the other changes. To be called once, after all of them.
     */
    public void keepBeforeImages() {
        @Nullable Long base = changes.get(StoreCounters.TABLE, BASE);
        if (base == null) {
            return;
        }
        List<RecordKey> needless = new ArrayList<>();
        List<Map.Entry<RecordKey, BeforeImage>> missing = new ArrayList<>();
        changes.forEach((table, key, record) -> {
            if (EXCLUDED.contains(table)) {
                return;
            }
            RecordKey imageKey = BeforeImage.key(base, table, key);
            @Nullable BeforeImage image = changes.get(BeforeImage.TABLE, imageKey);
            byte @Nullable [] before = changes.before(table, key);
            if (image == null && (before != null || record != null)) {
                missing.add(Map.entry(imageKey, new BeforeImage(before)));
            } else if (image != null && image.record() == null && record == null) {
                // It was written and removed since, like a message. Otherwise the images would grow without bound.
                needless.add(imageKey);
            }
        });
        needless.forEach(key -> changes.remove(BeforeImage.TABLE, key));
        missing.forEach(image -> changes.put(BeforeImage.TABLE, image.getKey(), image.getValue()));
    }

    /** Whether a record is of the snapshots themselves, and not of the state that clients see. */
    public static boolean isOwn(String table, String key) {
        return table.equals(SnapshotNode.TABLE.name())
                || table.equals(BeforeImage.TABLE.name())
                || (table.equals(StoreCounters.TABLE.name()) && key.equals(BASE.text()));
    }

    /** The extents that a state has lost, and that may be unused if they are files. */
    public Set<Long> droppedExtents() {
        return droppedExtents;
    }

    /** Whether there is a snapshot of this name. */
    public boolean has(SnapshotName name) {
        return find(name).isPresent();
    }

    /** Saves the current state under a name that no snapshot has. */
    public void save(SnapshotName name, Instant now) {
        @Nullable RecordKey last = changes.lastBefore(SnapshotNode.TABLE, RecordKey.AFTER_ALL);
        long id = last == null ? 1 : last.numberAt(0) + 1;
        base().ifPresent(base -> put(base.withNext(id)));
        put(new SnapshotNode(id, name.value(), now, SnapshotNode.CURRENT));
        changes.put(StoreCounters.TABLE, BASE, id);
    }

    /**
     * Deletes the name of a snapshot. {@link #mergeDeleted} removes the rest.
     *
     * @return whether there was such a snapshot
     */
    public boolean delete(SnapshotName name) {
        Optional<SnapshotNode> node = find(name);
        node.ifPresent(found -> put(found.deleted()));
        return node.isPresent();
    }

    /**
     * Makes the state of a snapshot the current one. Nothing else may have changed in the same write.
     *
     * @return whether there is such a snapshot
     */
    public boolean load(SnapshotName name) {
        Optional<SnapshotNode> target = find(name);
        target.ifPresent(this::load);
        return target.isPresent();
    }

    private void load(SnapshotNode target) {
        List<SnapshotNode> path = path(target);
        int last = path.size() - 1;
        int needed = lastNeeded(path);
        for (int i = last; i >= 0; i--) {
            apply(path.get(i), i < needed ? path.get(i + 1) : null);
        }
        path.subList(needed + 1, path.size()).forEach(node -> changes.remove(SnapshotNode.TABLE, node.key()));
        for (int i = 1; i <= needed; i++) {
            put(path.get(i).withNext(path.get(i - 1).id()));
        }
        put(target.withNext(SnapshotNode.CURRENT));
        changes.put(StoreCounters.TABLE, BASE, target.id());
    }

    /** The nodes from {@code target} to the base. */
    private List<SnapshotNode> path(SnapshotNode target) {
        List<SnapshotNode> path = new ArrayList<>(List.of(target));
        for (long next = target.next();
                next != SnapshotNode.CURRENT;
                next = path.get(path.size() - 1).next()) {
            path.add(require(next));
        }
        return path;
    }

    /** The index of the last node that is needed after a load: those behind it are deleted and lead to no other node. */
    private int lastNeeded(List<SnapshotNode> path) {
        List<SnapshotNode> all = nodes(changes);
        int last = path.size() - 1;
        while (last > 0
                && path.get(last).isDeleted()
                && children(all, path.get(last)).size() == 1) {
            last--;
        }
        return last;
    }

    /**
     * Changes the current state into that of {@code node}.
     *
     * @param left the node whose state the current one was before, which gets the images that lead back; null if nobody
     *     needs them
     */
    private void apply(SnapshotNode node, @Nullable SnapshotNode left) {
        Iterator<Map.Entry<RecordKey, BeforeImage>> images = imagesOf(node);
        while (images.hasNext()) {
            Map.Entry<RecordKey, BeforeImage> entry = images.next();
            String table = BeforeImage.table(entry.getKey());
            String key = BeforeImage.record(entry.getKey());
            byte @Nullable [] replaced = changes.record(table, key);
            changes.putRecord(table, key, entry.getValue().record());
            changes.remove(BeforeImage.TABLE, entry.getKey());
            if (left != null) {
                changes.put(BeforeImage.TABLE, BeforeImage.key(left.id(), table, key), new BeforeImage(replaced));
            }
            if (entry.getValue().record() == null) {
                dropExtent(table, key);
            }
        }
    }

    /**
     * Removes some images of a deleted snapshot, or moves them to the only one that needs them.
     *
     * @param most how many
     * @return whether there is more to do
     */
    public boolean mergeDeleted(int most) {
        List<SnapshotNode> all = nodes(changes);
        for (SnapshotNode node : all) {
            List<SnapshotNode> children = children(all, node);
            if (node.isDeleted() && children.size() <= 1) {
                merge(node, children.isEmpty() ? null : children.get(0), most);
                return true;
            }
        }
        return false;
    }

    private void merge(SnapshotNode deleted, @Nullable SnapshotNode child, int most) {
        if (child == null && isBase(deleted)) {
            changes.remove(StoreCounters.TABLE, BASE);
        }
        Iterator<Map.Entry<RecordKey, BeforeImage>> images = imagesOf(deleted);
        for (int left = most; left > 0 && images.hasNext(); left--) {
            Map.Entry<RecordKey, BeforeImage> entry = images.next();
            merge(entry.getKey(), entry.getValue(), child);
        }
        if (!images.hasNext()) {
            changes.remove(SnapshotNode.TABLE, deleted.key());
            if (child != null) {
                put(child.withNext(deleted.next()));
                if (isBase(deleted)) {
                    changes.put(StoreCounters.TABLE, BASE, child.id());
                }
            }
        }
    }

    private void merge(RecordKey key, BeforeImage image, @Nullable SnapshotNode child) {
        String table = BeforeImage.table(key);
        String record = BeforeImage.record(key);
        changes.remove(BeforeImage.TABLE, key);
        @Nullable RecordKey moved = child == null ? null : BeforeImage.key(child.id(), table, record);
        if (moved != null && changes.get(BeforeImage.TABLE, moved) == null) {
            changes.put(BeforeImage.TABLE, moved, image);
        } else if (image.record() != null) {
            dropExtent(table, record);
        }
    }

    private void dropExtent(String table, String key) {
        if (table.equals(Extent.TABLE.name())) {
            droppedExtents.add(Extent.id(new RecordKey(key)));
        }
    }

    private boolean isBase(SnapshotNode node) {
        @Nullable Long base = changes.get(StoreCounters.TABLE, BASE);
        return base != null && base == node.id();
    }

    private Optional<SnapshotNode> base() {
        @Nullable Long base = changes.get(StoreCounters.TABLE, BASE);
        return Optional.ofNullable(base).map(this::require);
    }

    private SnapshotNode require(long id) {
        @Nullable SnapshotNode node = changes.get(SnapshotNode.TABLE, SnapshotNode.key(id));
        if (node == null) {
            throw new IllegalStateException("the node " + id + " of the snapshots does not exist");
        }
        return node;
    }

    private Optional<SnapshotNode> find(SnapshotName name) {
        return nodes(changes).stream()
                .filter(node -> name.value().equals(node.name()))
                .findFirst();
    }

    private void put(SnapshotNode node) {
        changes.put(SnapshotNode.TABLE, node.key(), node);
    }

    /** The images of a node before this write. They may be changed meanwhile. */
    private Iterator<Map.Entry<RecordKey, BeforeImage>> imagesOf(SnapshotNode node) {
        return changes.scanBefore(
                        BeforeImage.TABLE, node.key().children(), node.key().afterChildren())
                .iterator();
    }

    private static List<SnapshotNode> children(List<SnapshotNode> all, SnapshotNode parent) {
        return all.stream().filter(node -> node.next() == parent.id()).toList();
    }

    private static List<SnapshotNode> nodes(TableReader view) {
        return view.scan(SnapshotNode.TABLE, RecordKey.FIRST, RecordKey.AFTER_ALL)
                .map(Map.Entry::getValue)
                .toList();
    }
}
