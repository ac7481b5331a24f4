package dev.nephelite.protocol.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** What decides at random, and decides alike for the same seed. */
record Chance(SplittableRandom random) {
    Chance(long seed) {
        this(new SplittableRandom(seed));
    }

    /** True once in {@code n} times. */
    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    /** A number from 0 and below {@code bound}, or 0 if there is none. */
    int below(int bound) {
        return bound <= 1 ? 0 : random.nextInt(bound);
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
