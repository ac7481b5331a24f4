package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.value.SigningKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * The {@code SharedKey} scheme of the Blob and Queue services.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key">Authorize with Shared
 *     Key</a>
 */
public final class SharedKey implements KeyScheme {
    static final String NAME = "SharedKey";
    static final SharedKey SCHEME = new SharedKey();

    private static final List<String> BEFORE_LENGTH = List.of("Content-Encoding", "Content-Language");
    private static final List<String> BEFORE_DATE = List.of("Content-MD5", "Content-Type");
    private static final List<String> AFTER_DATE =
            List.of("If-Modified-Since", "If-Match", "If-None-Match", "If-Unmodified-Since", "Range");

    /** Before this version, a length of zero was signed as 0; since then, it is empty. */
    private static final String ZERO_IS_EMPTY_SINCE = "2015-02-21";

    private SharedKey() {}

    /**
     * Signs a request of a client.
     *
     * @param rawPath the path as it will be on the wire, percent-encoded
     * @param headers every header that will be sent, with Content-Length if there is a body
     * @return the value of the {@code Authorization} header
     */
    public static String sign(
            String method,
            String rawPath,
            QueryParameters queryParameters,
            Headers headers,
            String account,
            SigningKey key) {
        String date = headers.has("x-ms-date") ? "" : text(headers, "Date");
        String toSign = SCHEME.lines(method, headers, date)
                + HeaderSortOrder.CULTURE.canonicalize(headers)
                + SCHEME.resource(account, rawPath, queryParameters);
        return NAME + " " + account + ":" + key.sign(toSign);
    }

    @Override
    public String lines(String method, Headers headers, String date) {
        StringBuilder lines = new StringBuilder(128);
        lines.append(method).append('\n');
        BEFORE_LENGTH.forEach(name -> lines.append(text(headers, name)).append('\n'));
        lines.append(contentLength(headers)).append('\n');
        BEFORE_DATE.forEach(name -> lines.append(text(headers, name)).append('\n'));
        lines.append(date).append('\n');
        AFTER_DATE.forEach(name -> lines.append(text(headers, name)).append('\n'));
        return lines.toString();
    }

    @Override
    public String resource(String account, String rawPath, QueryParameters queryParameters) {
        StringBuilder text = new StringBuilder(128);
        text.append('/').append(account).append(rawPath);
        queryParameters.byName().forEach((name, values) -> {
            Collections.sort(values);
            text.append('\n').append(name.toLowerCase(Locale.ROOT)).append(':').append(String.join(",", values));
        });
        return text.toString();
    }

    static String text(Headers headers, String name) {
        String value = headers.get(name);
        return value == null ? "" : value;
    }

    private static String contentLength(Headers headers) {
        String length = text(headers, "Content-Length");
        boolean zeroIsEmpty = SignedRequest.isSince(ZERO_IS_EMPTY_SINCE, headers);
        return length.equals("0") && zeroIsEmpty ? "" : length;
    }

    /**
     * The orders in which clients canonicalize their {@code x-ms-} headers. The first is documented, the second is common.
     */
    static final class HeaderSortOrder {
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

    /** The {@code SharedKeyLite} scheme of Blob and Queue services: fewer headers, and only {@code comp} of the query. */
    static final class Lite implements KeyScheme {
        static final String NAME = "SharedKeyLite";
        static final Lite SCHEME = new Lite("\n");

        /** For clients that send {@code x-ms-date} and leave out the empty date line. */
        static final Lite WITHOUT_EMPTY_DATE = new Lite("");

        private final String emptyDate;

        private Lite(String emptyDate) {
            this.emptyDate = emptyDate;
        }

        @Override
        public String lines(String method, Headers headers, String date) {
            return method + "\n" + SharedKey.text(headers, "Content-MD5") + "\n"
                    + SharedKey.text(headers, "Content-Type") + "\n" + (date.isEmpty() ? emptyDate : date + "\n");
        }

        @Override
        public String resource(String account, String rawPath, QueryParameters queryParameters) {
            List<String> components = queryParameters.all("comp");
            return "/" + account + rawPath + (components.isEmpty() ? "" : "?comp=" + components.get(0));
        }
    }
}
