package dev.nephelite.blob;

import dev.nephelite.emulator.error.CommonError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Conditional headers. An operation either supports a group or refuses requests that use it, because a condition that is
 * not evaluated must not look as if it had been met. Other headers that have no meaning for an operation are ignored:
 * client libraries send the metadata and properties of a blob along with each of its blocks, and the service accepts that.
 */
enum HeaderGroup {
    DATE_CONDITIONS("If-Modified-Since", "If-Unmodified-Since"),
    ETAG_CONDITIONS("If-Match", "If-None-Match"),
    TAG_CONDITION("x-ms-if-tags");

    /** What almost every operation on a blob supports. */
    static final Set<HeaderGroup> CONDITIONS = Set.of(values());

    @SuppressWarnings("ImmutableEnumChecker") // It is a List.of(...), which its type does not tell.
    private final List<String> headers;

    HeaderGroup(String... headers) {
        this.headers = List.of(headers);
    }

    /** The headers of all other groups, each with the error for a request that has it. */
    static Map<String, CommonError> otherThan(Set<HeaderGroup> supported) {
        Map<String, CommonError> unsupported = new HashMap<>();
        for (HeaderGroup group : values()) {
            if (!supported.contains(group)) {
                group.headers.forEach(header -> unsupported.put(header, CommonError.CONDITION_HEADERS_NOT_SUPPORTED));
            }
        }
        return unsupported;
    }
}
