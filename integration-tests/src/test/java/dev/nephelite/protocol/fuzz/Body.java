package dev.nephelite.protocol.fuzz;

import java.nio.charset.StandardCharsets;

/**
 * The body of a request, and how it tells its length.
 *
 * @param latin1 a character for each byte
 */
record Body(String latin1, Framing framing) {
    static final Body NONE = new Body("", Framing.HONEST);

    /** How a request says where its body ends. */
    enum Framing {
        HONEST,
        CHUNKED,
        /** Promises more than comes. */
        TRUNCATED,
        /** Promises less than comes. */
        OVERSIZED,
        /** Ends in the middle of a chunk. */
        TORN_CHUNKS,
        /** Has a length that is no number. */
        NONSENSE,
        /** Has a length and chunks. */
        CONTRADICTORY
    }

    static Body of(String text) {
        return NONE.withBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    Body withBytes(byte[] bytes) {
        return new Body(new String(bytes, StandardCharsets.ISO_8859_1), framing);
    }

    Body withFraming(Framing changed) {
        return new Body(latin1, changed);
    }

    byte[] bytes() {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    int length() {
        return latin1.length();
    }

    boolean isEmpty() {
        return latin1.isEmpty();
    }
}
