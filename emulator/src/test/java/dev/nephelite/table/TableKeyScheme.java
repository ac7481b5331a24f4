package dev.nephelite.table;

import dev.nephelite.emulator.auth.KeyScheme;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
import java.util.List;

/**
 * The schemes of the Table service, which sign few headers but always a date.
 *
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key#table-service-shared-key-authorization">Table
 *     service (Shared Key authorization)</a>
 */
public enum TableKeyScheme implements KeyScheme {
    /** {@code SharedKey}. */
    FULL {
        @Override
        public String lines(String method, Headers headers, String date) {
            return method + "\n" + text(headers, "Content-MD5") + "\n" + text(headers, "Content-Type") + "\n"
                    + LITE.lines(method, headers, date);
        }
    },

    /** {@code SharedKeyLite}. */
    LITE {
        @Override
        public String lines(String method, Headers headers, String date) {
            return (date.isEmpty() ? text(headers, "x-ms-date") : date) + "\n";
        }
    };

    @Override
    public boolean coversHeaders() {
        return false;
    }

    @Override
    public String resource(String account, String rawPath, QueryParameters queryParameters) {
        String component = queryParameters.get("comp");
        return "/" + account + rawPath + (component == null ? "" : "?comp=" + component);
    }

    /** The variants of the scheme {@code name}. */
    public static List<KeyScheme> named(String name) {
        return switch (name) {
            case "SharedKey" -> List.of(FULL);
            case "SharedKeyLite" -> List.of(LITE);
            default -> List.of();
        };
    }

    private static String text(Headers headers, String name) {
        String value = headers.get(name);
        return value == null ? "" : value;
    }
}
