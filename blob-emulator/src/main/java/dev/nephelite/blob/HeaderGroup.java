package dev.nephelite.blob;

import static dev.nephelite.emulator.error.CommonError.CONDITION_HEADERS_NOT_SUPPORTED;
import static dev.nephelite.emulator.error.CommonError.NOT_IMPLEMENTED;

import dev.nephelite.emulator.error.CommonError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Headers that decide whether a request has any effect, or for how long. An operation either supports a group or refuses
 * requests that use it. All other headers are ignored by the operations that have no use for them: client libraries send
 * the metadata and properties of a blob along with each of its blocks, and the service accepts that.
 */
enum HeaderGroup {
    DATE_CONDITIONS(CONDITION_HEADERS_NOT_SUPPORTED, "If-Modified-Since", "If-Unmodified-Since"),
    ETAG_CONDITIONS(CONDITION_HEADERS_NOT_SUPPORTED, "If-Match", "If-None-Match"),
    TAG_CONDITION(CONDITION_HEADERS_NOT_SUPPORTED, "x-ms-if-tags"),
    EXPIRY(NOT_IMPLEMENTED, "x-ms-expiry-option", "x-ms-expiry-time");

    /** What almost every operation on a blob supports. */
    static final Set<HeaderGroup> CONDITIONS = Set.of(DATE_CONDITIONS, ETAG_CONDITIONS, TAG_CONDITION);

    private final CommonError error;

    @SuppressWarnings("ImmutableEnumChecker") // It is a List.of(...), which its type does not tell.
    private final List<String> headers;

    HeaderGroup(CommonError error, String... headers) {
        this.error = error;
        this.headers = List.of(headers);
    }

    /** The headers of all other groups, each with the error for a request that has it. */
    static Map<String, CommonError> otherThan(Set<HeaderGroup> supported) {
        Map<String, CommonError> unsupported = new HashMap<>();
        for (HeaderGroup group : values()) {
            if (!supported.contains(group)) {
                group.headers.forEach(header -> unsupported.put(header, group.error));
            }
        }
        return unsupported;
    }
}
