package dev.nephelite.program.crash;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * How often the program is killed and when, as far as that can be planned: the same seed gives the same clients, the same
 * bodies and the same moments, but never quite the same instants.
 *
 * @param seed {@code -Dnephelite.crash.seed}, else another one each time
 * @param rounds {@code -Dnephelite.crash.rounds}, else {@value #FEW_ROUNDS}
 */
record CrashPlan(long seed, int rounds) {
    private static final String SEED = "nephelite.crash.seed";
    private static final String ROUNDS = "nephelite.crash.rounds";
    private static final int FEW_ROUNDS = 12;
    private static final int MOST_SEEDS = 1_000_000;
    private static final int SHORTEST_MILLIS = 100;
    private static final int LONGEST_MILLIS = 1500;

    /** The first reset of a process loads classes. */
    private static final Duration LONGEST_RESET = Duration.ofMillis(100);

    private static final Duration LONGEST_SNAPSHOTS = Duration.ofMillis(400);

    static CrashPlan ofThisRun() {
        @Nullable Long given = Long.getLong(SEED);
        long seed = given == null ? ThreadLocalRandom.current().nextLong(MOST_SEEDS) : given;
        return new CrashPlan(seed, Integer.getInteger(ROUNDS, FEW_ROUNDS));
    }

    Round round(int number) {
        SplittableRandom random = new SplittableRandom(31 * seed + number);
        double early = random.nextDouble() * random.nextDouble();
        Duration load = Duration.ofMillis(SHORTEST_MILLIS + (long) (early * (LONGEST_MILLIS - SHORTEST_MILLIS)));
        int interrupted = number % 3 == 0 ? 1 + random.nextInt(2) : 0;
        List<Double> moments = random.doubles(interrupted, 0.2, 1.1).boxed().toList();
        @Nullable Duration reset = number % 5 == 0 ? Duration.ofNanos(random.nextLong(LONGEST_RESET.toNanos())) : null;
        @Nullable
        Duration snapshots = number % 5 == 2 ? Duration.ofNanos(random.nextLong(LONGEST_SNAPSHOTS.toNanos())) : null;
        return new Round(
                number, load, number % 4 == 0 ? "fsync" : "process", moments, reset, snapshots, number % 4 == 1);
    }

    @Override
    public String toString() {
        return "-D" + SEED + "=" + seed + " -D" + ROUNDS + "=" + rounds;
    }

    /**
     * One life of the program.
     *
     * @param load how long after the clients have begun it is killed
     * @param interruptedStarts after which part of the time that a start takes it is killed before this life
     * @param reset how long after a reset of everything was sent it is killed before this life; null if nothing is reset
     * @param snapshots for how long snapshots are used while nothing else happens before it is killed and this life begins;
     *     null if they are not
     * @param comparesExport whether the last export of this life is compared with what was there
     */
    record Round(
            int number,
            Duration load,
            String durability,
            List<Double> interruptedStarts,
            @Nullable Duration reset,
            @Nullable Duration snapshots,
            boolean comparesExport) {}
}
