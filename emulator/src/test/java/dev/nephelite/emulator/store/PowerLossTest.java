package dev.nephelite.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.OpenContent;
import dev.nephelite.emulator.store.content.PendingContent;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Durability;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.time.RandomIds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cuts the power at random moments, also of the very first run in a folder, and again while the next one recovers. With
 * {@link Durability#FSYNC}, the folder must open and have every acknowledged write. {@code -Dnephelite.power.rounds}
 * makes more rounds, {@code -Dnephelite.power.seed} other ones.
 */
class PowerLossTest {
    private static final Table<String> NAMES = StoreContract.NAMES;
    private static final int ROUNDS = Integer.getInteger("nephelite.power.rounds", 10);
    private static final long SEED = Long.getLong("nephelite.power.seed", 1);
    private static final int RUNS = 4;
    private static final int MOST_WRITES = 60;
    private static final int LARGEST = 30_000;

    @TempDir
    private Path root;

    @Test
    void open_findsEveryAcknowledgedWriteAfterAnyPowerLoss() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try {
                new Round(SEED + round).run();
            } catch (RuntimeException | AssertionError failed) {
                throw new AssertionError("with -Dnephelite.power.seed=" + (SEED + round), failed);
            }
        }
    }

    /** Some runs in one folder, each ended by a loss of power. */
    private final class Round {
        private final long seed;
        private final Random chance;
        private final Map<RecordKey, String> expected = new HashMap<>();
        private final Map<RecordKey, Content> contents = new HashMap<>();

        private Round(long seed) {
            this.seed = seed;
            chance = new Random(seed);
        }

        private void run() throws Exception {
            Path folder = root.resolve(seed + "-0");
            PowerLossDisk disk = new PowerLossDisk(chance);
            for (int run = 1; run <= RUNS; run++) {
                Path next = root.resolve(seed + "-" + run);
                run(folder, disk, next);
                folder = next;
                disk = new PowerLossDisk(chance);
                disk.adopt(folder);
            }
        }

        private void run(Path path, PowerLossDisk disk, Path next) throws Exception {
            ManualClock clock = new ManualClock(Instant.parse("2026-01-01T12:00:00Z"));
            try (AutoCloseable recording = disk.record(path.resolve("store.mv"));
                    DataFolder folder = DataFolder.open(path, disk);
                    Store store = Store.open(
                            folder,
                            Durability.FSYNC,
                            Clocks.single(clock),
                            RandomIds.seeded(seed + chance.nextLong()))) {
                assertThat(recording).isNotNull();
                requireEverything(store);
                int writes = chance.nextInt(MOST_WRITES);
                for (int i = 0; i < writes; i++) {
                    write(store, RecordKey.of(Integer.toString(chance.nextInt(MOST_WRITES))));
                    if (chance.nextInt(10) == 0) {
                        clock.advance(Duration.ofSeconds(3));
                    }
                }
                disk.cutPower(path, next);
            }
        }

        private void requireEverything(Store store) throws IOException {
            for (Map.Entry<RecordKey, String> each : expected.entrySet()) {
                assertThat(store.<@Nullable String>read(view -> view.get(NAMES, each.getKey())))
                        .isEqualTo(each.getValue());
            }
            for (Content content : contents.values()) {
                try (OpenContent open = store.read(view -> store.open(view, content))) {
                    assertThat(open.bytes())
                            .containsOnly((byte) content.length())
                            .hasSize((int) content.length());
                }
            }
        }

        private void write(Store store, RecordKey key) throws IOException {
            int length = 1 + chance.nextInt(LARGEST);
            byte[] bytes = new byte[length];
            Arrays.fill(bytes, (byte) length);
            String value = "value " + chance.nextLong();
            @Nullable Content before = contents.get(key);
            try (PendingContent pendingContent = store.receive(new ByteArrayInputStream(bytes), length)) {
                Content content = store.write(tx -> {
                    tx.put(NAMES, key, value);
                    if (before != null) {
                        tx.release(before);
                    }
                    return tx.store(pendingContent);
                });
                expected.put(key, value);
                contents.put(key, content);
            }
        }
    }
}
