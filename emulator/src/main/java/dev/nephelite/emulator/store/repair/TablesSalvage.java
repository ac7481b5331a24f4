package dev.nephelite.emulator.store.repair;

import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.repair.TablesFile.Chunk;
import dev.nephelite.emulator.store.repair.TablesFile.StoredPage;
import dev.nephelite.emulator.store.table.CheckpointFooter;
import dev.nephelite.emulator.store.table.PendingChanges;
import dev.nephelite.emulator.store.table.StoreNumbers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the tables' file whatever can be read: the newest state that the journal goes on from, and, in place of each
 * page of it that is damaged, the records that older or unreachable pages have for its range of keys.
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
     * Begins with nothing read.
     *
     * @param checkpointFooter that of the newest state that was confirmed, or null without one
     * @param journal the number of the first file of the journal, or null without one
     */
    TablesSalvage(TablesFile file, @Nullable CheckpointFooter checkpointFooter, @Nullable Long journal) {
        this.file = file;
        this.checkpointFooter = checkpointFooter;
        this.journal = journal;
    }

    /** Ranges of records that could not be read where they belong. */
    List<LostRange> lost() {
        return lost;
    }

    /** How many records of a lost range were found elsewhere in the file. */
    int recovered(LostRange range) {
        return recovered.getOrDefault(range, 0);
    }

    /** Whether the newest state is damaged as a whole, and the one before it was taken. */
    boolean isNewestBroken() {
        return newestBroken;
    }

    /** Whether there are tables of an older format, which an upgrade has not moved yet. */
    boolean isOfOlderFormat() {
        return olderFormat;
    }

    /** Whether neither the newest state nor the one before it can be read, so that all that is found may be outdated. */
    boolean isUnreadable() {
        return unreadable;
    }

    /**
     * The number of the first file of the journal that the tables need.
     *
     * @param present the number of the first file there is, or null without one
     * @return null if that cannot be read
     */
    public static @Nullable Long firstJournal(DataFolder folder, @Nullable Long present) throws IOException {
        if (!isPresent(folder.tables())) {
            return null;
        }
        try (TablesFile file = TablesFile.open(folder.tables())) {
            return new TablesSalvage(file, CheckpointFooter.read(folder.seal()), present).firstJournal(folder.tables());
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

    /** Hands every record that can be read to {@code sink}, in no particular order. */
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
                walk(new Walk(table.getKey(), name, true), root, FIRST_KEY, null, UNKNOWN, 0, sink);
            } else if (!whole) {
                lost.add(new LostRange(table.getKey(), name, FIRST_KEY, null, UNKNOWN, UNKNOWN));
            }
        }
        recovered.putAll(new OrphanPages(file).recover(lost, sink));
    }

    /** Nothing was confirmed yet, and the journal begins with the first write. */
    private boolean isAllInTheJournal() {
        return checkpointFooter == null && journal != null && journal == 1;
    }

    /** The newest confirmed state, or the one before it if that one is damaged and the journal has the difference. */
    private @Nullable State newest(Path tables) throws IOException {
        @Nullable State fallback = null;
        boolean unconfirmed = isAllInTheJournal();
        for (Chunk chunk : file.chunks()) {
            if (unconfirmed || (checkpointFooter != null && chunk.version() > checkpointFooter.version())) {
                unconfirmed = false;
                continue;
            }
            boolean broken = checkpointFooter != null
                    && chunk.version() == checkpointFooter.version()
                    && checkpointFooter.isBrokenIn(tables);
            @Nullable State state = new State(chunk).read();
            // A newer one that was confirmed may be missing altogether.
            newestBroken |= broken
                    || state == null
                    || (checkpointFooter != null && chunk.version() < checkpointFooter.version());
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

    private void walk(
            Walk walk,
            long position,
            String from,
            @Nullable String to,
            long records,
            int depth,
            PendingChanges.Visitor sink)
            throws IOException {
        @Nullable StoredPage page = depth > DEEPEST ? null : file.page(position, walk.map, walk.checked);
        if (page == null || !isWithin(page.keys(), from, to)) {
            walk.lost.add(new LostRange(walk.map, walk.table, from, to, records, file.placeOf(position)));
        } else if (page.isLeaf()) {
            for (int i = 0; i < page.keys().size(); i++) {
                sink.visit(walk.table, page.keys().get(i), page.values().get(i));
            }
        } else {
            for (int i = 0; i < page.children().size(); i++) {
                StoredPage.Child child = page.children().get(i);
                if (child.position() != 0) {
                    String childFrom = i == 0 ? from : page.keys().get(i - 1);
                    String childTo = i < page.keys().size() ? page.keys().get(i) : to;
                    walk(walk, child.position(), childFrom, childTo, child.records(), depth + 1, sink);
                }
            }
        }
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
     * @param records how many; negative if that is not known
     * @param place of the damaged page in the file; negative if that is not known
     */
    record LostRange(
            int map, String table, String from, @Nullable String to, long records, long place) {
        boolean has(String key) {
            return key.compareTo(from) >= 0 && (to == null || key.compareTo(to) < 0);
        }
    }

    /** Reads one map. */
    private final class Walk {
        private final int map;
        private final String table;
        private final boolean checked;
        private final List<LostRange> lost;

        private Walk(int map, String table, boolean checked) {
            this.map = map;
            this.table = table;
            this.checked = checked;
            this.lost = checked ? TablesSalvage.this.lost : new ArrayList<>();
        }
    }

    /** What was there after one save. */
    private final class State {
        private final Chunk chunk;
        private final Map<Integer, Long> roots = new HashMap<>();
        private final Map<Integer, String> names = new TreeMap<>();
        private boolean whole = true;
        private final List<Chunk> places = new ArrayList<>();
        private long firstJournal = 1;
        /** Older than the newest one, and the journal does not have the difference. */
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

        /** Has pages looked for where this state says. */
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
                if (root != null && table.getValue().equals(CHECKED + StoreNumbers.TABLE.name())) {
                    Walk numbers = new Walk(table.getKey(), table.getValue(), true);
                    int before = lost.size();
                    walk(numbers, root, FIRST_KEY, null, UNKNOWN, 0, (name, key, record) -> {
                        if (key.equals(StoreNumbers.FIRST_JOURNAL.text()) && record != null) {
                            first[0] = StoreNumbers.TABLE.decode(record);
                        }
                    });
                    lost.subList(before, lost.size()).clear();
                }
            }
            return first[0];
        }

        private Map<String, String> texts(int map, long root) throws IOException {
            Map<String, String> texts = new TreeMap<>();
            Walk walk = new Walk(map, "", false);
            walk(walk, root, FIRST_KEY, null, UNKNOWN, 0, (table, key, value) -> {
                if (value != null) {
                    texts.put(key, new String(value, StandardCharsets.UTF_8));
                }
            });
            whole &= walk.lost.isEmpty();
            return texts;
        }
    }

    /** Whether there is anything to read. */
    static boolean isPresent(Path tables) throws IOException {
        return Files.exists(tables) && Files.size(tables) > 0;
    }
}
