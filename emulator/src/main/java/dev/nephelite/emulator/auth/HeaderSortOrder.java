package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.http.Headers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * The orders in which clients canonicalize their {@code x-ms-} headers. The first is documented, the second is common.
 */
final class HeaderSortOrder {
    static final HeaderSortOrder CULTURE = new HeaderSortOrder(new CultureSortOrder());
    static final List<HeaderSortOrder> ALL = List.of(CULTURE, new HeaderSortOrder(Comparator.naturalOrder()));

    private static final String PREFIX = "x-ms-";

    /** Before this version, empty headers were not signed. */
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
        if (!SignedRequest.isSince(EMPTY_HEADERS_COUNT_SINCE, headers)) {
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

    /**
     * The order of lower-case header names in the en-US culture, in which the services sort the headers they sign.
     *
     * <p>Hyphens and apostrophes count only if all else is equal; punctuation sorts before digits, digits before
     * letters. So {@code a_b} precedes {@code a1}; in byte order it is the other way round.
     */
    static final class CultureSortOrder implements Comparator<String> {
        private static final String ASCENDING = "!#$%&*.^_`|~+0123456789abcdefghijklmnopqrstuvwxyz";
        private static final int IGNORED = -1;

        private final int[] weights = new int[128];

        CultureSortOrder() {
            for (char c = 0; c < weights.length; c++) {
                weights[c] = ASCENDING.indexOf(c);
            }
        }

        @Override
        public int compare(String left, String right) {
            int i = skipIgnored(left, 0);
            int j = skipIgnored(right, 0);
            while (i < left.length() && j < right.length()) {
                int difference = Integer.compare(weight(left.charAt(i)), weight(right.charAt(j)));
                if (difference != 0) {
                    return difference;
                }
                i = skipIgnored(left, i + 1);
                j = skipIgnored(right, j + 1);
            }
            boolean bothEnded = i >= left.length() && j >= right.length();
            return bothEnded ? compareIgnored(left, right) : Boolean.compare(i < left.length(), j < right.length());
        }

        /** If two names differ only in ignored characters, the one with the later such character is less. */
        private int compareIgnored(String left, String right) {
            int common = Math.min(left.length(), right.length());
            for (int i = 0; i < common; i++) {
                char l = left.charAt(i);
                char r = right.charAt(i);
                if (l != r) {
                    boolean leftIgnored = weight(l) == IGNORED;
                    boolean rightIgnored = weight(r) == IGNORED;
                    return leftIgnored && rightIgnored
                            ? Character.compare(l, r)
                            : Boolean.compare(leftIgnored, rightIgnored);
                }
            }
            return Integer.compare(left.length(), right.length());
        }

        private int skipIgnored(String text, int from) {
            int i = from;
            while (i < text.length() && weight(text.charAt(i)) == IGNORED) {
                i++;
            }
            return i;
        }

        private int weight(char c) {
            return c < weights.length ? weights[c] : IGNORED;
        }
    }
}
