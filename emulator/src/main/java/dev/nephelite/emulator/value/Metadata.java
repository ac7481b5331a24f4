package dev.nephelite.emulator.value;

import dev.nephelite.emulator.error.CommonError;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The name-value pairs a client attached to a resource, in the order and the case it sent them.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/setting-and-retrieving-properties-and-metadata-for-blob-resources">Setting
 *     and retrieving metadata</a>
 */
public record Metadata(Map<String, String> pairs) {
    public static final String HEADER_PREFIX = "x-ms-meta-";
    public static final Metadata NONE = new Metadata(Map.of());

    private static final int MAX_SIZE = 8 * 1024;
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    public Metadata {
        pairs = Collections.unmodifiableMap(new LinkedHashMap<>(pairs));
    }

    /**
     * The metadata that a request carries.
     *
     * @param pairs the headers that begin with {@link #HEADER_PREFIX}, without it
     */
    public static Metadata of(Map<String, String> pairs) {
        if (pairs.isEmpty()) {
            return NONE;
        }
        int size = 0;
        TreeSet<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            requireName(pair.getKey(), seen);
            size += pair.getKey().length() + pair.getValue().length();
        }
        if (size > MAX_SIZE) {
            throw CommonError.METADATA_TOO_LARGE.exception();
        }
        return new Metadata(pairs);
    }

    /** Whether both hold the same values under the same names, whose case does not count. */
    public boolean matches(Metadata other) {
        Map<String, String> mine = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        mine.putAll(pairs);
        Map<String, String> theirs = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        theirs.putAll(other.pairs);
        return mine.equals(theirs);
    }

    private static void requireName(String name, TreeSet<String> seen) {
        if (name.isEmpty()) {
            throw CommonError.EMPTY_METADATA_KEY.exception();
        }
        if (!IDENTIFIER.matcher(name).matches() || !seen.add(name)) {
            throw CommonError.INVALID_METADATA.exception();
        }
    }
}
