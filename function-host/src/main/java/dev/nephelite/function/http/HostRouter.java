package dev.nephelite.function.http;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.admin.AdminPaths;
import dev.nephelite.function.admin.Webhooks;
import dev.nephelite.function.trigger.http.HttpFunctionHandler;
import dev.nephelite.function.trigger.http.InvalidFunctionNotice;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Routes a request to the admin API, a webhook, a function, or the homepage.
 *
 * @param notice explains why an invalid function is not found
 * @param authenticated whether callers need keys, which may have to be loaded
 * @param homepage for the root path, unless a function has that route
 * @param cors adds the CORS headers
 * @param headers are added to every response
 */
public record HostRouter(
        Handler admin,
        Webhooks webhooks,
        HttpFunctionHandler functions,
        InvalidFunctionNotice notice,
        boolean authenticated,
        Supplier<Response> homepage,
        HostCors cors,
        CommonHeaders headers)
        implements Handler {
    /** Responds until there is an app, which may wait for a debugger. */
    public static final Handler STARTING = refusal("The function app is still starting.");

    public static final String OFFLINE = "The app is offline until app_offline.htm is removed.";

    private static final String WEBHOOKS = "/runtime/webhooks";
    private static final String RUNTIME = "/runtime";

    /** Wraps an app that is offline: only its admin API is available. */
    public static Handler offline(Handler app, String page) {
        Handler notice = Handler.of(request -> Response.of(503)
                .header("Content-Type", "text/html; charset=utf-8")
                .body(Body.text(page)));
        Handler refusal = refusal(OFFLINE);
        return request -> {
            if (isBelow(AdminPaths.HOSTED_FUNCTIONS, request)) {
                return refusal.handle(request);
            }
            return isReserved(request) ? app.handle(request) : notice.handle(request);
        };
    }

    /** Replaces an app that could not be loaded: only its admin API is available. */
    public static Handler failed(Handler app, String reason) {
        Handler refusal = refusal(reason);
        return request -> isBelow(AdminPaths.ROOT, request) && !isBelow(AdminPaths.HOSTED_FUNCTIONS, request)
                ? app.handle(request)
                : refusal.handle(request);
    }

    private static Handler refusal(String reason) {
        return Handler.of(request -> Response.of(503)
                .header("Content-Type", "text/plain; charset=utf-8")
                .body(Body.text(reason + "\n")));
    }

    /** Starting a function does not block, because functions run on threads of their own. */
    @Override
    public boolean isNonBlocking(HttpRequest request) {
        return !authenticated && !isReserved(request);
    }

    @Override
    public CompletableFuture<Response> handle(HttpRequest request) throws IOException {
        return answer(request).thenApply(response -> {
            cors.addTo(response, request);
            headers.addTo(response, request);
            return response;
        });
    }

    private CompletableFuture<Response> answer(HttpRequest request) throws IOException {
        if (isBelow(WEBHOOKS, request)) {
            return webhooks.handle(request);
        }
        if (isReserved(request)) {
            return admin.handle(request).toCompletableFuture();
        }
        Optional<Response> preflight = cors.preflight(request);
        if (preflight.isPresent()) {
            return CompletableFuture.completedFuture(preflight.get());
        }
        Optional<CompletableFuture<Response>> answer = functions.answer(request);
        if (answer.isPresent()) {
            return answer.get();
        }
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        return CompletableFuture.completedFuture(
                reads && request.rawPath().equals("/")
                        ? homepage.get()
                        : notice.explanation(request).orElseGet(() -> Response.of(404)));
    }

    private static boolean isReserved(HttpRequest request) {
        return isBelow(AdminPaths.ROOT, request) || isBelow(RUNTIME, request);
    }

    private static boolean isBelow(String root, HttpRequest request) {
        String path = request.rawPath();
        return path.regionMatches(true, 0, root, 0, root.length())
                && (path.length() == root.length() || path.charAt(root.length()) == '/');
    }
}
