package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.QueryParameters;
import java.util.List;

/** The {@code SharedKeyLite} scheme of Blob and Queue services: fewer headers, and only {@code comp} of the query. */
final class SharedKeyLite implements KeyScheme {
    static final String NAME = "SharedKeyLite";
    static final SharedKeyLite SCHEME = new SharedKeyLite("\n");

    /** For clients that send {@code x-ms-date} and leave out the empty date line. */
    static final SharedKeyLite WITHOUT_EMPTY_DATE = new SharedKeyLite("");

    private final String emptyDate;

    private SharedKeyLite(String emptyDate) {
        this.emptyDate = emptyDate;
    }

    @Override
    public String lines(String method, Headers headers, String date) {
        return method + "\n" + SharedKey.text(headers, "Content-MD5") + "\n" + SharedKey.text(headers, "Content-Type")
                + "\n" + (date.isEmpty() ? emptyDate : date + "\n");
    }

    @Override
    public String resource(String account, String rawPath, QueryParameters queryParameters) {
        List<String> components = queryParameters.all("comp");
        return "/" + account + rawPath + (components.isEmpty() ? "" : "?comp=" + components.get(0));
    }
}
