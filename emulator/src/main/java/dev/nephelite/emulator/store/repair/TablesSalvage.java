package dev.nephelite.emulator.store.repair;

import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.repair.TablesFile.Chunk;
import dev.nephelite.emulator.store.repair.TablesFile.StoredPage;
import dev.nephelite.emulator.store.table.CheckpointFooter;
import dev.nephelite.emulator.store.table.PendingChanges;
import dev.nephelite.emulator.store.table.StoreCounters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads everything that is readable in the tables' file: the newest state that the journal continues and, in place of each
 * damaged page, the records in its range of keys that older or unreachable pages have.
 */
public final class TablesSalvage {
    private static final String CHECKED = "checked:";
    private static final String FIRST_KEY = "";
    private static final int LAYOUT = 0;
    /** The map of names, unless the layout says otherwise. */
    private static final int NAMES = 1;

    private static final long UNKNOWN = -1;
    private static final int DEEPEST = 64;

    private final TablesFile file;
    private final @Nullable CheckpointFooter checkpointFooter;
    private final @Nullable Long journal;
    private final List<LostRange> lost = new ArrayList<>();
    private final Map<LostRange, Integer> recovered = new HashMap<>();
    private boolean newestBroken;
    private boolean unreadable;
    private boolean olderFormat;

    /**
     * A salvage that has read nothing yet.
     *
     * @param checkpointFooter the footer of the newest confirmed state, or null without one
     * @param journal the number of the first file of the journal, or null without one
     */
    TablesSalvage(TablesFile file, @Nullable CheckpointFooter checkpointFooter, @Nullable Long journal) {
        this.file = file;
        this.checkpointFooter = checkpointFooter;
        this.journal = journal;
    }

    /** Ranges of records whose pages are damaged. */
    List<LostRange> lost() {
        return lost;
    }

    /** How many records of a lost range were found elsewhere in the file. */
    int recovered(LostRange range) {
        return recovered.getOrDefault(range, 0);
    }

    /** Whether the newest state is damaged as a whole, and the one before it was read. */
    boolean isNewestBroken() {
        return newestBroken;
    }

    /** Whether there are tables of an older format that are not upgraded yet. */
    boolean isOfOlderFormat() {
        return olderFormat;
    }

    /** Whether neither the newest state nor the one before it is readable, so that all records found may be outdated. */
    boolean isUnreadable() {
        return unreadable;
    }

    /**
     * The number of the first file of the journal that the tables need.
     *
     * @param present the number of the first existing file, or null without one
     * @return null if it cannot be read
     */
    public static @Nullable Long firstJournal(DataFolder folder, @Nullable Long present) throws IOException {
        if (!isPresent(folder.tables())) {
            return null;
        }
        try (TablesFile file = TablesFile.open(folder.tables())) {
            return new TablesSalvage(file, CheckpointFooter.read(folder.footer()), present)
                    .firstJournal(folder.tables());
        }
    }

    private @Nullable Long firstJournal(Path tables) throws IOException {
        @Nullable State state = newest(tables);
        if (state == null) {
            return isAllInTheJournal() ? journal : null;
        }
        boolean known = state.names.values().stream().allMatch(name -> name.startsWith(CHECKED));
        return known ? state.firstJournal : null;
    }

    /** Visits every readable record, in no particular order. */
    void read(Path tables, PendingChanges.Visitor sink) throws IOException {
        @Nullable State state = newest(tables);
        if (state == null && isAllInTheJournal()) {
            return;
        }
        Map<Integer, String> names = state == null ? Map.of() : state.names;
        unreadable = state == null || state.outdated;
        boolean whole = state != null && state.whole && !state.outdated;
        if (!whole) {
            names = new OrphanPages(file).names(NAMES, names);
        }
        for (Map.Entry<Integer, String> table : names.entrySet()) {
            if (!table.getValue().startsWith(CHECKED)) {
                olderFormat = true;
                continue;
            }
            @Nullable Long root = state == null || state.outdated ? null : state.roots.get(table.getKey());
            String name = table.getValue().substring(CHECKED.length());
            if (root != null) {
                new Walk(table.getKey(), name, true, sink).from(root);
            } else if (!whole) {
                lost.add(new LostRange(table.getKey(), name, FIRST_KEY, null, UNKNOWN, UNKNOWN));
            }
        }
        recovered.putAll(new OrphanPages(file).recover(lost, sink));
    }

