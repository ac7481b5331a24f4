package dev.nephelite.queue.model;

import dev.nephelite.emulator.error.CommonError;
import java.util.regex.Pattern;

/**
 * The name of a queue: 3 to 63 lower-case letters, digits and single hyphens, beginning and ending with a letter or a
 * digit.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/naming-queues-and-metadata">Naming queues</a>
 */
public record QueueName(String value) {
    private static final Pattern VALID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int MIN_LENGTH = 3;
    private static final int MAX_LENGTH = 63;

    public QueueName {
        if (!hasValidLength(value) || !VALID.matcher(value).matches()) {
            throw new IllegalArgumentException("not a queue name: " + value);
        }
    }

    /** Parses a name from a request. Refuses the request if it is invalid. */
    public static QueueName parse(String text) {
        if (!hasValidLength(text)) {
            throw CommonError.OUT_OF_RANGE_NAME_LENGTH.exception();
        }
        if (!VALID.matcher(text).matches()) {
            throw CommonError.INVALID_RESOURCE_NAME.exception();
        }
        return new QueueName(text);
    }

    private static boolean hasValidLength(String text) {
        return text.length() >= MIN_LENGTH && text.length() <= MAX_LENGTH;
    }

    @Override
    public String toString() {
        return value;
    }
}
