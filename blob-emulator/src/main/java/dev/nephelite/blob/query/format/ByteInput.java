package dev.nephelite.blob.query.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that is looked at byte by byte and some bytes ahead, and that knows how far it has been read. */
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

    /** How many bytes were taken. */
    long position() {
        return before + next;
    }

    /** The next byte, which stays the next one, or {@link #END}. */
    int peek() throws IOException {
        return next < limit || hasAhead(1) ? buffer[next] & 0xFF : END;
    }

    /** Takes the next byte, or {@link #END}. */
    int read() throws IOException {
        int octet = peek();
        if (octet != END) {
            next++;
        }
        return octet;
    }

    /** Takes {@code token} if it comes next, and returns whether it did. No token comes that is empty. */
    boolean take(byte[] token) throws IOException {
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

    /** Takes bytes up to one of {@code marks}, or some of them, and appends them to {@code taken}. */
    void takeUntil(SpecialBytes marks, ByteArrayOutputStream taken) throws IOException {
        if (peek() == END) {
            return;
        }
        int from = next;
        while (next < limit && !marks.contain(buffer[next])) {
            next++;
        }
        taken.write(buffer, from, next - from);
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
}