    /** Whether no state is confirmed yet and the journal begins with the first write. */
    private boolean isAllInTheJournal() {
        return checkpointFooter == null && journal != null && journal == 1;
    }

    /** The newest confirmed state, or the one before it if the newest is damaged and the journal has the difference. */
    private @Nullable State newest(Path tables) throws IOException {
        @Nullable State fallback = null;
        boolean unconfirmed = isAllInTheJournal();
        for (Chunk chunk : file.chunks()) {
            int comparedToConfirmed =
                    checkpointFooter == null ? 0 : Long.compare(chunk.version(), checkpointFooter.version());
            if (unconfirmed || comparedToConfirmed > 0) {
                unconfirmed = false;
                continue;
            }
            boolean broken =
                    checkpointFooter != null && comparedToConfirmed == 0 && checkpointFooter.isBrokenIn(tables);
            @Nullable State state = new State(chunk).read();
            // A newer one that was confirmed may be missing altogether.
            newestBroken |= broken || state == null || comparedToConfirmed < 0;
            if (state != null) {
                boolean complete = !broken && journal != null && journal <= state.firstJournal;
                if (!newestBroken || complete) {
                    return state.used();
                }
                if (fallback != null) {
                    break;
                }
                fallback = state;
                fallback.outdated = !broken;
            }
        }
        return fallback == null ? null : fallback.used();
    }

