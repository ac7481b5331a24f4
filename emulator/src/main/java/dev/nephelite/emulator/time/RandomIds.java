package dev.nephelite.emulator.time;

import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Identities that differ in every run, or, given a seed, that are the same in every run. */
public final class RandomIds implements Ids {
    private final Source source;

    private RandomIds(Source source) {
        this.source = source;
    }

    /** Identities nobody has seen before. They identify; they are no secrets. */
    public static RandomIds unseeded() {
        return new RandomIds(() -> ThreadLocalRandom.current().nextLong());
    }

    /** The same identities, in the same order, for the same {@code seed}. */
    public static RandomIds seeded(long seed) {
        Random random = new Random(seed);
        return new RandomIds(random::nextLong);
    }

    @Override
    public UUID uuid() {
        long high = (source.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
        long low = (source.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    @Override
    public long nextLong() {
        return source.nextLong();
    }

    private interface Source {
        long nextLong();
    }
}
