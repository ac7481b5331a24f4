package dev.nephelite.emulator.time;

import java.util.UUID;

/** The source of random numbers and ids. Implementations are thread-safe. */
public interface Ids {
    /** A new id: a random UUID. */
    UUID uuid();

    /** Sixty-four random bits. */
    long nextLong();

    /** Random bytes for a secret, unpredictable even with knowledge of all earlier ones. */
    byte[] secret(int length);
}
