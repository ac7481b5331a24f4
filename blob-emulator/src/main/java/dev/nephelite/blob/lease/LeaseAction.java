package dev.nephelite.blob.lease;

import java.util.Locale;

/** What can be done to a lease. */
enum LeaseAction {
    ACQUIRE(201),
    RENEW(200),
    CHANGE(200),
    RELEASE(200),
    BREAK(202);

    private final int status;

    LeaseAction(int status) {
        this.status = status;
    }

    /**
     * Reads a header value, in any case.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    static LeaseAction parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** What the answer says when it is done. */
    int status() {
        return status;
    }
}
