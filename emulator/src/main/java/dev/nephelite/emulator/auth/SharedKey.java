package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.value.SigningKey;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

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
