package dev.nephelite.emulator.service;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.http.Headers;
import java.io.InputStream;
import java.util.Set;

/**
 * The one kind of structured message there is: bytes in numbered segments, each followed by its CRC-64, and in the end
 * that of all. Numbers have their lowest byte first.
 *
 * <p>The message begins with its version (1 byte), its length (8), its flags (2) and how many segments it has (2); a
 * segment with its number (2), counted from one, and the length of its bytes (8).
 */
final class StructuredMessage {
    /** What asks for a structured message, or says that the body is one. */
    static final String TYPE_HEADER = "x-ms-structured-body";

    /** How many bytes there are without the structure. */
    static final String LENGTH_HEADER = "x-ms-structured-content-length";

    /** The value of {@link #TYPE_HEADER}. */
    static final String TYPE = "XSM/1.0; properties=crc64";

    static final byte VERSION = 1;
    static final short WITH_CRC64 = 1;
    static final int HEADER_LENGTH = 13;
    static final int SEGMENT_HEADER_LENGTH = 10;
    static final int CHECKSUM_LENGTH = 8;
    static final int MOST_SEGMENTS = 0xFFFF;

    private static final Set<String> HEADERS = Set.of(TYPE_HEADER, LENGTH_HEADER);

    private StructuredMessage() {}

    /** Refuses a type of message that there is not. */
    static void requireType(Headers headers) {
        headers.get(TYPE_HEADER, type -> {
            if (!type.replace(" ", "").equalsIgnoreCase(TYPE.replace(" ", ""))) {
                throw new IllegalArgumentException("no type of structured message: " + type);
            }
            return type;
        });
    }

    /** The request as it would be without a structure, with a body and the length of it. */
    static Request plain(Request request, InputStream body, long length) {
        Headers.Builder headers = new Headers.Builder();
        request.headers().forEach((name, value) -> {
            if (HEADERS.stream().noneMatch(name::equalsIgnoreCase)) {
                headers.add(name, value);
            }
        });
        return request.with(request.http().with(headers.build(), body, length));
    }

    /** That a message is not what it should be. */
    static RuntimeException malformed() {
        return CommonError.INVALID_INPUT.exception();
    }
}
