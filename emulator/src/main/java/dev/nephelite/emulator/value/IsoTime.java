package dev.nephelite.emulator.value;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Times as signatures, access policies and keys spell them.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/formatting-datetime-values">Formatting date-time
 *     values</a>
 */
public final class IsoTime {
    private static final int LENGTH_OF_A_DATE = "2026-01-01".length();

    private IsoTime() {}

    /**
     * Reads one of the ISO 8601 forms, from {@code 2026-01-01} to fractions of a second.
     *
     * @throws java.time.DateTimeException if it is none of them
     */
    public static Instant parse(String text) {
        return text.length() == LENGTH_OF_A_DATE
                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                : OffsetDateTime.parse(text).toInstant();
    }

    /** Returns the time without the fraction of its second. */
    public static String format(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
