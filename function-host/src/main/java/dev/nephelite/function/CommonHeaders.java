package dev.nephelite.function;

import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.app.config.HostSettings;
import java.util.Map;
import java.util.Set;

/**
 * The headers that {@code host.json} puts on every response, unless it has its own of that name.
 *
 * @param everywhere the {@code customHeaders}
 * @param overTls what also goes to clients of HTTPS; not to those of this machine, whose browsers would then refuse HTTP
 *     to everything else that is developed there
 */
record CommonHeaders(Map<String, String> everywhere, Map<String, String> overTls) {
    private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    static CommonHeaders of(HostSettings.Http http) {
        HostSettings.Hsts hsts = http.hsts();
        return new CommonHeaders(
                http.customHeaders(), hsts.isEnabled() ? Map.of("Strict-Transport-Security", value(hsts)) : Map.of());
    }

    private static String value(HostSettings.Hsts hsts) {
        return "max-age=" + hsts.maxAge().toSeconds()
                + (hsts.includeSubDomains() ? "; includeSubDomains" : "")
                + (hsts.preload() ? "; preload" : "");
    }

    /** Adds to {@code response} what the answer to {@code request} lacks. */
    void mark(Response response, HttpRequest request) {
        mark(response, everywhere);
        if (request.scheme().equals("https")
                && !LOCAL_NAMES.contains(request.host().replaceAll(":\\d*$", ""))) {
            mark(response, overTls);
        }
    }

    private static void mark(Response response, Map<String, String> headers) {
        headers.forEach((name, value) -> {
            if (!response.has(name)) {
                response.header(name, value);
            }
        });
    }
}
