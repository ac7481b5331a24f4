package dev.nephelite.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.store.journal.JournalFiles;
import dev.nephelite.emulator.store.snapshot.SavedSnapshot;
import dev.nephelite.emulator.store.snapshot.SnapshotName;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed while it saves, loads or deletes a snapshot, with its last bytes lost: at each byte of the journal.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SnapshotCrashTest {
    private static final Table<String> NAMES = StoreContract.NAMES;
    private static final int STEP = Integer.getInteger("nephelite.cut.step", 53);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final List<State> history = new ArrayList<>();

    @TempDir
    private Path root;

    @Test
    void each_change_has_happened_completely_or_not_at_all() throws IOException {
        Path killed = root.resolve("killed");
        try (Running running = new Running(root.resolve("data"))) {
            history.add(new State(Map.of(), Map.of()));
            put(running, "Felix");
            save(running, "one");
            put(running, "Tom");
            save(running, "two");
            put(running, "Garfield");
            load(running, "one");
            put(running, "Silvester");
            save(running, "three");
            load(running, "two");
            delete(running, "one");
            load(running, "three");
            FileDamage.copy(root.resolve("data"), killed);
        }
        Path journal = lastJournal(killed);
        long size = Files.size(journal);
        int before = 0;
        for (long cut = size % STEP; cut <= size; cut += STEP) {
            Path damaged = root.resolve("cut");
            FileDamage.deleteAll(damaged);
            FileDamage.copy(killed, damaged);
            FileDamage.truncate(lastJournal(damaged), cut);

            int found = find(damaged, "cut at " + cut);

            assertThat(found).as("cut at " + cut).isGreaterThanOrEqualTo(before);
            before = found;
        }
        assertThat(before).isEqualTo(history.size() - 1);
    }

    /** The index in the history of the state that is found. Its snapshots have to be as they were saved. */
    private int find(Path folder, String description) throws IOException {
        try (Running running = new Running(folder)) {
            Map<String, String> names = running.names();
            List<String> snapshots = running.snapshots();
            State found = history.stream()
                    .filter(state -> state.names().equals(names)
                            && List.copyOf(state.snapshots().keySet()).equals(snapshots))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(description + ": " + names + snapshots));
            found.snapshots().forEach((name, state) -> {
                assertThat(running.store.snapshots().load(new SnapshotName(name), transaction -> {}))
                        .isTrue();
                assertThat(running.names()).as(description + ", " + name).isEqualTo(state);
            });
            return history.indexOf(found);
        }
    }

    private void put(Running running, String name) {
        running.store.write(tx -> {
            tx.put(NAMES, RecordKey.of("cat"), name);
            tx.put(NAMES, RecordKey.of(name), "cat");
            return name;
        });
        history.add(new State(running.names(), last().snapshots()));
    }

    private void save(Running running, String snapshot) {
        running.store.snapshots().save(new SnapshotName(snapshot), false);
        Map<String, Map<String, String>> saved = new TreeMap<>(last().snapshots());
        saved.put(snapshot, running.names());
        history.add(new State(running.names(), saved));
    }

    private void load(Running running, String snapshot) {
        running.store.snapshots().load(new SnapshotName(snapshot), transaction -> {});
        assertThat(running.names()).isEqualTo(last().snapshots().get(snapshot));
        history.add(new State(running.names(), last().snapshots()));
    }

    private void delete(Running running, String snapshot) {
        running.store.snapshots().delete(new SnapshotName(snapshot));
        Map<String, Map<String, String>> saved = new TreeMap<>(last().snapshots());
        saved.remove(snapshot);
        history.add(new State(running.names(), saved));
    }

    private State last() {
        return history.get(history.size() - 1);
    }

    private static Path lastJournal(Path folder) throws IOException {
        Path journal = folder.resolve("journal");
        List<Long> numbers = JournalFiles.numbersIn(journal);
        return JournalFiles.fileIn(journal, numbers.get(numbers.size() - 1));
    }

    /**
     * What has to be there after a step.
     *
     * @param snapshots the names in each snapshot
     */
    private record State(Map<String, String> names, Map<String, Map<String, String>> snapshots) {}

    /** A store that is open. */
    private final class Running implements AutoCloseable {
        private final DataFolder folder;
        private final Store store;

        private Running(Path path) throws IOException {
            folder = DataFolder.open(path, new UnforcedDisk());
            store = Store.open(folder, Durability.PROCESS, Clocks.single(clock), RandomIds.seeded(1));
        }

        private Map<String, String> names() {
            return store.read(view -> {
                Map<String, String> names = new TreeMap<>();
                view.scan(NAMES, RecordKey.FIRST, RecordKey.AFTER_ALL)
                        .forEach(entry -> names.put(entry.getKey().text(), entry.getValue()));
                return names;
            });
        }

        private List<String> snapshots() {
            return store.snapshots().list().stream()
                    .map(SavedSnapshot::name)
                    .sorted()
                    .toList();
        }

        @Override
        public void close() throws IOException {
            store.close();
            folder.close();
        }
    }
}
