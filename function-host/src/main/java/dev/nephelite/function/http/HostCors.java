package dev.nephelite.function.http;

import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.config.LocalSettings.LocalHttp;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which origins may call functions from the browser, as {@code local.settings.json} or the command line says; they may
 * use any method and any header.
 *
 * @param origins {@code *} allows any; empty disables CORS
 * @param credentials whether requests may carry cookies
 */
public record HostCors(List<String> origins, boolean credentials) {
    private static final String ANY = "*";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    /**
     * The CORS settings of the app.
     *
     * @throws InvalidAppException if they allow any origin together with credentials
     */
    public static HostCors of(LocalHttp http) {
        if (http.corsCredentials() && http.corsOrigins().contains(ANY)) {
            throw new InvalidAppException(
                    "CORS cannot allow any origin (*) and credentials at once: every page on the web"
                            + " could act in your name. Name the origins in 'Host.CORS' of local.settings.json, or where the host"
                            + " was started if they come from there; or leave the credentials out.");
        }
        return new HostCors(http.corsOrigins(), http.corsCredentials());
    }

    /** The response to a preflight request; empty for other requests. */
    Optional<Response> preflight(HttpRequest request) {
        @Nullable String method = request.headers().get("Access-Control-Request-Method");
        boolean asks = method != null
                && request.method().equals("OPTIONS")
                && request.headers().has("Origin");
        if (origins.isEmpty() || !asks) {
            return Optional.empty();
        }
        Response response = Response.of(204);
        if (allows(request.headers().get("Origin"))) {
            response.header("Access-Control-Allow-Methods", method)
                    .header("Access-Control-Allow-Headers", request.headers().get("Access-Control-Request-Headers"));
        }
        return Optional.of(response);
    }

    /**
     * Adds the CORS headers to {@code response} if the origin of {@code request} is allowed; headers that the function
     * has set take precedence.
     */
    void addTo(Response response, HttpRequest request) {
        @Nullable String origin = request.headers().get("Origin");
        if (!allows(origin) || response.has(ALLOW_ORIGIN)) {
            return;
        }
        boolean anyone = origins.contains(ANY);
        response.header(ALLOW_ORIGIN, anyone ? ANY : origin)
                .header("Access-Control-Allow-Credentials", credentials ? true : null)
                .header("Vary", anyone ? null : "Origin");
    }

    private boolean allows(@Nullable String origin) {
        return origin != null && (origins.contains(ANY) || origins.stream().anyMatch(origin::equalsIgnoreCase));
    }
}
