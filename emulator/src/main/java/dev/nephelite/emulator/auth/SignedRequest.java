package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.QueryParameters;
import dev.nephelite.emulator.value.Account;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a request that signatures cover, and those that a SAS can restrict.
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

    /**
     * Whether a request with these headers has that protocol version or a newer one, because some versions changed what is
     * signed. A request without a version has the newest.
     */
    static boolean isSince(String version, Headers headers) {
        String spoken = headers.get("x-ms-version");
        // A version is a date, so versions compare as text.
        return spoken == null || spoken.compareTo(version) >= 0;
    }

    /** Whether the query has this SAS field. An empty one counts, so that a malformed SAS is refused as such. */
    boolean isSignedWith(String field) {
        return !query.all(field).isEmpty();
    }

    /**
     * The resource that a request addresses.
     *
     * @param container a container or a queue, null for a request to the service itself
     * @param blob null for anything but a blob
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
