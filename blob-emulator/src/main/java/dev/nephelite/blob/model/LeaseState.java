package dev.nephelite.blob.model;

import java.util.Locale;

/** What can be the matter with the lease of a blob or container. */
public enum LeaseState {
    AVAILABLE,
    LEASED,
    EXPIRED,
    BREAKING,
    BROKEN;

    /** Whether whoever writes has to name the lease. */
    public boolean locked() {
        return this == LEASED || this == BREAKING;
    }

    /** What {@code x-ms-lease-status} says. */
    public String status() {
        return locked() ? "locked" : "unlocked";
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
