package dev.nephelite.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.OpenContent;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.RecordOutput;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.time.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store guarantees wherever it stores its records, see {@link StoreTest}. */
public abstract class StoreContract {
    protected static final ManualClock CLOCK = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    protected static final RecordKey CAT = RecordKey.of("cat");
    protected static final int LARGE = 3_000_000;
    protected static final Table<String> NAMES = new Table<>("names", new Codec<>() {
        @Override
        public void write(String value, RecordOutput out) {
            out.text(value);
        }

        @Override
        public String read(RecordInput in) {
            return in.text();
        }
    });
    protected static final Table<Content> CONTENTS = new Table<>("contents", Content.CODEC);

    protected Store store;

    abstract Store open() throws IOException;

    @BeforeEach
    void openIt() throws IOException {
        store = open();
    }

    @AfterEach
    void closeIt() {
        store.close();
    }

    @Test
    void write_returnsTheResultOfItsFunction() {
        assertThat(store.<String>write(tx -> "done")).isEqualTo("done");
    }

    @Test
    void write_thatThrowsChangesNothing() {
        store.write(tx -> {
            tx.put(NAMES, CAT, "Felix");
            return CAT;
        });

        assertThatThrownBy(() -> store.write(tx -> {
                    tx.put(NAMES, CAT, "Tom");
                    tx.put(NAMES, RecordKey.of("mouse"), "Jerry");
                    tx.remove(NAMES, CAT);
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");

        assertThat(name(CAT)).isEqualTo("Felix");
        assertThat(name(RecordKey.of("mouse"))).isNull();
    }

    @Test
    void afterCommit_thatFailsAffectsNoChange() {
        store.write(tx -> {
            tx.put(NAMES, CAT, "Felix");
            tx.afterCommit(() -> {
                throw new IllegalStateException("expected by the test");
            });
            return CAT;
        });

        assertThat(store.<String>write(tx -> tx.get(NAMES, CAT))).isEqualTo("Felix");
    }

    @Test
    void write_seesItsOwnChanges() {
        String seen = store.write(tx -> {
            tx.put(NAMES, CAT, "Felix");
            return tx.get(NAMES, CAT);
        });

        assertThat(seen).isEqualTo("Felix");
    }

    @Test
    void scan_yieldsTheRecordsBetweenTwoKeysInOrder() {
        store.write(tx -> {
            List.of("b", "a\0x", "a\0y", "a", "ab").forEach(key -> tx.put(NAMES, new RecordKey(key), key));
            return CAT;
        });
        RecordKey parent = RecordKey.of("a");

        List<String> found = store.read(view -> view.scan(NAMES, parent.children(), parent.afterChildren())
                .map(Map.Entry::getValue)
                .toList());

        assertThat(found).containsExactly("a\0x", "a\0y");
    }

    @Test
    void scan_seesTheChangesOfItsTransaction() {
        store.write(tx -> {
            List.of("a", "c", "e", "g").forEach(key -> tx.put(NAMES, new RecordKey(key), "before"));
            return CAT;
        });

        List<String> seen = store.write(tx -> {
            tx.put(NAMES, new RecordKey("b"), "new");
            tx.put(NAMES, new RecordKey("c"), "changed");
            tx.remove(NAMES, new RecordKey("e"));
            tx.put(NAMES, new RecordKey("z"), "behind the end");
            return tx.scan(NAMES, new RecordKey("a"), new RecordKey("h"))
                    .map(entry -> entry.getKey().text() + " " + entry.getValue())
                    .toList();
        });

        assertThat(seen).containsExactly("a before", "b new", "c changed", "g before");
    }

    @Test
    void lastBefore_findsOldAndNewRecords() {
        store.write(tx -> {
            List.of("a", "c", "e").forEach(key -> tx.put(NAMES, new RecordKey(key), key));
            return CAT;
        });

        List<RecordKey> found = store.write(tx -> {
            tx.remove(NAMES, new RecordKey("e"));
            RecordKey old = Objects.requireNonNull(tx.lastBefore(NAMES, new RecordKey("f")));
            tx.put(NAMES, new RecordKey("d"), "d");
            return List.of(old, Objects.requireNonNull(tx.lastBefore(NAMES, new RecordKey("f"))));
        });

        assertThat(found).containsExactly(new RecordKey("c"), new RecordKey("d"));
        assertThat(store.<Boolean>read(view -> view.lastBefore(NAMES, new RecordKey("a")) == null))
                .isTrue();
    }

    @Test
    void read_seesNoConcurrentWrites() {
        store.write(tx -> {
            tx.put(NAMES, CAT, "Felix");
            return CAT;
        });

        List<String> seen = store.read(view -> {
            CompletableFuture.runAsync(() -> store.write(tx -> {
                        tx.put(NAMES, CAT, "Tom");
                        tx.put(NAMES, RecordKey.of("mouse"), "Jerry");
                        return CAT;
                    }))
                    .join();
            return view.scan(NAMES, RecordKey.of("a"), RecordKey.of("z"))
                    .map(Map.Entry::getValue)
                    .toList();
        });

        assertThat(seen).containsExactly("Felix");
        assertThat(name(RecordKey.of("mouse"))).isEqualTo("Jerry");
    }

    @Test
    void write_runsTheChangesOfManyThreadsOneAfterAnother() {
        CompletableFuture<?>[] threads = IntStream.range(0, 8)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 100; i++) {
                        store.write(tx -> {
                            String count = tx.get(NAMES, CAT);
                            tx.put(NAMES, CAT, count == null ? "1" : String.valueOf(Integer.parseInt(count) + 1));
                            return CAT;
                        });
                    }
                }))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(threads).join();

