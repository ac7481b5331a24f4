package dev.nephelite.emulator.value;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments as HTTP headers and the services' lists spell them: RFC 1123, in GMT, to the second. */
public final class HttpDate {
    /** Always two digits for the day, which the formatter of the JDK does not promise. */
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private HttpDate() {}

    public static String format(Instant moment) {
        return FORMAT.format(moment);
    }

    /**
     * Reads a header value.
     *
     * @throws java.time.DateTimeException if it is no RFC 1123 date
     */
    public static Instant parse(String text) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
    }
}
