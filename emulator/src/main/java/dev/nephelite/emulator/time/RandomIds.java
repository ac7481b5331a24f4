package dev.nephelite.emulator.time;

import java.security.SecureRandom;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Ids that differ in every run or, with a seed, are the same in every run. */
public final class RandomIds implements Ids {
    private final Source source;
    private final Supplier<Random> secrets;

    private RandomIds(Source source, Supplier<Random> secrets) {
        this.source = source;
        this.secrets = secrets;
    }

    /** Ids from a random seed. They are unique but predictable; only {@link #secret} is cryptographically secure. */
    public static RandomIds unseeded() {
        return new RandomIds(() -> ThreadLocalRandom.current().nextLong(), SecureRandom::new);
    }

    /** The same ids and secrets, in the same order, for the same {@code seed}. */
    public static RandomIds seeded(long seed) {
        Random random = new Random(seed);
        return new RandomIds(random::nextLong, () -> random);
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

    @Override
    public byte[] secret(int length) {
        byte[] secret = new byte[length];
        secrets.get().nextBytes(secret);
        return secret;
    }

    private interface Source {
        long nextLong();
    }
}