        assertThat(name(CAT)).isEqualTo("800");
    }

    @Test
    void write_ignoresAnInterrupt() {
        Thread.currentThread().interrupt();
        store.write(tx -> {
            tx.put(NAMES, CAT, "Felix");
            return CAT;
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(name(CAT)).isEqualTo("Felix");
    }

    @Test
    void ticks_increaseWhileTheClockStandsStill() {
        List<Long> ticks = IntStream.range(0, 3)
                .mapToObj(i -> store.write(Transaction::ticks))
                .toList();

        assertThat(ticks).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void open_readsSmallAndLargeContents() throws IOException {
        for (int size : new int[] {0, 1, 8 * 1024 - 1, 8 * 1024, 8 * 1024 + 1, LARGE}) {
            keep(CAT, bytes(size));

            assertThat(contentOf(CAT)).isEqualTo(bytes(size));
        }
    }

    @Test
    void slice_readsAcrossTheBordersOfJoinedContents() throws IOException {
        Content joined = Content.join(List.of(keep(CAT, bytes(10)), keep(RecordKey.of("dog"), bytes(LARGE))));

        byte[] slice = store.read(view -> read(store.open(view, joined.slice(5, 10))));

        assertThat(slice).isEqualTo(new byte[] {5, 6, 7, 8, 9, 0, 1, 2, 3, 4});
    }

    @Test
    void release_keepsAContentWithAnotherReference() throws IOException {
        Content content = keep(CAT, bytes(10));
        store.write(tx -> {
            tx.retain(content);
            return CAT;
        });

        release(content);

        assertThat(contentOf(CAT)).isEqualTo(bytes(10));
    }

    protected Content keep(RecordKey key, byte[] bytes) throws IOException {
        try (PendingContent pendingContent = store.receive(new ByteArrayInputStream(bytes), bytes.length)) {
            return store.write(tx -> {
                Content content = tx.store(pendingContent);
                tx.put(CONTENTS, key, content);
                return content;
            });
        }
    }

    protected @Nullable String name(RecordKey key) {
        return store.read(view -> view.get(NAMES, key));
    }

    protected void release(Content content) {
        store.write(tx -> {
            tx.release(content);
            return CAT;
        });
    }

    protected byte[] contentOf(RecordKey key) {
        return store.read(view -> read(store.open(view, Objects.requireNonNull(view.get(CONTENTS, key)))));
    }

    protected static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    private static byte[] read(OpenContent content) {
        try (content) {
            return content.bytes();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
