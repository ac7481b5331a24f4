package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.repair.Inspection;
import dev.nephelite.emulator.store.repair.Inspection.ContentProblem;
import dev.nephelite.emulator.store.repair.TableInspector;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.store.table.TableReader;
import dev.nephelite.emulator.value.ETag;
import dev.nephelite.emulator.value.Metadata;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Describes the records of the Blob service and finds damaged ones. */
public final class BlobInspector implements TableInspector {

    private static final Map<String, String> PLURALS = Map.of(
            BlobTables.CONTAINERS.name(), "containers",
            BlobTables.DELETED_CONTAINERS.name(), "deleted containers",
            BlobTables.BLOBS.name(), "blobs",
            BlobTables.HISTORY.name(), "snapshots and versions of blobs",
            BlobTables.SEGMENTS.name(), "parts of append and page blobs",
            BlobTables.UNCOMMITTED_BLOCKS.name(), "blobs with uncommitted blocks",
            BlobTables.BLOCKS.name(), "uncommitted blocks",
            BlobTables.DEADLINES.name(), "dates on which blobs expire",
            BlobTables.COPIES.name(), "copies in progress",
            BlobTables.PROPERTIES.name(), "properties of the Blob service");

    @Override
    public Optional<String> plural(String table) {
        return Optional.ofNullable(PLURALS.get(table));
    }

    @Override
    public Optional<String> name(TableReader view, String table, RecordKey key) {
        if (table.equals(BlobTables.CONTAINERS.name()) || table.equals(BlobTables.DELETED_CONTAINERS.name())) {
            return Optional.of("container " + key.part(0) + "/" + key.part(1));
        }
        if (table.equals(BlobTables.BLOBS.name()) || table.equals(BlobTables.HISTORY.name())) {
            return Optional.of("blob " + container(view, key.part(0)) + "/" + key.part(1));
        }
        if (table.equals(BlobTables.UNCOMMITTED_BLOCKS.name())) {
            return Optional.of("uncommitted blocks of blob " + container(view, key.part(0)) + "/" + key.part(1));
        }
        return Optional.empty();
    }

    @Override
    public void inspect(Inspection inspection) {
        new Run(inspection).run();
    }

    /** The account and name of the container with that generation. */
    private static String container(TableReader view, String number) {
        return view.scan(BlobTables.CONTAINERS, RecordKey.FIRST, RecordKey.AFTER_ALL)
                .filter(entry -> number.equals(number(entry.getValue())))
                .map(entry -> entry.getKey().part(0) + "/" + entry.getKey().part(1))
                .findFirst()
                .orElse("(deleted or lost container)");
    }

    private static String number(Container container) {
        return RecordKey.number(container.generation());
    }

    /** One inspection: each blob must have a container and be readable, and everything else must belong to a blob. */
    private static final class Run {
        private static final String ACCOUNT = "devstoreaccount1";
        private static final int CONTAINER = 0;
        private static final int NAME = 1;

        private final Inspection inspection;
        private final Map<String, String> containers = new HashMap<>();
        private final Map<String, Recovered> recovered = new LinkedHashMap<>();
        private final Set<String> abandoned = new HashSet<>();
        private final Map<String, Owner> owners = new HashMap<>();

        Run(Inspection inspection) {
            this.inspection = inspection;
        }

        void run() {
            inspection.forEach(BlobTables.ABANDONED, (number, unused) -> abandoned.add(number.text()));
            inspection.forEach(BlobTables.CONTAINERS, (key, container) -> name(key, container));
            inspection.forEach(BlobTables.DELETED_CONTAINERS, (key, deleted) -> name(key, deleted.container()));
            inspection.forEach(BlobTables.BLOBS, (key, stored) -> blob(BlobTables.BLOBS, key, stored));
            inspection.forEach(BlobTables.HISTORY, (key, stored) -> blob(BlobTables.HISTORY, key, stored));
            segments();
            inspection.forEach(
                    BlobTables.UNCOMMITTED_BLOCKS,
                    (key, uncommittedBlocks) -> owners.put(
                            BlobTables.generation(uncommittedBlocks).text(),
                            new Owner(BlobTables.UNCOMMITTED_BLOCKS, key, uncommittedBlocks.blocks())));
            blocks();
            incomplete();
            recovered.forEach(this::recover);
            inspection.forEach(BlobTables.DEADLINES, (key, unused) -> {});
            inspection.forEach(BlobTables.COPIES, (key, unused) -> {});
            inspection.forEach(BlobTables.PROPERTIES, (key, unused) -> {});
        }

        private void name(RecordKey key, Container container) {
            containers.put(BlobTables.generation(container).text(), key.part(CONTAINER) + "/" + container.name());
        }

        private void blob(Table<StoredBlob> table, RecordKey key, StoredBlob stored) {
            String container = key.part(CONTAINER);
            Optional<ContentProblem> problem = inspection.problem(stored.content());
            if (problem.isPresent()) {
                if (!abandoned.contains(container)) {
                    inspection.lost(name(table, key), problem.get());
                }
                discard(table, key, stored.content());
                return;
            }
            inspection.uses(stored.content());
            if (!containers.containsKey(container) && !abandoned.contains(container)) {
                Instant moment = stored.blob().revision().lastModified();
                recovered.merge(container, new Recovered(1, moment), Recovered::plus);
            }
            if (stored.blob().layout() instanceof BlobLayout.Segmented layout) {
                owners.put(BlobTables.generation(layout).text(), new Owner(table, key, leastBytes(stored.blob())));
            }
        }

