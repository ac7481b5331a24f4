package dev.nephelite.function;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.trigger.http.HttpFunctions;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Decides who answers a request: the administration, a webhook, a function, or the homepage.
 *
 * @param homepage answers the root unless a function does
 * @param cors lets pages of other origins in, where the app wants that
 * @param customHeaders of {@code host.json}; every response bears them, unless it has its own of that name
 */
record HostFront(
        Handler admin,
        Handler webhooks,
        HttpFunctions functions,
        Supplier<Response> homepage,
        Cors cors,
        Map<String, String> customHeaders)
        implements Handler {
    /** Answers while there is no app to answer. */
    static final Handler CLOSED = request -> Response.of(503)
            .header("Content-Type", "text/plain; charset=utf-8")
            .body(Body.text("Function host is not running."));

    private static final Pattern WEBHOOK = Pattern.compile("/runtime/webhooks(/.*)?", Pattern.CASE_INSENSITIVE);

    private static final Pattern RESERVED = Pattern.compile("/(admin|runtime)(/.*)?", Pattern.CASE_INSENSITIVE);

    @Override
    public Response handle(HttpRequest request) throws IOException {
        Response response = answer(request);
        cors.mark(response, request);
        customHeaders.forEach((name, value) -> {
            if (!response.has(name)) {
                response.header(name, value);
            }
        });
        return response;
    }

    private Response answer(HttpRequest request) throws IOException {
        if (WEBHOOK.matcher(request.rawPath()).matches()) {
            return webhooks.handle(request);
        }
        if (RESERVED.matcher(request.rawPath()).matches()) {
            return admin.handle(request);
        }
        Optional<Response> preflight = cors.preflight(request);
        if (preflight.isPresent()) {
            return preflight.get();
        }
        Optional<Response> answer = functions.answer(request);
        if (answer.isPresent()) {
            return answer.get();
        }
        boolean looks = request.method().equals("GET") || request.method().equals("HEAD");
        return looks && request.rawPath().equals("/") ? homepage.get() : Response.of(404);
    }
}
