package dev.nephelite.emulator.service;

import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.QueryParameters;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A query parameter that is a whole number between two bounds, both of which it may take. */
public record NumberParameter(String name, long minimum, long maximum) {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d+");

    /** The number the client sent, or {@code absent} where it sent none. One that is out of bounds is refused. */
    public long in(QueryParameters queryParameters, long absent) {
        @Nullable Long number = queryParameters.get(name, this::parse);
        return number == null ? absent : number;
    }

    /** The number the client sent. A request without it is refused. */
    public long requireIn(Request request) {
        return request.requireQuery(name, this::parse);
    }

    private StorageException outOfRange(String value) {
        return StorageException.queryParameterOutOfRange(name, value, minimum, maximum);
    }

    private Long parse(String text) {
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("not a whole number: " + text);
        }
        try {
            long number = Long.parseLong(text);
            if (number >= minimum && number <= maximum) {
                return number;
            }
        } catch (NumberFormatException tooLong) {
            throw outOfRange(text);
        }
        throw outOfRange(text);
    }
}
