package dev.nephelite.program.pair;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * How much work there is, and which host is killed when. The same seed gives the same plan; the instants still differ a
 * little.
 *
 * @param seed {@code -Dnephelite.hosts.seed}, else another one each time
 * @param messages {@code -Dnephelite.hosts.messages}, else {@value #USUAL_MESSAGES}; a fifth as many blobs
 */
record PairPlan(long seed, int messages) {
    private static final String SEED = "nephelite.hosts.seed";
    private static final String MESSAGES = "nephelite.hosts.messages";
    private static final int USUAL_MESSAGES = 10_000;
    private static final int MOST_SEEDS = 1_000_000;
    private static final int MESSAGES_FOR_A_BLOB = 5;
    private static final int MESSAGES_IN_A_ROUND = 1000;
    private static final int LONGEST_MILLIS = 1500;

    static PairPlan ofThisRun() {
        @Nullable Long given = Long.getLong(SEED);
        long seed = given == null ? ThreadLocalRandom.current().nextLong(MOST_SEEDS) : given;
        return new PairPlan(seed, Integer.getInteger(MESSAGES, USUAL_MESSAGES));
    }

    int rounds() {
        return Math.max(2, messages / MESSAGES_IN_A_ROUND);
    }

    int messagesOfRound() {
        return messages / rounds();
    }

    int blobsOfRound() {
        return messagesOfRound() / MESSAGES_FOR_A_BLOB;
    }

    Round round(int number) {
        SplittableRandom random = new SplittableRandom(31 * seed + number);
        Duration load = Duration.ofMillis(random.nextInt(LONGEST_MILLIS));
        boolean first = random.nextBoolean();
        boolean both = random.nextInt(4) == 0;
        return new Round(load, both || first, both || !first);
    }

    @Override
    public String toString() {
        return "-D" + SEED + "=" + seed + " -D" + MESSAGES + "=" + messages;
    }

    /**
     * One portion of the work.
     *
     * @param load how long after it was begun to be given out hosts are killed
     */
    record Round(Duration load, boolean killsFirst, boolean killsSecond) {}
}