    private static boolean isWithin(List<String> keys, String from, @Nullable String to) {
        for (int i = 0; i < keys.size(); i++) {
            String key = keys.get(i);
            boolean ordered = i == 0 ? key.compareTo(from) >= 0 : key.compareTo(keys.get(i - 1)) > 0;
            if (!ordered || (to != null && key.compareTo(to) >= 0)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Records that could not be read.
     *
     * @param to exclusive; null for all from {@code from} on
     * @param records their number, negative if unknown
     * @param place the offset of the damaged page in the file, negative if unknown
     */
    record LostRange(
            int map, String table, String from, @Nullable String to, long records, long place) {
        boolean has(String key) {
            return key.compareTo(from) >= 0 && (to == null || key.compareTo(to) < 0);
        }
    }

    /** A traversal of one map. */
    private final class Walk {
        private final int map;
        private final String table;
        private final boolean checked;
        private final List<LostRange> lost;
        private final PendingChanges.Visitor sink;

        private Walk(int map, String table, boolean checked, PendingChanges.Visitor sink) {
            this.map = map;
            this.table = table;
            this.checked = checked;
            this.sink = sink;
            this.lost = checked ? TablesSalvage.this.lost : new ArrayList<>();
        }

        /** Visits the records below a root page. */
        private void from(long root) throws IOException {
            visit(root, FIRST_KEY, null, UNKNOWN, 0);
        }

        private void visit(long position, String from, @Nullable String to, long records, int depth)
                throws IOException {
            @Nullable StoredPage page = depth > DEEPEST ? null : file.page(position, map, checked);
            if (page == null || !isWithin(page.keys(), from, to)) {
                lost.add(new LostRange(map, table, from, to, records, file.placeOf(position)));
            } else if (page.isLeaf()) {
                for (int i = 0; i < page.keys().size(); i++) {
                    sink.visit(table, page.keys().get(i), page.values().get(i));
                }
            } else {
                visitChildren(page, from, to, depth + 1);
            }
        }

        private void visitChildren(StoredPage page, String from, @Nullable String to, int depth) throws IOException {
            for (int i = 0; i < page.children().size(); i++) {
                StoredPage.Child child = page.children().get(i);
                if (child.position() != 0) {
                    String childFrom = i == 0 ? from : page.keys().get(i - 1);
                    String childTo = i < page.keys().size() ? page.keys().get(i) : to;
                    visit(child.position(), childFrom, childTo, child.records(), depth);
                }
            }
        }
    }

    /** The state after one save. */
    private final class State {
        private final Chunk chunk;
        private final Map<Integer, Long> roots = new HashMap<>();
        private final Map<Integer, String> names = new TreeMap<>();
        private boolean whole = true;
        private final List<Chunk> places = new ArrayList<>();
        private long firstJournal = 1;
        /** Whether it is older than the newest one and the journal does not have the difference. */
        private boolean outdated;

        private State(Chunk chunk) {
            this.chunk = chunk;
        }

        /** Returns null if nothing can be read. */
        private @Nullable State read() throws IOException {
            Map<String, String> layout = texts(LAYOUT, chunk.layout());
            if (layout.isEmpty()) {
                return null;
            }
            for (Map.Entry<String, String> entry : layout.entrySet()) {
                if (entry.getKey().startsWith("chunk.")) {
                    @Nullable Chunk place = Chunk.of(CheckpointFooter.fieldsOf(entry.getValue()));
                    if (place != null) {
                        places.add(place);
                    }
                } else if (entry.getKey().startsWith("root.")) {
                    roots.put(
                            (int) CheckpointFooter.number(
                                    Map.of("map", entry.getKey().substring(5)), "map"),
                            CheckpointFooter.number(Map.of("root", entry.getValue()), "root"));
                }
            }
            places.add(chunk);
            used().readNames((int) CheckpointFooter.number(layout, "meta.id"));
            firstJournal = firstJournal();
            return this;
        }

        /** Resolves pages by the chunk positions of this state. */
        private State used() {
            places.forEach(file::place);
            return this;
        }

        private void readNames(int map) throws IOException {
            @Nullable Long root = roots.get(map);
            Map<String, String> meta = root == null ? Map.of() : texts(map, root);
            whole &= root != null;
            names.putAll(OrphanPages.tableNames(meta));
        }

        private long firstJournal() throws IOException {
            long[] first = {1};
            for (Map.Entry<Integer, String> table : names.entrySet()) {
                @Nullable Long root = roots.get(table.getKey());
                if (root != null && table.getValue().equals(CHECKED + StoreCounters.TABLE.name())) {
                    int before = lost.size();
                    Walk counters = new Walk(table.getKey(), table.getValue(), true, (name, key, record) -> {
                        if (key.equals(StoreCounters.FIRST_JOURNAL.text()) && record != null) {
                            first[0] = StoreCounters.TABLE.decode(record);
                        }
                    });
                    counters.from(root);
                    lost.subList(before, lost.size()).clear();
                }
            }
            return first[0];
        }

        private Map<String, String> texts(int map, long root) throws IOException {
            Map<String, String> texts = new TreeMap<>();
            Walk walk = new Walk(map, "", false, (table, key, value) -> {
                if (value != null) {
                    texts.put(key, new String(value, StandardCharsets.UTF_8));
                }
            });
            walk.from(root);
            whole &= walk.lost.isEmpty();
            return texts;
        }
    }

    /** Whether the file exists and is not empty. */
    static boolean isPresent(Path tables) throws IOException {
        return Files.exists(tables) && Files.size(tables) > 0;
    }

    /**
     * Finds leaves that are not reachable from a root, by trying each byte of each chunk as the beginning of a page. A record
     * that a newer leaf lacks between its first and last key was deleted, even if older leaves have it. Other records may be
     * older than their last change.
     */
    private static final class OrphanPages {
        private static final String NAME = "name.";
        private static final int HEXADECIMAL = 16;

        private final TablesFile file;

        OrphanPages(TablesFile file) {
            this.file = file;
        }

        /** Adds to {@code known} the names found in leaves of the map of names. */
        Map<Integer, String> names(int map, Map<Integer, String> known) throws IOException {
            Map<Integer, String> names = new TreeMap<>(known);
            forEachLeaf(Set.of(map), false, leaf -> {
                Map<String, String> texts = new HashMap<>();
                for (int i = 0; i < leaf.keys().size(); i++) {
                    texts.put(leaf.keys().get(i), leaf.text(i));
                }
                tableNames(texts).forEach(names::putIfAbsent);
            });
            return names;
        }

        /** The names of maps by number, from the map of names. */
        static Map<Integer, String> tableNames(Map<String, String> meta) {
            Map<Integer, String> names = new TreeMap<>();
            meta.forEach((key, value) -> {
                if (key.startsWith(NAME) && value.matches("[0-9a-f]{1,7}")) {
                    names.put(Integer.parseInt(value, HEXADECIMAL), key.substring(NAME.length()));
                }
            });
            return names;
        }

        /** Visits the records found anywhere for those ranges. Returns the number for each range. */
        Map<LostRange, Integer> recover(List<LostRange> lost, PendingChanges.Visitor sink) throws IOException {
            Map<LostRange, Integer> counts = new HashMap<>();
            if (lost.isEmpty()) {
                return counts;
            }
            Map<Integer, List<Range>> ranges = new HashMap<>();
            for (LostRange range : lost) {
                ranges.computeIfAbsent(range.map(), map -> new ArrayList<>()).add(new Range(range));
            }
            forEachLeaf(ranges.keySet(), true, leaf -> {
                for (Range range : ranges.getOrDefault(leaf.map(), List.of())) {
                    range.add(leaf);
                }
            });
            for (Range range : ranges.values().stream().flatMap(List::stream).toList()) {
                range.records.forEach((key, record) -> sink.visit(range.lost.table(), key, record));
                counts.put(range.lost, range.records.size());
            }
            return counts;
        }

        /** Visits the leaves of those maps, the newest first. */
        private void forEachLeaf(Set<Integer> maps, boolean checked, Action action) throws IOException {
            Set<Chunk> done = new HashSet<>();
            for (Chunk chunk : file.chunks()) {
                if (done.add(chunk)) {
                    byte[] bytes = file.bytes(chunk);
                    for (int offset = 0; offset + StoredPage.SMALLEST < bytes.length; offset++) {
                        // Skips impossible lengths.
                        if (bytes[offset] < 4
                                && bytes[offset] >= 0
                                && maps.contains(StoredPage.mapAt(at(bytes, offset), chunk.id(), offset))) {
                            @Nullable
                            StoredPage page = StoredPage.parse(at(bytes, offset), chunk.id(), offset, checked);
                            if (page != null && page.isLeaf() && !page.keys().isEmpty()) {
                                action.take(page);
                            }
                        }
                    }
                }
            }
        }

        private static ByteBuffer at(byte[] bytes, int offset) {
            return ByteBuffer.wrap(bytes, offset, bytes.length - offset);
        }

        private interface Action {
            void take(StoredPage leaf);
        }

        /** The records found for a range. */
        private static final class Range {
            private final LostRange lost;
            private final Map<String, byte[]> records = new TreeMap<>();
            private final List<Span> spans = new ArrayList<>();

            private Range(LostRange lost) {
                this.lost = lost;
            }

            private void add(StoredPage leaf) {
                for (int i = 0; i < leaf.keys().size(); i++) {
                    String key = leaf.keys().get(i);
                    if (lost.has(key) && spans.stream().noneMatch(span -> span.has(key))) {
                        records.put(key, leaf.values().get(i));
                    }
                }
                spans.add(
                        new Span(leaf.keys().get(0), leaf.keys().get(leaf.keys().size() - 1)));
            }
        }

        /** The range of keys that a leaf covers. */
        private record Span(String first, String last) {
            private boolean has(String key) {
                return key.compareTo(first) >= 0 && key.compareTo(last) <= 0;
            }
        }
    }
}
