package dev.nephelite.blob.store;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.Container;
import dev.nephelite.blob.model.ContainerName;
import dev.nephelite.blob.model.Layout;
import dev.nephelite.blob.model.Revision;
import dev.nephelite.emulator.store.Content;
import dev.nephelite.emulator.store.Inspection;
import dev.nephelite.emulator.store.Inspection.ContentProblem;
import dev.nephelite.emulator.store.Key;
import dev.nephelite.emulator.store.Table;
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

/**
 * One check of the records of the Blob service: each blob has a container and can be read, and everything else that is
 * kept for a blob has one.
 */
final class BlobInspection {
    private static final String ACCOUNT = "devstoreaccount1";
    private static final int CONTAINER = 0;
    private static final int NAME = 1;
    private static final int HEXADECIMAL = 16;

    private final Inspection inspection;
    private final Map<String, String> containers = new HashMap<>();
    private final Map<String, Recovered> recovered = new LinkedHashMap<>();
    private final Set<String> abandoned = new HashSet<>();
    private final Map<String, Owner> owners = new HashMap<>();

    BlobInspection(Inspection inspection) {
        this.inspection = inspection;
    }

    void run() {
        inspection.forEach(Tables.ABANDONED, (number, unused) -> abandoned.add(number.text()));
        inspection.forEach(Tables.CONTAINERS, (key, container) -> name(key, container));
        inspection.forEach(Tables.DELETED_CONTAINERS, (key, deleted) -> name(key, deleted.container()));
        inspection.forEach(Tables.BLOBS, (key, stored) -> blob(Tables.BLOBS, key, stored));
        inspection.forEach(Tables.HISTORY, (key, stored) -> blob(Tables.HISTORY, key, stored));
        pieces();
        inspection.forEach(
                Tables.STAGINGS,
                (key, staging) -> owners.put(
                        Tables.incarnation(staging).text(), new Owner(Tables.STAGINGS, key, staging.blocks())));
        blocks();
        incomplete();
        recovered.forEach(this::recover);
        inspection.forEach(Tables.DEADLINES, (key, unused) -> {});
        inspection.forEach(Tables.COPIES, (key, unused) -> {});
        inspection.forEach(Tables.SETTINGS, (key, unused) -> {});
    }

    private void name(Key key, Container container) {
        containers.put(Tables.incarnation(container).text(), key.part(CONTAINER) + "/" + container.name());
    }

    private void blob(Table<StoredBlob> table, Key key, StoredBlob stored) {
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
        if (stored.blob().layout() instanceof Layout.InPieces layout) {
            owners.put(Tables.incarnation(layout).text(), new Owner(table, key, leastBytes(stored.blob())));
        }
    }

    /** How many bytes must be there: a page blob has none where nothing was written, and a pending copy none yet. */
    private static long leastBytes(Blob blob) {
        boolean pending = blob.copy() != null && blob.copy().isPending();
        return blob.layout() instanceof Layout.Appended appended && !pending ? appended.length() : 0;
    }

    private void pieces() {
        Set<String> orphans = new HashSet<>();
        inspection.forEach(Tables.PIECES, (key, content) -> {
            if (!isPart(key, content, content.length(), orphans)) {
                discard(Tables.PIECES, key, content);
            }
        });
        if (!orphans.isEmpty()) {
            inspection.lost(
                    orphans.size() + " append or page blobs", "their names are lost, and so are their contents");
        }
    }

    private void blocks() {
        Set<String> orphans = new HashSet<>();
        inspection.forEach(Tables.BLOCKS, (key, block) -> {
            if (!isPart(key, block.content(), 1, orphans)) {
                discard(Tables.BLOCKS, key, block.content());
            }
        });
        if (!orphans.isEmpty()) {
            inspection.lost("uncommitted blocks of " + orphans.size() + " blobs", "the names of the blobs are lost");
        }
    }

    /** Whether a part can be read and belongs to something. */
    private boolean isPart(Key key, Content content, long size, Set<String> orphans) {
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

    /** What has lost a part is lost as a whole: what is left would be taken for all of it. */
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
        inspection.forEach(Tables.PIECES, (key, content) -> removePart(numbers, Tables.PIECES, key, content));
        inspection.forEach(Tables.BLOCKS, (key, block) -> removePart(numbers, Tables.BLOCKS, key, block.content()));
    }

    private void removePart(Set<String> numbers, Table<?> table, Key key, Content content) {
        if (numbers.contains(key.part(CONTAINER))) {
            inspection.unuses(content);
            discard(table, key, content);
        }
    }

    private void discard(Table<?> table, Key key, Content content) {
        inspection.discards(content);
        inspection.remove(table, key);
    }

    private String name(Table<?> table, Key key) {
        String blob = containers.getOrDefault(key.part(CONTAINER), ACCOUNT + "/" + nameOf(key.part(CONTAINER))) + "/"
                + key.part(NAME);
        if (table.equals(Tables.HISTORY)) {
            return "snapshot or version of blob " + blob;
        }
        return table.equals(Tables.STAGINGS) ? "uncommitted blocks of blob " + blob : "blob " + blob;
    }

    private void recover(String number, Recovered blobs) {
        ContainerName name = new ContainerName(nameOf(number));
        long incarnation = Long.parseLong(number, HEXADECIMAL);
        Revision revision = new Revision(ETag.of(incarnation), blobs.newest);
        inspection.put(
                Tables.CONTAINERS,
                Tables.container(ACCOUNT, name),
                new Container(name, revision, Metadata.NONE, incarnation));
        inspection.mended(
                "container of " + blobs.count + " blobs",
                "its name and properties are lost; the blobs come back as container " + ACCOUNT + "/" + name);
    }

    private static String nameOf(String number) {
        return "recovered-" + number;
    }

    /** What is known of a container whose record is lost. */
    private record Recovered(long count, Instant newest) {
        private Recovered plus(Recovered other) {
            return new Recovered(count + other.count, newest.isAfter(other.newest) ? newest : other.newest);
        }
    }

    /** A record whose bytes or blocks are kept apart from it. */
    private static final class Owner {
        private final Table<?> table;
        private final Key key;
        private final long expected;
        private long found;
        private @Nullable ContentProblem problem;

        private Owner(Table<?> table, Key key, long expected) {
            this.table = table;
            this.key = key;
            this.expected = expected;
        }

        private boolean isComplete() {
            return problem == null && found >= expected;
        }

        private ContentProblem problem() {
            String unit = table.equals(Tables.STAGINGS) ? "blocks" : "bytes";
            return problem == null
                    ? new ContentProblem("%d of its %d %s are lost".formatted(expected - found, expected, unit), null)
                    : problem;
        }
    }
}
