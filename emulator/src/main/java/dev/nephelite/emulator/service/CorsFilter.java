package dev.nephelite.emulator.service;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.http.Filter;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.properties.CorsRules;
import dev.nephelite.emulator.properties.CorsRules.CorsRule;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Adds CORS headers to responses and answers preflight requests, by the rules that the account's owner set. Only browsers
 * follow the rules: the service answers every authorized request, whatever they say.
 *
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/storageservices/cross-origin-resource-sharing--cors--support-for-the-azure-storage-services">CORS
 *     support</a>
 */
final class CorsFilter {
    private static final String ORIGIN = "Origin";
    private static final String REQUEST_METHOD = "Access-Control-Request-Method";
    private static final String REQUEST_HEADERS = "Access-Control-Request-Headers";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final String ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials";

    /** Caches store the responses to these methods only, and could serve one to a page of another origin. */
    private static final Set<String> KEPT = Set.of("GET", "HEAD");

    private CorsFilter() {}

    /** Answers a browser that asks whether a page may send what it wants to send. Browsers do not sign this. */
    static CompletionStage<Response> answerPreflight(RoutedRequest request, Filter.Next<RoutedRequest> next)
            throws IOException {
        return request instanceof RoutedRequest.Preflight
                ? CompletableFuture.completedFuture(
                        preflight(request.http().headers(), request.properties().cors()))
                : next.handle(request);
    }

    private static Response preflight(Headers headers, CorsRules rules) {
        String origin = require(headers, ORIGIN);
        String method = require(headers, REQUEST_METHOD);
        if (!CorsRules.isVerb(method)) {
            throw StorageException.invalidHeader(REQUEST_METHOD, method);
        }
        @Nullable String wanted = headers.get(REQUEST_HEADERS);
        CorsRule rule = rules.matching(origin, method, names(wanted))
                .orElseThrow(() -> failure(
                        rules.isEmpty()
                                ? "CORS is not enabled for this account."
                                : "No CORS rule matches this request"));
        return Response.of(200)
                .header(ALLOW_ORIGIN, origin)
                .header("Access-Control-Allow-Methods", method)
                .header("Access-Control-Allow-Headers", wanted)
                .header("Access-Control-Max-Age", rule.maxAge())
                .header(ALLOW_CREDENTIALS, true);
    }

    /** Adds the headers that a browser evaluates before it passes the response to a page. */
    static void describe(RoutedRequest routed, Response response) {
        HttpRequest request = routed.http();
        CorsRules rules = routed.properties().cors();
        if (rules.isEmpty() || routed instanceof RoutedRequest.Preflight) {
            return;
        }
        @Nullable String origin = request.headers().get(ORIGIN);
        boolean kept = KEPT.contains(request.method());
        if (origin == null && !kept) {
            return;
        }
        Optional<CorsRule> rule =
                origin == null ? rules.forEveryOrigin(request.method()) : rules.matching(origin, request.method());
        boolean forAll = rule.filter(CorsRule::isForEveryOrigin).isPresent();
        if (rule.isPresent()) {
            expose(response, rule.get());
            response.header(ALLOW_ORIGIN, forAll ? "*" : origin).header(ALLOW_CREDENTIALS, forAll ? null : "true");
        }
        response.header("Vary", kept && !forAll ? ORIGIN : null);
    }

    private static void expose(Response response, CorsRule rule) {
        List<String> sent =
                response.headers().stream().map(Response.Header::name).toList();
        List<String> exposed = rule.exposed(sent);
        response.header("Access-Control-Expose-Headers", exposed.isEmpty() ? null : String.join(",", exposed));
    }

    private static String require(Headers headers, String name) {
        @Nullable String value = headers.get(name);
        if (value == null || value.isBlank()) {
            throw CommonError.CORS_HEADER_MISSING
                    .exception()
                    .detail("MessageDetails", "The header " + name + " is missing.");
        }
        return value.strip();
    }

    private static List<String> names(@Nullable String list) {
        return list == null
                ? List.of()
                : Arrays.stream(list.split(",", -1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
    }

    private static StorageException failure(String reason) {
        return CommonError.CORS_PREFLIGHT_FAILURE.exception().detail("MessageDetails", reason);
    }
}
