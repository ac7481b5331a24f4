package dev.nephelite.blob.query.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** A buffered stream with lookahead that counts the bytes read. */
final class ByteInput {
    static final int END = -1;

    private static final int LENGTH = 64 * 1024;

    private final InputStream stream;
    private final byte[] buffer = new byte[LENGTH];
    private int next;
    private int limit;
    private long before;

    ByteInput(InputStream stream) {
        this.stream = stream;
    }

    /** The number of bytes consumed. */
    long position() {
        return before + next;
    }

    /** The next byte, which is not consumed, or {@link #END}. */
    int peek() throws IOException {
        return next < limit || hasAhead(1) ? buffer[next] & 0xFF : END;
    }

    /** Consumes the next byte and returns it, or {@link #END}. */
    int read() throws IOException {
        int octet = peek();
        if (octet != END) {
            next++;
        }
        return octet;
    }

    /** Consumes {@code token} if it is next, and returns whether it was. An empty token is never next. */
    boolean skip(byte[] token) throws IOException {
        if (token.length == 0 || peek() != (token[0] & 0xFF) || !hasAhead(token.length)) {
            return false;
        }
        for (int i = 1; i < token.length; i++) {
            if (buffer[next + i] != token[i]) {
                return false;
            }
        }
        next += token.length;
        return true;
    }

    /** Consumes bytes, but not necessarily all, up to one of {@code ends} and appends them to {@code read}. */
    void readUntil(FirstBytes ends, ByteArrayOutputStream read) throws IOException {
        if (peek() == END) {
            return;
        }
        int from = next;
        while (next < limit && !ends.contains(buffer[next])) {
            next++;
        }
        read.write(buffer, from, next - from);
    }

    private boolean hasAhead(int count) throws IOException {
        if (limit - next >= count) {
            return true;
        }
        System.arraycopy(buffer, next, buffer, 0, limit - next);
        before += next;
        limit -= next;
        next = 0;
        int read = 0;
        while (limit < count && read >= 0) {
            read = stream.read(buffer, limit, LENGTH - limit);
            limit += Math.max(read, 0);
        }
        return limit >= count;
    }

    /** The first bytes of a set of tokens. Empty tokens are ignored. */
    static final class FirstBytes {
        private final boolean[] contained = new boolean[256];

        FirstBytes(byte[]... tokens) {
            for (byte[] token : tokens) {
                if (token.length > 0) {
                    contained[token[0] & 0xFF] = true;
                }
            }
        }

        boolean contains(byte octet) {
            return contained[octet & 0xFF];
        }
    }
}
