package dev.nephelite.cloud.control;

import dev.nephelite.cloud.control.protocol.ControlError;
import dev.nephelite.cloud.control.protocol.ControlException;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.TrustedHosts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that a web page of another site made a browser send and, where a token is required, those without it.
 *
 * @param token null if none is required
 */
record AccessGuard(TrustedHosts trusted, @Nullable String token) {
    private static final String SCHEME = "Bearer ";

    /**
     * Returns if the client may use the control plane.
     *
     * @throws ControlException if it may not
     */
    void requireAllowed(HttpRequest request) {
        trusted.refusalToAdminister(request).ifPresent(reason -> {
            throw ControlError.FORBIDDEN.exception(reason);
        });
        if (token != null && !hasToken(request, token)) {
            throw ControlError.UNAUTHORIZED.exception(
                    "The control plane needs the header 'Authorization: Bearer TOKEN'."
                            + " The token is the controlToken in the endpoints file.");
        }
    }

    /**
     * Returns if the request addresses this machine by a name that nobody else could have pointed at it. That is enough for files
     * in which nothing is secret: a link on a page of another site may lead to them.
     *
     * @throws ControlException if it does not
     */
    void requireTrustedHost(HttpRequest request) {
        if (!trusted.trustsHost(request)) {
            throw ControlError.FORBIDDEN.exception(trusted.untrustedHost(request));
        }
    }

    /** Takes the same time wherever a wrong token differs. */
    private static boolean hasToken(HttpRequest request, String token) {
        @Nullable String credentials = request.headers().get("Authorization");
        return credentials != null
                && credentials.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        credentials.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8),
                        token.getBytes(StandardCharsets.UTF_8));
    }
}