        /** How many bytes must exist. Page blobs may have none, and pending copies have none yet. */
        private static long leastBytes(Blob blob) {
            boolean pending = blob.copy() != null && blob.copy().isPending();
            return blob.layout() instanceof BlobLayout.Appended appended && !pending ? appended.length() : 0;
        }

        private void segments() {
            Set<String> orphans = new HashSet<>();
            inspection.forEach(BlobTables.SEGMENTS, (key, content) -> {
                if (!isPart(key, content, content.length(), orphans)) {
                    discard(BlobTables.SEGMENTS, key, content);
                }
            });
            if (!orphans.isEmpty()) {
                inspection.lost(
                        orphans.size() + " append or page blobs", "their names are lost, and so are their contents");
            }
        }

        private void blocks() {
            Set<String> orphans = new HashSet<>();
            inspection.forEach(BlobTables.BLOCKS, (key, block) -> {
                if (!isPart(key, block.content(), 1, orphans)) {
                    discard(BlobTables.BLOCKS, key, block.content());
                }
            });
            if (!orphans.isEmpty()) {
                inspection.lost(
                        "uncommitted blocks of " + orphans.size() + " blobs", "the names of the blobs are lost");
            }
        }

        /** Whether a block or segment is readable and has an owner. */
        private boolean isPart(RecordKey key, Content content, long size, Set<String> orphans) {
            String number = key.part(CONTAINER);
            Optional<ContentProblem> problem = inspection.problem(content);
            @Nullable Owner owner = owners.get(number);
            if (owner == null && !abandoned.contains(number)) {
                orphans.add(number);
                return false;
            }
            if (problem.isPresent()) {
                if (owner != null) {
                    owner.problem = problem.get();
                }
                return false;
            }
            inspection.uses(content);
            if (owner != null) {
                owner.found += size;
            }
            return true;
        }

        /** A blob with a missing part is removed, because the rest would be taken for all of it. */
        private void incomplete() {
            Map<String, Owner> incomplete = new HashMap<>();
            owners.forEach((number, owner) -> {
                if (!owner.isComplete()) {
                    incomplete.put(number, owner);
                    inspection.remove(owner.table, owner.key);
                    inspection.lost(name(owner.table, owner.key), owner.problem());
                }
            });
            if (!incomplete.isEmpty()) {
                removeParts(incomplete.keySet());
            }
        }

        private void removeParts(Set<String> numbers) {
            inspection.forEach(
                    BlobTables.SEGMENTS, (key, content) -> removePart(numbers, BlobTables.SEGMENTS, key, content));
            inspection.forEach(
                    BlobTables.BLOCKS, (key, block) -> removePart(numbers, BlobTables.BLOCKS, key, block.content()));
        }

        private void removePart(Set<String> numbers, Table<?> table, RecordKey key, Content content) {
            if (numbers.contains(key.part(CONTAINER))) {
                inspection.unuses(content);
                discard(table, key, content);
            }
        }

        private void discard(Table<?> table, RecordKey key, Content content) {
            inspection.discards(content);
            inspection.remove(table, key);
        }

        private String name(Table<?> table, RecordKey key) {
            String blob = containers.getOrDefault(key.part(CONTAINER), ACCOUNT + "/" + nameOf(key.part(CONTAINER)))
                    + "/" + key.part(NAME);
            if (table.equals(BlobTables.HISTORY)) {
                return "snapshot or version of blob " + blob;
            }
            return table.equals(BlobTables.UNCOMMITTED_BLOCKS) ? "uncommitted blocks of blob " + blob : "blob " + blob;
        }

        private void recover(String number, Recovered blobs) {
            ContainerName name = new ContainerName(nameOf(number));
            long generation = new RecordKey(number).numberAt(0);
            Revision revision = new Revision(ETag.of(generation), blobs.newest);
            inspection.put(
                    BlobTables.CONTAINERS,
                    BlobTables.container(ACCOUNT, name),
                    new Container(name, revision, Metadata.NONE, generation));
            inspection.mended(
                    "container of " + blobs.count + " blobs",
                    "its name and properties are lost; the blobs come back as container " + ACCOUNT + "/" + name);
        }

        private static String nameOf(String number) {
            return "recovered-" + number;
        }

        /** A container whose record is lost. */
        private record Recovered(long count, Instant newest) {
            private Recovered plus(Recovered other) {
                return new Recovered(count + other.count, newest.isAfter(other.newest) ? newest : other.newest);
            }
        }

        /** A record whose bytes or blocks are stored separately. */
        private static final class Owner {
            private final Table<?> table;
            private final RecordKey key;
            private final long expected;
            private long found;
            private @Nullable ContentProblem problem;

            private Owner(Table<?> table, RecordKey key, long expected) {
                this.table = table;
                this.key = key;
                this.expected = expected;
            }

            private boolean isComplete() {
                return problem == null && found >= expected;
            }

            private ContentProblem problem() {
                String unit = table.equals(BlobTables.UNCOMMITTED_BLOCKS) ? "blocks" : "bytes";
                return problem == null
                        ? new ContentProblem(
                                "%s of its %s %s are lost".formatted(expected - found, expected, unit), null)
                        : problem;
            }
        }
    }
}
