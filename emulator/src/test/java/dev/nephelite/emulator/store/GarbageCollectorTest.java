package dev.nephelite.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.ScanChunk;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GarbageCollectorTest {
    private static final Table<Long> ABANDONED = new Table<>("abandoned", Codec.NUMBER);
    private static final Table<Long> NOTES = new Table<>("notes", Codec.NUMBER);
    private static final Duration A_WHILE = Duration.ofMinutes(1);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final Store store = Store.inMemory(clock);
    private final List<Integer> removed = new ArrayList<>();
    private final GarbageCollector garbageCollector = new GarbageCollector(store, clock, ABANDONED, this::remove);

    @AfterEach
    void close() {
        garbageCollector.close();
        store.close();
    }

    @Nested
    class Given_much_under_one_number {
        @BeforeEach
        void write() {
            notes(7, 2_000);
            notes(8, 1);
            abandon(7);
        }

        @Test
        void abandon_removesEverythingAFewAtATime() {
            clock.advance(A_WHILE);

            assertThat(records(NOTES)).isEqualTo(1);
            assertThat(records(ABANDONED)).isZero();
            assertThat(removed).hasSize(4).allMatch(count -> count <= GarbageCollector.CHUNK);
        }

        @Test
        void abandon_pausesBetweenChunks() {
            clock.advance(Duration.ofMillis(10));
            assertThat(removed).hasSize(1);

            clock.advance(Duration.ofMillis(9));
            assertThat(removed).hasSize(1);
        }

        @Test
        void close_stopsAndTheNextCollectorContinues() {
            clock.advance(Duration.ofMillis(10));
            garbageCollector.close();
            clock.advance(A_WHILE);
            assertThat(records(NOTES)).isPositive();

            try (GarbageCollector next =
                    new GarbageCollector(store, clock, ABANDONED, GarbageCollectorTest.this::remove)) {
                next.start();
                clock.advance(A_WHILE);
            }
            assertThat(records(NOTES)).isEqualTo(1);
        }
    }

    @Nested
    class Given_little_under_many_numbers {
        @Test
        void abandon_removesSeveralNumbersInOneChunk() {
            for (int number = 0; number < 100; number++) {
                notes(number, 3);
                abandon(number);
            }

            clock.advance(Duration.ofMillis(10));
            assertThat(records(NOTES)).isZero();
            assertThat(records(ABANDONED)).isZero();
        }
    }

    @Nested
    class Given_nothing {
        @Test
        void begin_removesNothing() {
            garbageCollector.start();
            clock.advance(A_WHILE);

            assertThat(removed).isEmpty();
        }

        @Test
        void abandon_inAFailedTransactionHasNoEffect() {
            notes(7, 1);
            try {
                store.write(tx -> {
                    garbageCollector.abandon(tx, 7);
                    throw new IllegalArgumentException("expected by the test");
                });
            } catch (IllegalArgumentException expected) {
                clock.advance(A_WHILE);
            }

            assertThat(records(NOTES)).isEqualTo(1);
        }
    }

    private int remove(Transaction transaction, RecordKey number, int most) {
        ScanChunk<Long> chunk = ScanChunk.under(number, transaction, NOTES, most);
        chunk.forEach(entry -> transaction.remove(NOTES, entry.getKey()));
        removed.add(chunk.size());
        return chunk.size();
    }

    private void notes(long number, int count) {
        store.write(tx -> {
            for (int i = 0; i < count; i++) {
                tx.put(NOTES, RecordKey.of(RecordKey.number(number), RecordKey.number(i)), 0L);
            }
            return true;
        });
    }

    private void abandon(long number) {
        store.write(tx -> {
            garbageCollector.abandon(tx, number);
            return true;
        });
    }

    private long records(Table<?> table) {
        return store.read(
                view -> view.scan(table, RecordKey.FIRST, RecordKey.AFTER_ALL).count());
    }
}
