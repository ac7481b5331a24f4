package dev.nephelite.emulator.http.server;

import java.nio.ByteBuffer;

/**
 * Finds the first byte that makes a chunked body malformed. The server library is not strict: a size that is no number
 * counts as zero, whatever follows it as an extension, and whatever follows the data of a chunk is skipped.
 *
 * <p>One body; not thread-safe. Lines of trailers may end with a line feed alone.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-7.1">RFC 9112: Chunked Transfer Coding</a>
 */
final class ChunkSyntax {
    private static final int MAX_SIZE_LINE_LENGTH = 4_096;
    private static final long MAX_CHUNK_SIZE = 1L << 52;
    private static final int MAX_TRAILERS_LENGTH = 64 * 1024;

    private Part part = Part.FIRST_DIGIT;
    private long size;
    private int lineLength;
    private int trailersLength;

    /** What is expected next. */
    private enum Part {
        FIRST_DIGIT,
        DIGITS,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER,
        TRAILER_NAME,
        TRAILER_VALUE,
        LAST_LF,
        AFTER_LAST
    }

    /** Whether the chunks themselves are well-formed and complete, so that the first malformed byte is in a trailer. */
    boolean isInTrailers() {
        return part.compareTo(Part.TRAILER) >= 0;
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
                    default -> ++lineLength < MAX_SIZE_LINE_LENGTH;
                };
            case SIZE_LF -> {
                part = octet != '\n' ? part : size == 0 ? Part.TRAILER : Part.DATA;
                trailersLength = 0;
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
            case TRAILER, TRAILER_NAME, TRAILER_VALUE, LAST_LF ->
                acceptsTrailer(octet) && ++trailersLength <= MAX_TRAILERS_LENGTH;
            case DATA, AFTER_LAST -> throw new IllegalStateException();
        };
    }

    private boolean acceptsTrailer(byte octet) {
        switch (part) {
            case TRAILER -> {
                part = octet == '\r' ? Part.LAST_LF : octet == '\n' ? Part.AFTER_LAST : Part.TRAILER_NAME;
                return part != Part.TRAILER_NAME || MalformedHead.isTokenChar((char) (octet & 0xFF));
            }
            case TRAILER_NAME -> {
                part = octet == ':' ? Part.TRAILER_VALUE : Part.TRAILER_NAME;
                return octet == ':' || MalformedHead.isTokenChar((char) (octet & 0xFF));
            }
            case TRAILER_VALUE -> {
                part = octet == '\n' ? Part.TRAILER : Part.TRAILER_VALUE;
                return octet < 0 || octet >= ' ' || octet == '\t' || octet == '\r' || octet == '\n';
            }
            default -> {
                part = octet == '\n' ? Part.AFTER_LAST : part;
                return octet == '\n';
            }
        }
    }

    private boolean acceptsDigit(byte octet) {
        part = Part.DIGITS;
        int digit = Character.digit(octet, 16);
        size = size * 16 + digit;
        return digit >= 0 && size <= MAX_CHUNK_SIZE && ++lineLength < MAX_SIZE_LINE_LENGTH;
    }

    private boolean acceptsEndOfSize(byte octet) {
        part = octet == '\r' ? Part.SIZE_LF : Part.EXTENSION;
        return true;
    }
}
