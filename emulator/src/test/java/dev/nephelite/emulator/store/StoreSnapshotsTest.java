package dev.nephelite.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.OpenContent;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.store.snapshot.SavedSnapshot;
import dev.nephelite.emulator.store.snapshot.SnapshotName;
import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.RecordOutput;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.testing.Await;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saving, loading and deleting the states of a store, in memory and in a folder. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StoreSnapshotsTest {
    private static final Table<String> NAMES = StoreContract.NAMES;
    /** Like the event log, it is not a part of snapshots. */
    private static final Table<String> EVENTS = new Table<>("events", NAMES.codec());

    private static final Table<Content> FILES = new Table<>("files", Content.CODEC);
    private static final SnapshotName ONE = new SnapshotName("one");
    private static final SnapshotName TWO = new SnapshotName("two");
    private static final RecordKey CAT = RecordKey.of("cat");
    /** The records that are stored for snapshots only. */
    private static final Table<Boolean> IMAGES = new Table<>("snapshot-images", new Codec<>() {
        @Override
        public void write(Boolean present, RecordOutput out) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Boolean read(RecordInput in) {
            return true;
        }
    });

    private static final int LARGE = 20_000;
    private static final int STEPS = 1_500;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));

    @Nested
    class Given_a_store_in_memory extends SnapshotsContract {
        @Override
        Store open() {
            return Store.inMemory(clock);
        }

        @Override
        void restart() {}
    }

    @Nested
    class Given_a_store_in_a_folder extends SnapshotsContract {
        @TempDir
        private Path path;

        private @Nullable DataFolder folder;

        @Override
        Store open() throws IOException {
            DataFolder opened = DataFolder.open(path, new UnforcedDisk());
            folder = opened;
            return Store.open(opened, Durability.PROCESS, Clocks.single(clock), RandomIds.seeded(1));
        }

        @AfterEach
        void releaseTheFolder() throws IOException {
            Objects.requireNonNull(folder).close();
        }

        @Override
        void restart() throws IOException {
            store.close();
            releaseTheFolder();
            store = open();
        }

        @Test
        void save_keepsTheFilesOfContentsThatAreReleased() throws IOException {
            Content large = keep("large", LARGE);
            store.snapshots().save(ONE, false);
            remove("large");
            restart();

            load(ONE);

            assertThat(bytes(large)).hasSize(LARGE);
        }

        @Test
        void delete_deletesTheFilesThatOnlyTheSnapshotHas() throws IOException {
            keep("in the snapshot only", LARGE);
            keep("in both", LARGE);
            store.snapshots().save(ONE, false);
            remove("in the snapshot only");
            assertThat(ExtentFolder.files(path)).hasSize(2);

            store.snapshots().delete(ONE);
            mergeAll();

            Await.until("one file is left", () -> ExtentFolder.files(path), files -> files.size() == 1);
            assertThat(bytes(Objects.requireNonNull(
                            store.<Content>read(view -> view.get(FILES, RecordKey.of("in both"))))))
                    .hasSize(LARGE);
        }

        @Test
        void load_deletesTheFilesOfTheStateThatItReplaces() throws IOException {
            store.snapshots().save(ONE, false);
            keep("later", LARGE);

            load(ONE);

            Await.until("no file is left", () -> ExtentFolder.files(path), List::isEmpty);
        }
    }

    /** What is true wherever the store is. */
    abstract class SnapshotsContract {
        Store store;

        abstract Store open() throws IOException;

        /** Closes the store and opens it again, if it has files. */
        abstract void restart() throws IOException;

        @BeforeEach
        void openIt() throws IOException {
            store = open();
        }

        @AfterEach
        void closeIt() {
            store.close();
        }

        @Test
        void load_bringsBackWhatWasChangedAndRemovesWhatWasAdded() throws IOException {
            put("cat", "Felix");
            put("dog", "Rex");
            store.snapshots().save(ONE, false);
            put("cat", "Tom");
            put("mouse", "Jerry");
            removeName("dog");
            restart();

            assertThat(load(ONE)).isTrue();

            assertThat(names()).isEqualTo(Map.of("cat", "Felix", "dog", "Rex"));
        }

        @Test
        void load_goesBackAndForthBetweenSnapshots() throws IOException {
            put("cat", "Felix");
            store.snapshots().save(ONE, false);
            put("cat", "Tom");
            store.snapshots().save(TWO, false);
            put("cat", "Garfield");

            for (int i = 0; i < 3; i++) {
                load(ONE);
                assertThat(names()).isEqualTo(Map.of("cat", "Felix"));
                put("cat", "changed");
                restart();
                load(TWO);
                assertThat(names()).isEqualTo(Map.of("cat", "Tom"));
            }
        }

        @Test
        void load_isOneTransactionWithWhatTheCallerAdds() {
            store.snapshots().save(ONE, false);
            put("cat", "Felix");

            assertThatThrownBy(() -> store.snapshots().load(ONE, transaction -> {
                        throw new IllegalStateException("expected by the test");
                    }))
                    .hasMessage("expected by the test");
            assertThat(names()).isEqualTo(Map.of("cat", "Felix"));

            store.snapshots().load(ONE, transaction -> transaction.put(EVENTS, CAT, "loaded"));
            assertThat(names()).isEmpty();
            assertThat(store.<String>read(view -> view.get(EVENTS, CAT))).isEqualTo("loaded");
        }

        @Test
        void load_saysThatThereIsNoSuchSnapshot() {
            put("cat", "Felix");

            assertThat(load(ONE)).isFalse();

            assertThat(names()).isEqualTo(Map.of("cat", "Felix"));
        }

        @Test
        void save_refusesANameInUseUnlessItIsReplaced() throws IOException {
            store.snapshots().save(ONE, false);
            put("cat", "Felix");

            assertThat(store.snapshots().save(ONE, false)).isFalse();
            assertThat(store.snapshots().save(ONE, true)).isTrue();

            mergeAll();
            removeName("cat");
            load(ONE);
            assertThat(names()).isEqualTo(Map.of("cat", "Felix"));
            assertThat(store.snapshots().list()).hasSize(1);
        }

        @Test
        void list_hasTheSnapshotsInTheOrderInWhichTheyWereSaved() throws IOException {
            store.snapshots().save(TWO, false);
            clock.advance(Duration.ofHours(1));
            store.snapshots().save(ONE, false);
            restart();

            assertThat(store.snapshots().list())
                    .containsExactly(
                            new SavedSnapshot("two", clock.now().minus(Duration.ofHours(1))),
                            new SavedSnapshot("one", clock.now()));
            assertThat(store.snapshots().delete(TWO)).isTrue();
            assertThat(store.snapshots().delete(TWO)).isFalse();
            assertThat(store.snapshots().list()).extracting(SavedSnapshot::name).containsExactly("one");
        }

        @Test
        void messagesThatComeAndGo_leaveNothingBehind() {
            store.snapshots().save(ONE, false);

            for (int i = 0; i < 100; i++) {
                put("message " + i, "text");
                removeName("message " + i);
            }

            assertThat(images()).isZero();
        }

        @Test
        void deletedSnapshots_leaveNothingBehind() throws IOException {
            put("cat", "Felix");
            store.snapshots().save(ONE, false);
            put("cat", "Tom");
            store.snapshots().save(TWO, false);
            put("cat", "Garfield");

            store.snapshots().delete(ONE);
            store.snapshots().delete(TWO);
            restart();
            mergeAll();
            put("cat", "Silvester");

            assertThat(images()).isZero();
        }

        /** The same seed takes the same steps. */
        @Test
        void everyState_isTheOneThatWasSaved() throws IOException {
            Random random = new Random(75);
            Map<String, Map<String, String>> saved = new TreeMap<>();
            for (int step = 0; step < STEPS; step++) {
                String name = "snapshot-" + random.nextInt(6);
                SnapshotName snapshot = new SnapshotName(name);
                switch (random.nextInt(20)) {
                    case 0 -> {
                        store.snapshots().save(snapshot, true);
                        saved.put(name, state());
                    }
                    case 1, 2 -> {
                        assertThat(load(snapshot)).as("step " + step).isEqualTo(saved.containsKey(name));
                        if (saved.containsKey(name)) {
                            assertThat(state()).as("step " + step).isEqualTo(saved.get(name));
                        }
                    }
                    case 3 -> {
                        assertThat(store.snapshots().delete(snapshot)).isEqualTo(saved.remove(name) != null);
                    }
                    case 4 -> clock.advance(Duration.ofMillis(15));
                    case 5 -> {
                        if (step % 10 == 0) {
                            restart();
                        }
                    }
                    case 6, 7 -> keep("file " + random.nextInt(4), random.nextBoolean() ? LARGE : 10);
                    case 8 -> remove("file " + random.nextInt(4));
                    case 9, 10, 11 -> removeName("name " + random.nextInt(12));
                    default -> put("name " + random.nextInt(12), "value " + step);
                }
            }
            for (String name : saved.keySet()) {
                load(new SnapshotName(name));
                assertThat(state()).as(name).isEqualTo(saved.get(name));
            }
            saved.keySet().forEach(name -> store.snapshots().delete(new SnapshotName(name)));
            mergeAll();
            assertThat(images()).isZero();
        }

        boolean load(SnapshotName name) {
            return store.snapshots().load(name, transaction -> {});
        }

        void mergeAll() {
            for (int i = 0; i < 100; i++) {
                clock.advance(Duration.ofMillis(15));
            }
        }

        void put(String key, String value) {
            write(tx -> tx.put(NAMES, RecordKey.of(key), value));
        }

        void removeName(String key) {
            write(tx -> tx.remove(NAMES, RecordKey.of(key)));
        }

        /** Stores a new content in place of an earlier one. */
        Content keep(String key, int size) throws IOException {
            byte[] bytes = new byte[size];
            Arrays.fill(bytes, (byte) key.hashCode());
            remove(key);
            try (PendingContent pending = store.receive(new ByteArrayInputStream(bytes), size)) {
                return store.write(tx -> {
                    Content content = tx.store(pending);
                    tx.put(FILES, RecordKey.of(key), content);
                    return content;
                });
            }
        }

        void remove(String key) {
            write(tx -> {
                @Nullable Content content = tx.get(FILES, RecordKey.of(key));
                if (content != null) {
                    tx.release(content);
                    tx.remove(FILES, RecordKey.of(key));
                }
            });
        }

        byte[] bytes(Content content) throws IOException {
            try (OpenContent open = store.read(view -> store.open(view, content))) {
                return open.bytes();
            }
        }

        Map<String, String> names() {
            return store.read(view -> {
                Map<String, String> names = new TreeMap<>();
                view.scan(NAMES, RecordKey.FIRST, RecordKey.AFTER_ALL)
                        .forEach(entry -> names.put(entry.getKey().text(), entry.getValue()));
                return names;
            });
        }

        /** The names, and which contents there are; all their bytes are read. */
        private Map<String, String> state() throws IOException {
            Map<String, String> state = names();
            List<Map.Entry<RecordKey, Content>> files = store.read(view -> new ArrayList<>(
                    view.scan(FILES, RecordKey.FIRST, RecordKey.AFTER_ALL).toList()));
            for (Map.Entry<RecordKey, Content> file : files) {
                state.put(
                        file.getKey().text(),
                        file.getValue() + " with the bytes " + Arrays.hashCode(bytes(file.getValue())));
            }
            return state;
        }

        private long images() {
            return store.read(view ->
                    view.scan(IMAGES, RecordKey.FIRST, RecordKey.AFTER_ALL).count());
        }

        private void write(Consumer<Transaction> change) {
            store.write(tx -> {
                change.accept(tx);
                return CAT;
            });
        }
    }
}
