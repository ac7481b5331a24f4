package dev.nephelite.emulator.time;

import java.util.UUID;

/** The one source of randomness and of identities. Implementations are safe for concurrent use. */
public interface Ids {
    /** A new identity, in the form of a random UUID. */
    UUID uuid();

    /** Sixty-four random bits. */
    long nextLong();

    /** Random bytes for a secret: nobody who knows all the others can guess them. */
    byte[] secret(int length);
}
