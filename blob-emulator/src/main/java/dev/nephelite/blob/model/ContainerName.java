package dev.nephelite.blob.model;

import dev.nephelite.emulator.error.CommonError;
import java.util.Set;

/**
 * A container name: 3 to 63 lower-case letters, digits and single hyphens, beginning and ending with a letter or digit;
 * or one of the names reserved by the service.
 *
 * @see
 *     <a href="https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata">Naming
 *     containers</a>
 */
public record ContainerName(String value) {
    private static final Set<String> RESERVED = Set.of("$root", "$logs", "$web");
    private static final int MIN_LENGTH = 3;
    private static final int MAX_LENGTH = 63;

    /** The container of blobs whose URL names none. The names of its blobs contain no slash. */
    public static final ContainerName ROOT = new ContainerName("$root");

    public ContainerName {
        if (!hasValidLength(value) || !isWellFormed(value)) {
            throw new IllegalArgumentException("not a container name: " + value);
        }
    }

    /** Parses a name from a request. Refuses the request if it is invalid. */
    public static ContainerName parse(String text) {
        if (!hasValidLength(text)) {
            throw CommonError.OUT_OF_RANGE_NAME_LENGTH.exception();
        }
        if (!isWellFormed(text)) {
            throw CommonError.INVALID_RESOURCE_NAME.exception();
        }
        return new ContainerName(text);
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean hasValidLength(String text) {
        return text.length() >= MIN_LENGTH && text.length() <= MAX_LENGTH;
    }

    private static boolean isWellFormed(String text) {
        return hasOnlySingleHyphens(text) || RESERVED.contains(text);
    }

    /**
     * Whether each hyphen is between letters or digits. Without a regular expression, because this runs for every
     * record that is read.
     */
    private static boolean hasOnlySingleHyphens(String value) {
        boolean hyphenMayFollow = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && !(c == '-' && hyphenMayFollow)) {
                return false;
            }
            hyphenMayFollow = letterOrDigit;
        }
        return hyphenMayFollow;
    }
}
