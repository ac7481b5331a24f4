package dev.nephelite.emulator.store.repair;

import dev.nephelite.emulator.store.repair.TablesFile.Chunk;
import dev.nephelite.emulator.store.repair.TablesFile.StoredPage;
import dev.nephelite.emulator.store.repair.TablesSalvage.LostRange;
import dev.nephelite.emulator.store.table.PendingChanges;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds leaves of the tables' file without being led to them, by trying each byte of each chunk as the beginning of a
 * page. What a newer leaf does not have within its first and last key was deleted, whatever older leaves say; other
 * records may be older than the last change.
 */
final class OrphanPages {
    private static final String NAME = "name.";
    private static final int HEXADECIMAL = 16;

    private final TablesFile file;

    OrphanPages(TablesFile file) {
        this.file = file;
    }

    /** Adds to {@code known} the names of maps that leaves of the map of names have. */
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

    /** The names of maps by their numbers, as the map of names has them. */
    static Map<Integer, String> tableNames(Map<String, String> meta) {
        Map<Integer, String> names = new TreeMap<>();
        meta.forEach((key, value) -> {
            if (key.startsWith(NAME) && value.matches("[0-9a-f]{1,7}")) {
                names.put(Integer.parseInt(value, HEXADECIMAL), key.substring(NAME.length()));
            }
        });
        return names;
    }

    /** Hands over the records of those ranges that are found anywhere, and returns how many each has. */
    Map<LostRange, Integer> recover(List<LostRange> ranges, PendingChanges.Visitor sink) throws IOException {
        Map<LostRange, Integer> counts = new HashMap<>();
        if (ranges.isEmpty()) {
            return counts;
        }
        Map<Integer, List<Range>> wanted = new HashMap<>();
        for (LostRange range : ranges) {
            wanted.computeIfAbsent(range.map(), map -> new ArrayList<>()).add(new Range(range));
        }
        forEachLeaf(wanted.keySet(), true, leaf -> {
            for (Range range : wanted.getOrDefault(leaf.map(), List.of())) {
                range.add(leaf);
            }
        });
        for (Range range : wanted.values().stream().flatMap(List::stream).toList()) {
            range.records.forEach((key, record) -> sink.visit(range.lost.table(), key, record));
            counts.put(range.lost, range.records.size());
        }
        return counts;
    }

    /** The newest first. */
    private void forEachLeaf(Set<Integer> maps, boolean checked, Action action) throws IOException {
        Set<Chunk> done = new HashSet<>();
        for (Chunk chunk : file.chunks()) {
            if (done.add(chunk)) {
                byte[] bytes = file.bytes(chunk);
                for (int offset = 0; offset + StoredPage.SMALLEST < bytes.length; offset++) {
                    // Most lengths are impossible.
                    if (bytes[offset] < 4
                            && bytes[offset] >= 0
                            && maps.contains(StoredPage.mapAt(at(bytes, offset), chunk.id(), offset))) {
                        @Nullable StoredPage page = StoredPage.parse(at(bytes, offset), chunk.id(), offset, checked);
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

    /** What was found of a range. */
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
            spans.add(new Span(leaf.keys().get(0), leaf.keys().get(leaf.keys().size() - 1)));
        }
    }

    /** The keys of which a leaf knows. */
    private record Span(String first, String last) {
        private boolean has(String key) {
            return key.compareTo(first) >= 0 && key.compareTo(last) <= 0;
        }
    }
}
