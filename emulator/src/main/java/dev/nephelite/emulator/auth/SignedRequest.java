package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.value.Account;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What signatures cover of a request, and what shared access signatures restrict it by.
 *
 * @param service {@code blob} or {@code queue}, as signatures spell it
 * @param rawPath the path as it was on the wire, still percent-encoded
 * @param scheme {@code http} or {@code https}
 * @param remoteAddress the client's IP address
 */
public record SignedRequest(
        String service,
        String method,
        String rawPath,
        QueryParameters query,
        Headers headers,
        String scheme,
        String remoteAddress,
        Instant receivedAt) {
    public static SignedRequest of(String service, HttpRequest request, QueryParameters query) {
        return new SignedRequest(
                service,
                request.method(),
                request.rawPath(),
                query,
                request.headers(),
                request.scheme(),
                request.remoteAddress(),
                request.receivedAt());
    }

    /** Whether the query has a field of a signature, even an empty one: that is a signature too, if not a good one. */
    boolean isSignedWith(String field) {
        return !query.all(field).isEmpty();
    }

    /**
     * What a request is aimed at.
     *
     * @param container a container or a queue, null for a request to the service itself
     * @param blob null for everything that is no blob
     */
    record AuthorizationTarget(
            String service,
            Account account,
            @Nullable String container,
            @Nullable String blob) {
        boolean isBlobService() {
            return service.equals("blob");
        }
    }
}
