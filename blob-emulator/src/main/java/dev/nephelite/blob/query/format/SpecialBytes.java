package dev.nephelite.blob.query.format;

/** The bytes with which something may begin that is not plain text. */
final class SpecialBytes {
    private final boolean[] marks = new boolean[256];

    /** The first bytes of some tokens, of which those that are empty have none. */
    static SpecialBytes of(byte[]... tokens) {
        SpecialBytes begins = new SpecialBytes();
        for (byte[] token : tokens) {
            if (token.length > 0) {
                begins.marks[token[0] & 0xFF] = true;
            }
        }
        return begins;
    }

    boolean contain(byte octet) {
        return marks[octet & 0xFF];
    }
}
