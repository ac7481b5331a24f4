package dev.nephelite.function.trigger.timer.schedule;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Time zones by the names that {@code WEBSITE_TIME_ZONE} accepts: IANA names, which apps on Linux use, and Windows
 * names. {@code windows-zones.txt} holds the mapping of Windows names from CLDR.
 *
 * @see <a href="https://www.unicode.org/cldr/charts/latest/supplemental/zone_tzid.html">CLDR: Windows zones</a>
 */
public final class TimeZones {
    /** The setting that names the time zone of the app's timers. */
    public static final String SETTING = "WEBSITE_TIME_ZONE";

    private TimeZones() {}

    /** The zone of that name; empty if there is none. Windows names ignore case. */
    public static Optional<ZoneId> find(String name) {
        String stripped = name.strip();
        try {
            return Optional.of(ZoneId.of(stripped));
        } catch (DateTimeException notIana) {
            return Optional.ofNullable(windowsZones().get(stripped)).map(ZoneId::of);
        }
    }

    static Set<String> windowsNames() {
        return windowsZones().keySet();
    }

    /** Read on each call, because an app has at most one zone. */
    private static Map<String, String> windowsZones() {
        try (InputStream file =
                        Objects.requireNonNull(TimeZones.class.getResourceAsStream("windows-zones.txt"), "resource");
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.split(" = "))
                    .collect(Collectors.toMap(
                            pair -> pair[0],
                            pair -> pair[1],
                            (one, other) -> one,
                            () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read windows-zones.txt", unreadable);
        }
    }
}
