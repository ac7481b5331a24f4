package dev.nephelite.emulator.service;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Filter;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.http.TrustedHosts;
import dev.nephelite.emulator.properties.CorsRules;
import dev.nephelite.emulator.value.Account;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps foreign web pages away from accounts that have the well-known key. Any page can sign with that key, so there a
 * signature does not show that a request comes from this machine's user. Accounts with keys of their own need no guard.
 *
 * @param trusted recognizes foreign pages
 */
public record ForeignPageGuard(TrustedHosts trusted) {
    CompletionStage<Response> handle(RoutedRequest request, Filter.Next<RoutedRequest> next) throws IOException {
        if (request.account().hasWellKnownKey()) {
            requireTrusted(request);
        }
        return next.handle(request);
    }

    /** Refuses a request by a host name that somebody else could have pointed at this machine. */
    public void requireTrustedHost(HttpRequest request, Account account) {
        if (account.hasWellKnownKey()) {
            requireTrustedHost(request);
        }
    }

    private void requireTrusted(RoutedRequest request) {
        requireTrustedHost(request.http());
        if (!(request instanceof RoutedRequest.Preflight)) {
            requireTrustedOrigin(request.http(), request.properties().cors());
            if (!request.requireOperation().match().route().permission().onlyReads()) {
                requireSameSiteWrite(request.http());
            }
        }
    }

    private void requireTrustedHost(HttpRequest request) {
        if (!trusted.trustsHost(request)) {
            throw refusal(trusted.untrustedHost(request));
        }
    }

    /**
     * Refuses what a page of another origin sends unless a CORS rule allows it. Browsers send simple requests without a
     * preflight, so the rules have to be applied here as well. A preflight itself is answered by the rules alone.
     */
    private void requireTrustedOrigin(HttpRequest request, CorsRules rules) {
        if (trusted.trustsOrigin(request)) {
            return;
        }
        @Nullable String origin = request.headers().get("Origin");
        if (origin == null || rules.matching(origin, request.method()).isEmpty()) {
            throw refusal(trusted.untrustedOrigin(request));
        }
    }

    /**
     * Refuses a write that another site caused and that has no {@code Origin}, such as Get Messages behind an image.
     * Reads of this kind are let through, because pages show images and links of other sites without being able to read
     * them.
     */
    private static void requireSameSiteWrite(HttpRequest request) {
        if (TrustedHosts.isCrossSite(request) && !request.headers().has("Origin")) {
            throw refusal("A web page of another site may not change anything by a link or an image.");
        }
    }

    private static StorageException refusal(String reason) {
        return CommonError.AUTHORIZATION_FAILURE.exception().message(reason);
    }
}
