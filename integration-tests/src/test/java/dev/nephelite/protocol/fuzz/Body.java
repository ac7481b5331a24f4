package dev.nephelite.protocol.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of a request's body, and how it tells their number. */
record Body(byte[] bytes, Framing framing) {
    static final Body NONE = new Body(new byte[0], Framing.HONEST);

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
        return new Body(text.getBytes(StandardCharsets.UTF_8), Framing.HONEST);
    }

    Body withBytes(byte[] changed) {
        return new Body(changed, framing);
    }

    Body withFraming(Framing changed) {
        return new Body(bytes, changed);
    }

    boolean isEmpty() {
        return bytes.length == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Body body && framing == body.framing && Arrays.equals(bytes, body.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Latin-1 has a character for each byte. */
    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
