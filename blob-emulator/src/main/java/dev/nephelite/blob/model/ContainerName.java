package dev.nephelite.blob.model;

import dev.nephelite.emulator.error.CommonError;
import java.util.regex.Pattern;

/**
 * A container name: 3 to 63 lower-case letters, digits and single hyphens, beginning and ending with a letter or digit;
 * or one of the names that the service itself gives. Any other text is refused as the service refuses it.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata">Naming
 *     containers</a>
 */
public record ContainerName(String value) {
    private static final Pattern VALID = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*|\\$root|\\$logs|\\$web");
    private static final int SHORTEST = 3;
    private static final int LONGEST = 63;

    public ContainerName {
        if (value.length() < SHORTEST || value.length() > LONGEST) {
            throw CommonError.OUT_OF_RANGE_INPUT.exception();
        }
        if (!VALID.matcher(value).matches()) {
            throw CommonError.INVALID_RESOURCE_NAME.exception();
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
