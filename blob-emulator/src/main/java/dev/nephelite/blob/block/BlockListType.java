package dev.nephelite.blob.block;

import java.util.Locale;

/** Which blocks a client wants listed. */
enum BlockListType {
    COMMITTED,
    UNCOMMITTED,
    ALL;

    /**
     * Reads a query parameter, in any case.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    static BlockListType parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    boolean hasCommitted() {
        return this != UNCOMMITTED;
    }

    boolean hasUncommitted() {
        return this != COMMITTED;
    }
}
