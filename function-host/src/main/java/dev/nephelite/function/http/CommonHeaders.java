package dev.nephelite.function.http;

import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.trigger.http.HttpSettings;
import java.util.Map;
import java.util.Set;

/**
 * The headers that {@code host.json} adds to every response that does not set them itself.
 *
 * @param everywhere the {@code customHeaders}
 * @param overTls further headers for HTTPS clients; not for clients on this machine, whose browser would then refuse
 *     HTTP for everything else on localhost
 */
public record CommonHeaders(Map<String, String> everywhere, Map<String, String> overTls) {
    private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    public static CommonHeaders of(HttpSettings http) {
        HttpSettings.Hsts hsts = http.hsts();
        return new CommonHeaders(
                http.customHeaders(), hsts.isEnabled() ? Map.of("Strict-Transport-Security", value(hsts)) : Map.of());
    }

    private static String value(HttpSettings.Hsts hsts) {
        return "max-age=" + hsts.maxAge().toSeconds()
                + (hsts.includeSubDomains() ? "; includeSubDomains" : "")
                + (hsts.preload() ? "; preload" : "");
    }

    /** Adds the missing headers to {@code response}. */
    void addTo(Response response, HttpRequest request) {
        addTo(response, everywhere);
        if (request.scheme().equals("https")
                && !LOCAL_NAMES.contains(request.host().replaceAll(":\\d*$", ""))) {
            addTo(response, overTls);
        }
    }

    private static void addTo(Response response, Map<String, String> headers) {
        headers.forEach((name, value) -> {
            if (!response.has(name)) {
                response.header(name, value);
            }
        });
    }
}
