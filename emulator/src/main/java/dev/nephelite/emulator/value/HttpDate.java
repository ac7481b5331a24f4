package dev.nephelite.emulator.value;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moments as HTTP headers and the services' lists spell them: RFC 1123, in GMT, to the second. Always two digits for the day,
 * which the formatter of the JDK does not promise.
 *
 * <p>Each request and its response have several dates, and the JDK's formatter and parser would take longer than anything
 * else about the headers.
 */
public final class HttpDate {
    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final int MONTH_LENGTH = 3;
    private static final int LENGTH = "Tue, 01 Dec 2026 04:44:00 GMT".length();

    private HttpDate() {}

    /**
     * Writes a header value.
     *
     * @param moment in the years 0 to 9999, because others have no four digits
     */
    public static String format(Instant moment) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(moment.getEpochSecond(), 0, ZoneOffset.UTC);
        int month = (time.getMonthValue() - 1) * MONTH_LENGTH;
        StringBuilder text = new StringBuilder(LENGTH);
        text.append(DAYS.get(time.getDayOfWeek().getValue() - 1)).append(", ");
        appendTwoDigits(text, time.getDayOfMonth())
                .append(' ')
                .append(MONTHS, month, month + MONTH_LENGTH)
                .append(' ');
        appendTwoDigits(text, time.getYear() / 100);
        appendTwoDigits(text, time.getYear() % 100).append(' ');
        appendTwoDigits(text, time.getHour()).append(':');
        appendTwoDigits(text, time.getMinute()).append(':');
        return appendTwoDigits(text, time.getSecond()).append(" GMT").toString();
    }

    /**
     * Reads a header value.
     *
     * @throws java.time.DateTimeException if it is no RFC 1123 date
     */
    public static Instant parse(String text) {
        @Nullable Instant moment = text.length() == LENGTH ? parseFormatted(text) : null;
        return moment == null ? DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from) : moment;
    }

    /** Returns null if the text is not what {@link #format} writes. RFC 1123 allows other forms. */
    private static @Nullable Instant parseFormatted(String text) {
        @Nullable
        Instant moment = TimeDigits.moment(
                TimeDigits.number(text, 12, 16),
                MONTHS.indexOf(text.substring(8, 11)) / MONTH_LENGTH + 1,
                TimeDigits.number(text, 5, 7),
                TimeDigits.number(text, 17, 19),
                TimeDigits.number(text, 20, 22),
                TimeDigits.number(text, 23, 25));
        return moment != null && text.equals(format(moment)) ? moment : null;
    }

    private static StringBuilder appendTwoDigits(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
