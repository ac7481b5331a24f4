package dev.nephelite.emulator.http.server;

import java.nio.ByteBuffer;

/**
 * Edits request lines, in place and before the server library parses them, where the library would refuse or misread what
 * a server has to understand:
 *
 * <ul>
 *   <li>empty lines before the request line are skipped,
 *   <li>a percent sign that two hexadecimal digits do not follow becomes {@link #LITERAL_PERCENT},
 *   <li>a control character in the target becomes {@link #CONTROL_CHARACTER},
 *   <li>a carriage return or line feed that ends the target becomes a space, and what follows it is made no version, so that
 *       the library refuses the request instead of waiting for a space, and
 *   <li>a version other than HTTP/1.x becomes HTTP/0.9, the one that the library shows instead of taking it for HTTP/1.1.
 * </ul>
 *
 * <p>The rest of the message is left alone. One request line at a time; not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-2.2">RFC 9112: Message Parsing</a>
 */
final class RequestLine {
    /** Stands for a percent sign that begins no escape. */
    static final char LITERAL_PERCENT = '\u0001';

    /** Stands for any character that no target may contain. */
    static final char CONTROL_CHARACTER = '\u0002';

    private static final int MAJOR_DIGIT = 5;
    private static final int MINOR_DIGIT = 7;

    private Part part = Part.EMPTY_LINES;
    private int versionIndex;
    private boolean versionIsMissing;
    private boolean versionIsOther;

    /** What is expected next. */
    private enum Part {
        EMPTY_LINES,
        METHOD,
        TARGET,
        VERSION,
        REST
    }

    /** Begins with the next request. */
    void reset() {
        part = Part.EMPTY_LINES;
    }

    /** Whether the line is complete, so that there is nothing to edit until the next {@link #reset}. */
    boolean isComplete() {
        return part == Part.REST;
    }

    /** Returns the index of the first byte in front of {@code end} that belongs to the request. */
    int skipEmptyLines(ByteBuffer bytes, int begin, int end) {
        int index = begin;
        if (part == Part.EMPTY_LINES) {
            while (index < end && (bytes.get(index) == '\r' || bytes.get(index) == '\n')) {
                index++;
            }
            if (index < end) {
                part = Part.METHOD;
            }
        }
        return index;
    }

    /**
     * Edits the bytes from {@code begin} up to {@code end}.
     *
     * @return {@code end}, or where a percent sign is whose next two bytes have not come yet: call again with that byte
     *     and what follows it
     */
    int edit(ByteBuffer bytes, int begin, int end) {
        int index = begin;
        while (index < end && part != Part.REST) {
            byte octet = bytes.get(index);
            switch (part) {
                case EMPTY_LINES, METHOD -> part = octet == ' ' ? Part.TARGET : octet == '\n' ? Part.REST : Part.METHOD;
                case TARGET -> {
                    if (octet == '%') {
                        if (!isEscape(bytes, index, end)) {
                            bytes.put(index, (byte) LITERAL_PERCENT);
                        } else if (end - index < 3) {
                            return index;
                        } else {
                            index += 2;
                        }
                    } else if (octet == ' ' || octet == '\r' || octet == '\n') {
                        bytes.put(index, (byte) ' ');
                        part = Part.VERSION;
                        versionIsMissing = octet != ' ';
                        versionIndex = 0;
                        versionIsOther = false;
                    } else if ((octet >= 0 && octet < ' ') || octet == 0x7F) {
                        bytes.put(index, (byte) CONTROL_CHARACTER);
                    }
                }
                case VERSION -> editVersion(bytes, index, octet);
                case REST -> throw new IllegalStateException();
            }
            index++;
        }
        return end;
    }

    /** Whether the percent sign begins an escape, as far as can be seen. */
    private static boolean isEscape(ByteBuffer bytes, int percent, int end) {
        return (percent + 1 >= end || isHexDigit(bytes.get(percent + 1)))
                && (percent + 2 >= end || isHexDigit(bytes.get(percent + 2)));
    }

    private void editVersion(ByteBuffer bytes, int index, byte octet) {
        boolean digit = octet >= '0' && octet <= '9';
        if (octet == '\n') {
            part = Part.REST;
        } else if (versionIndex == 0 && versionIsMissing) {
            bytes.put(index, (byte) CONTROL_CHARACTER);
        } else if (versionIndex == MAJOR_DIGIT && digit && octet != '1') {
            versionIsOther = true;
            bytes.put(index, (byte) '0');
        } else if (versionIndex == MINOR_DIGIT && digit && versionIsOther) {
            bytes.put(index, (byte) '9');
        }
        versionIndex++;
    }

    static boolean isHexDigit(byte octet) {
        return Character.digit(octet, 16) >= 0;
    }
}
