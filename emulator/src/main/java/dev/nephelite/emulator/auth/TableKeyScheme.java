package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;

/**
 * The schemes of the Table service, which sign few headers but always a date.
 *
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key#table-service-shared-key-authorization">Table
 *     service (Shared Key authorization)</a>
 */
enum TableKeyScheme implements KeyScheme {
    /** {@code SharedKey}. */
    FULL {
        @Override
        public String lines(String method, Headers headers, String date) {
            return method + "\n" + SharedKey.text(headers, "Content-MD5") + "\n"
                    + SharedKey.text(headers, "Content-Type") + "\n" + LITE.lines(method, headers, date);
        }
    },

    /** {@code SharedKeyLite}. */
    LITE {
        @Override
        public String lines(String method, Headers headers, String date) {
            return (date.isEmpty() ? SharedKey.text(headers, "x-ms-date") : date) + "\n";
        }
    };

    @Override
    public boolean coversHeaders() {
        return false;
    }

    @Override
    public String resource(String account, String rawPath, QueryParameters queryParameters) {
        return SharedKeyLite.SCHEME.resource(account, rawPath, queryParameters);
    }
}
