package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.http.Headers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** The orders in which clients sign their {@code x-ms-} headers. The first is right, the second is widespread. */
final class HeaderSortOrder {
    static final HeaderSortOrder CULTURE = new HeaderSortOrder(new CultureSortOrder());
    static final List<HeaderSortOrder> ALL = List.of(CULTURE, new HeaderSortOrder(Comparator.naturalOrder()));

    private static final String PREFIX = "x-ms-";

    /** Before this version an empty header was not signed. */
    private static final String EMPTY_HEADERS_COUNT_SINCE = "2016-05-31";

    private final Comparator<Line> comparator;

    private HeaderSortOrder(Comparator<String> names) {
        comparator = Comparator.comparing(Line::name, names);
    }

    /** Returns the lines with every value as it was sent. */
    String canonicalize(Headers headers) {
        return canonicalize(headers, UnaryOperator.identity());
    }

    /** Returns one line {@code name:value} for each name, a repeated name with its values joined by commas. */
    String canonicalize(Headers headers, UnaryOperator<String> spelling) {
        List<Line> lines = new ArrayList<>();
        headers.forEach((name, value) -> {
            if (name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
                lines.add(new Line(name.toLowerCase(Locale.ROOT), spelling.apply(value.strip())));
            }
        });
        if (!ApiVersion.isAtLeast(headers, EMPTY_HEADERS_COUNT_SINCE)) {
            lines.removeIf(line -> line.value().isEmpty());
        }
        lines.sort(comparator);
        return join(lines);
    }

    private static String join(List<Line> lines) {
        StringBuilder text = new StringBuilder(256);
        String previous = "";
        for (Line line : lines) {
            if (line.name().equals(previous)) {
                text.setLength(text.length() - 1);
                text.append(',');
            } else {
                text.append(line.name()).append(':');
            }
            text.append(line.value()).append('\n');
            previous = line.name();
        }
        return text.toString();
    }

    private record Line(String name, String value) {}
}
