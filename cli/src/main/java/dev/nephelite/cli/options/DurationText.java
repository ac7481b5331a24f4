package dev.nephelite.cli.options;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as people write them, such as {@code 90s}, {@code 1h30m} or {@code 7d}, and in the form of ISO 8601. */
public final class DurationText {
    private static final Pattern UNITS =
            Pattern.compile("(?=\\d)(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");

    private DurationText() {}

    /**
     * Parses a duration.
     *
     * @throws IllegalArgumentException if it is not one, or is negative
     */
    public static Duration parse(String text) {
        Matcher units = UNITS.matcher(text);
        if (units.matches()) {
            return Duration.ofSeconds(seconds(units.group(1), TimeUnit.DAYS)
                    + seconds(units.group(2), TimeUnit.HOURS)
                    + seconds(units.group(3), TimeUnit.MINUTES)
                    + seconds(units.group(4), TimeUnit.SECONDS));
        }
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeException ignored) {
            // Refused below, like a negative duration.
        }
        throw new IllegalArgumentException("'" + text + "' is not a duration such as 90s, 1h30m or 7d.");
    }

    private static long seconds(@Nullable String count, TimeUnit unit) {
        return count == null ? 0 : unit.toSeconds(Long.parseLong(count));
    }
}
