package dev.nephelite.blob.copy;

import dev.nephelite.emulator.http.QueryParameters;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The URL of the source of a copy as the client sent it, percent-encoded.
 *
 * @param authority the host, and the port if it is given
 */
public record CopySourceUrl(
        String url,
        String scheme,
        String authority,
        String rawPath,
        @Nullable String rawQuery) {
    private static final int LONGEST = 2048;
    private static final Pattern FORM =
            Pattern.compile("(https?)://([^/?#@]+)(/[^?#]*)?(?:\\?([^#]*))?(?:#.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^]]+]|[^:]+)(?::(\\d{1,5}))?");
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /**
     * Parses a header value.
     *
     * @throws IllegalArgumentException if it is not an absolute HTTP URL, or too long
     */
    public static CopySourceUrl parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (text.length() > LONGEST
                || !parts.matches()
                || !AUTHORITY.matcher(parts.group(2)).matches()) {
            throw new IllegalArgumentException("not a URL to copy from: " + text);
        }
        QueryParameters.parse(parts.group(4));
        String path = parts.group(3) == null ? "/" : parts.group(3);
        return new CopySourceUrl(text, parts.group(1).toLowerCase(Locale.ROOT), parts.group(2), path, parts.group(4));
    }

    String host() {
        return part(1);
    }

    int port() {
        String port = part(2);
        if (!port.isEmpty()) {
            return Integer.parseInt(port);
        }
        return scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
    }

    /**
     * The URL for an HTTP client, without the fragment.
     *
     * @throws IllegalArgumentException if it has characters that may not be in a URL
     */
    URI uri() {
        String target = rawQuery == null ? rawPath : rawPath + "?" + rawQuery;
        return URI.create(scheme + "://" + authority + target.replace(" ", "%20"));
    }

    private String part(int group) {
        Matcher parts = AUTHORITY.matcher(authority);
        String found = parts.matches() ? parts.group(group) : null;
        return found == null ? "" : found;
    }
}
