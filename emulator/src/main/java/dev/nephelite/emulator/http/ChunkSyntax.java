package dev.nephelite.emulator.http;

import java.nio.ByteBuffer;

/**
 * Finds the first byte that makes a chunked body malformed. The server library is not strict: a size that is no number
 * counts as zero, whatever follows it as an extension, and whatever follows the data of a chunk is skipped.
 *
 * <p>One body; not safe for concurrent use. Trailers are left to the library.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-7.1">RFC 9112: Chunked Transfer Coding</a>
 */
final class ChunkSyntax {
    private static final int LONGEST_SIZE_LINE = 4_096;
    private static final long LARGEST_SIZE = 1L << 52;

    private Part part = Part.FIRST_DIGIT;
    private long size;
    private int lineLength;

    /** What is expected next. */
    private enum Part {
        FIRST_DIGIT,
        DIGITS,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        AFTER_LAST
    }

    /** Returns the index of the first byte between {@code begin} and {@code end} that is malformed, or {@code end}. */
    int check(ByteBuffer bytes, int begin, int end) {
        int index = begin;
        while (index < end && part != Part.AFTER_LAST) {
            if (part == Part.DATA) {
                int count = (int) Math.min(size, end - index);
                size -= count;
                index += count;
                part = size == 0 ? Part.DATA_CR : Part.DATA;
            } else if (accepts(bytes.get(index))) {
                index++;
            } else {
                return index;
            }
        }
        return end;
    }

    private boolean accepts(byte octet) {
        return switch (part) {
            case FIRST_DIGIT -> {
                size = 0;
                lineLength = 0;
                yield acceptsDigit(octet);
            }
            case DIGITS ->
                switch (octet) {
                    case '\r', ';', ' ', '\t' -> acceptsEndOfSize(octet);
                    default -> acceptsDigit(octet);
                };
            case EXTENSION ->
                switch (octet) {
                    case '\r' -> acceptsEndOfSize(octet);
                    case '\n' -> false;
                    default -> ++lineLength < LONGEST_SIZE_LINE;
                };
            case SIZE_LF -> {
                part = size == 0 ? Part.AFTER_LAST : Part.DATA;
                yield octet == '\n';
            }
            case DATA_CR -> {
                part = Part.DATA_LF;
                yield octet == '\r';
            }
            case DATA_LF -> {
                part = Part.FIRST_DIGIT;
                yield octet == '\n';
            }
            case DATA, AFTER_LAST -> throw new IllegalStateException();
        };
    }

    private boolean acceptsDigit(byte octet) {
        part = Part.DIGITS;
        int digit = Character.digit(octet, 16);
        size = size * 16 + digit;
        return digit >= 0 && size <= LARGEST_SIZE && ++lineLength < LONGEST_SIZE_LINE;
    }

    private boolean acceptsEndOfSize(byte octet) {
        part = octet == '\r' ? Part.SIZE_LF : Part.EXTENSION;
        return true;
    }
}
