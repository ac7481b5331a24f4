package dev.nephelite.emulator.value;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Times as signatures, access policies and keys spell them.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/formatting-datetime-values">Formatting date-time
 *     values</a>
 */
public final class IsoTime {
    private static final int LENGTH_OF_A_DATE = "2026-01-01".length();
    private static final int LENGTH_WITH_SECONDS = "2026-01-01T00:00:00Z".length();

    private IsoTime() {}

    /**
     * Reads one of the ISO 8601 forms, from {@code 2026-01-01} to fractions of a second.
     *
     * @throws java.time.DateTimeException if it is none of them
     */
    public static Instant parse(String text) {
        @Nullable Instant moment = text.length() == LENGTH_WITH_SECONDS ? parseSeconds(text) : null;
        if (moment != null) {
            return moment;
        }
        return text.length() == LENGTH_OF_A_DATE
                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                : OffsetDateTime.parse(text).toInstant();
    }

    /** The usual form, which each request with a signature has twice. Returns null if the text has another form. */
    private static @Nullable Instant parseSeconds(String text) {
        boolean usual = text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':'
                && text.charAt(19) == 'Z';
        return usual
                ? TimeDigits.moment(
                        TimeDigits.number(text, 0, 4),
                        TimeDigits.number(text, 5, 7),
                        TimeDigits.number(text, 8, 10),
                        TimeDigits.number(text, 11, 13),
                        TimeDigits.number(text, 14, 16),
                        TimeDigits.number(text, 17, 19))
                : null;
    }

    /** Returns the time without the fraction of its second. */
    public static String format(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
