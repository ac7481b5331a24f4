package dev.nephelite.cli.options;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts a duration of whole seconds or minutes, up to an hour, such as {@code 30s} or {@code 2m}. */
public final class TimeSpanOption implements ITypeConverter<Duration> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,4})(s|m)?");
    private static final Duration MAX_SPAN = Duration.ofHours(1);

    @Override
    public Duration convert(String text) {
        Matcher parts = TEXT.matcher(text);
        if (parts.matches()) {
            int number = Integer.parseInt(parts.group(1));
            Duration duration = "m".equals(parts.group(2)) ? Duration.ofMinutes(number) : Duration.ofSeconds(number);
            if (!duration.isZero() && duration.compareTo(MAX_SPAN) <= 0) {
                return duration;
            }
        }
        throw new TypeConversionException("'" + text + "' is not a duration from 1s to 60m, such as 30s or 2m.");
    }
}
